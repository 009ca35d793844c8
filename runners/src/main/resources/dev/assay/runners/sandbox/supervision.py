"""Holds one program to its limits, and relays what it and the harness say to each other.

Trusted. Runs in the supervisor's process, which has read the job; see `zygote.py`, which starts both.

A message is a letter, a length of four bytes, most significant first, and that many bytes.

To the supervisor: J a job, D a frame for the program, E the end of the conversation.
From the supervisor: F a frame of the program, Z the program has ended, R the result.
"""
import os
import select
import signal
import struct
import time

LONGEST_FRAME, MOST_BYTES, MOST_FRAMES = 8 << 20, 64 << 20, 100_000
EXITED, SIGNALLED, KILLED, STOPPED = range(4)
WALL, OUTPUT, FRAME = 2, 8, 16
REPORT = struct.Struct(">iQQ")
CHUNK = 1 << 16
PENDING = 16 << 20


class Gone(Exception):
    """The harness has closed the pipe."""


def read_exactly(count):
    parts = []
    while count:
        part = os.read(0, min(count, 1 << 20))
        if not part:
            raise Gone
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def write_all(data):
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(1, view):]
        except BlockingIOError:
            poller = select.poll()
            poller.register(1, select.POLLOUT)
            poller.poll()


def message(letter, *parts):
    return b"".join((letter, struct.pack(">I", sum(map(len, parts))), *parts))


class Stream:
    """What the program writes to one of its streams, up to a cap."""

    def __init__(self, end, cap):
        self.end, self.cap, self.parts, self.size = end, cap, [], 0

    def read(self):
        """Reads what is there; gives whether more can come."""
        part = os.read(self.end, CHUNK)
        self.size += len(part)
        self.parts.append(part)
        return bool(part)

    def over(self):
        return self.size > self.cap

    def kept(self):
        return b"".join(self.parts)[:self.cap]


class Conversation:
    """Relays frames between the harness and the program, within the caps."""

    def __init__(self, to_program, from_program):
        self.to_program, self.from_program = to_program, from_program
        self.outgoing, self.incoming, self.received, self.answer = bytearray(), bytearray(), bytearray(), bytearray()
        self.total, self.count = 0, 0

    def hear(self):
        """Takes what the program wrote; gives whether it went over a cap, and whether more can come."""
        part = os.read(self.from_program, CHUNK)
        self.incoming += part
        while len(self.incoming) >= 4:
            length = int.from_bytes(self.incoming[:4], "big")
            if length > LONGEST_FRAME or self.total + length > MOST_BYTES or self.count >= MOST_FRAMES:
                return True, False
            if len(self.incoming) < 4 + length:
                break
            self.total += length
            self.count += 1
            self.answer += message(b"F", self.incoming[4:4 + length])
            del self.incoming[:4 + length]
        return False, bool(part)

    def obey(self):
        """Takes what the harness wrote; gives whether the conversation is over."""
        part = os.read(0, CHUNK)
        if not part:
            raise Gone
        self.received += part
        while len(self.received) >= 5:
            length = int.from_bytes(self.received[1:5], "big")
            if len(self.received) < 5 + length:
                break
            letter = self.received[:1]
            if letter == b"E":
                if len(self.received) != 5:
                    raise ValueError("something after the end of a conversation")
                return True
            if letter != b"D":
                raise ValueError("an unknown message")
            self.total += length
            self.count += 1
            self.outgoing += self.received[1:5 + length]
            del self.received[:5 + length]
        return False


class Supervision:
    """Holds one program to its limits, from its start to its end."""

    def __init__(self, job, ends, report, reaper, start, namespaced):
        self.job, self.report, self.reaper, self.start, self.namespaced = job, report, reaper, start, namespaced
        self.input, self.out, self.err = ends[0], Stream(ends[1], job.stream), Stream(ends[2], job.stream)
        self.talk = Conversation(ends[3], ends[4]) if job.framed else None
        self.rest = memoryview(job.input)
        self.poller = select.poll()
        self.hits = 0
        self.told = None
        for end in ends:
            os.set_blocking(end, False)
        for stream in (self.out, self.err):
            self.poller.register(stream.end, select.POLLIN)
        self.poller.register(report, select.POLLIN)
        if self.rest:
            self.poller.register(self.input, select.POLLOUT)
        else:
            os.close(self.input)
        if self.talk:
            self.poller.register(0, select.POLLIN)
            self.poller.register(self.talk.from_program, select.POLLIN)

    def feed(self):
        try:
            self.rest = self.rest[os.write(self.input, self.rest[:CHUNK]):]
        except BrokenPipeError:
            self.rest = self.rest[:0]
        if not self.rest:
            self.drop(self.input)

    def drop(self, end):
        self.poller.unregister(end)
        os.close(end)

    def speak(self):
        try:
            del self.talk.outgoing[:os.write(self.talk.to_program, self.talk.outgoing[:CHUNK])]
        except BrokenPipeError:
            self.talk.outgoing.clear()
        if not self.talk.outgoing:
            self.poller.unregister(self.talk.to_program)

    def relay(self):
        del self.talk.answer[:os.write(1, self.talk.answer[:CHUNK])]
        if not self.talk.answer:
            self.poller.unregister(1)

    def watch(self):
        """Runs until the program has ended, or must end. Gives the limit that it went over, 0 for none."""
        deadline = self.start + self.job.wall
        heard = True
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                return WALL
            if self.talk:
                if heard:
                    self.poller.register(self.talk.from_program, select.POLLIN if len(self.talk.answer) < PENDING else 0)
                if self.talk.outgoing:
                    self.poller.register(self.talk.to_program, select.POLLOUT)
                if self.talk.answer:
                    self.poller.register(1, select.POLLOUT)
            for end, _ in self.poller.poll(left * 1000 + 1):
                if end == self.report:
                    self.told = os.read(end, REPORT.size)
                    return 0
                if end == self.input and self.rest:
                    self.feed()
                elif self.talk and end == 0:
                    if self.talk.obey():
                        return -1
                elif self.talk and end == self.talk.from_program:
                    over, heard = self.talk.hear()
                    if over:
                        return FRAME
                    if not heard:
                        self.poller.unregister(end)
                elif self.talk and end == self.talk.to_program:
                    self.speak()
                elif self.talk and end == 1:
                    self.relay()
                else:
                    stream = self.out if end == self.out.end else self.err
                    if not stream.read():
                        self.poller.unregister(end)
                    if stream.over():
                        return OUTPUT

    def drain(self):
        """Reads what is left in the pipes of a program that is gone."""
        for stream in (self.out, self.err):
            try:
                while not stream.over() and stream.read():
                    pass
            except BlockingIOError:
                pass
        while self.talk:
            try:
                over, more = self.talk.hear()
            except BlockingIOError:
                break
            if over:
                return FRAME
            if not more:
                break
        return OUTPUT if self.out.over() or self.err.over() else 0

    def run(self):
        """The whole course; gives the result's message."""
        hit = self.watch()
        status, cpu, rss = -1, 0, 0
        if self.told is None:
            cpu = used_so_far() if self.namespaced else 0
            os.kill(self.reaper, signal.SIGKILL)
        os.waitpid(self.reaper, 0)
        wall = time.monotonic() - self.start
        if hit == 0:
            hit = self.drain()
        if self.told is not None:
            if len(self.told) != REPORT.size:
                raise ValueError("the program's first process is gone")
            status, cpu, rss = REPORT.unpack(self.told)
        if self.talk:
            self.leave(hit)
        kind, value = ended(hit, status)
        return message(b"R", struct.pack(">BiBQQQBB", kind, value, max(hit, 0), cpu, int(wall * 1_000_000), rss, self.out.size > self.out.cap,
            self.err.size > self.err.cap), *(part for text in (self.out.kept(), self.err.kept()) for part in (struct.pack(">I", len(text)), text)))

    def leave(self, hit):
        """Tells the harness that no more frames come, and waits until it says that it sends none."""
        if hit == -1:
            # It asked for the end; a message that has begun is finished, the rest is dropped by the other side.
            write_all(self.talk.answer)
            return
        write_all(self.talk.answer + message(b"Z"))
        while not self.talk.obey():
            self.talk.outgoing.clear()


def used_so_far():
    """The processor time of the program that still runs, in microseconds. It is the second process of its namespace."""
    try:
        with open("/proc/2/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) * 1_000_000 // os.sysconf("SC_CLK_TCK")


def ended(hit, status):
    """Kind and value of an ending."""
    if hit == -1:
        return STOPPED, 0
    if hit:
        return KILLED, hit
    if os.WIFSIGNALED(status):
        return SIGNALLED, os.WTERMSIG(status)
    return EXITED, os.WEXITSTATUS(status)
