"""Warms an interpreter once, and gives every program a copy of it in namespaces of its own.

Trusted. Runs as the only process of a box that has no network, no writable file and no rights. It waits until a job can be read, forks, and the copy,
the supervisor, reads it: no byte of a job ever enters this process. The supervisor makes namespaces and mounts, and forks the reaper, their
first process. The reaper forks the program, which gives everything up before it looks at its source. The supervisor feeds and reads the program,
holds it to its limits, and answers.

A message is a letter, a length of four bytes, most significant first, and that many bytes.
Started with the argument `guarded`, where no namespaces can be made, it confines programs by Landlock and the wider filter instead.

To the supervisor: J a job, D a frame for the program, E the end of the conversation.
From the supervisor: F a frame of the program, Z the program has ended, R the result.
"""
import ctypes
import gc
import os
import resource
import select
import signal
import struct
import sys
import time

# What programs import most.
import abc, array, ast, bisect, collections, contextlib, copy, cmath, dataclasses, datetime, decimal, enum, fractions, functools, heapq, inspect
import io, itertools, json, math, numbers, operator, queue, random, re, statistics, string, textwrap, threading, traceback, types, typing

sys.path.insert(0, "/assay")
import landlock, program
del sys.path[0]

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID = 0x00020000, 0x08000000, 0x10000000, 0x20000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
LONGEST_FRAME, MOST_BYTES, MOST_FRAMES = 8 << 20, 64 << 20, 100_000
EXITED, SIGNALLED, KILLED, STOPPED, FAILED = range(5)
WALL, OUTPUT, FRAME = 2, 8, 16
JOB = struct.Struct(">BIIQQQQIIQHHH")
REPORT = struct.Struct(">iQQ")
CHUNK = 1 << 16
PENDING = 16 << 20

libc = ctypes.CDLL(None, use_errno=True)
ulong = ctypes.c_ulong


def checked(what, result):
    """Raises what the C library says, if a call of it failed."""
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, what + ": " + os.strerror(number))


def prctl(option, value):
    checked("prctl " + str(option), libc.prctl(option, ulong(value), ulong(0), ulong(0), ulong(0)))


def mount(source, target, kind, flags, options):
    checked("mount " + target.decode(), libc.mount(source, target, kind, ulong(flags), options))


class Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


GUARDED = sys.argv[1:] == ["guarded"]
with open("/assay/filter-extended" if GUARDED else "/assay/filter", "rb") as file:
    CODE = file.read()
FILTER = Filter(len(CODE) // 8, CODE)
NO_RIGHTS = (ctypes.create_string_buffer(struct.pack("=Ii", 0x20080522, 0)), ctypes.create_string_buffer(24))
UID, GID = os.getuid(), os.getgid()
PAGE = resource.getpagesize()


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


class Job:
    """One program, as it came."""

    def __init__(self, data):
        (self.framed, cpu, wall, self.space, self.file, self.temporary, self.shared, self.files, self.processes, self.stream, arguments, sources,
            self.main) = JOB.unpack_from(data)
        self.cpu, self.wall = -(-cpu // 1000), wall / 1000
        at = JOB.size
        texts = []
        for _ in range(arguments + 2 * sources + 1):
            (length,) = struct.unpack_from(">I", data, at)
            texts.append(data[at + 4:at + 4 + length])
            at += 4 + length
        if at != len(data):
            raise ValueError("a job of another length")
        self.arguments = [os.fsdecode(text) for text in texts[:arguments]]
        self.sources = [(texts[i].decode(), texts[i + 1]) for i in range(arguments, len(texts) - 1, 2)]
        self.input = texts[-1]


def enter_namespaces(job):
    """Gives this process namespaces of its own, in which the next child is the first process."""
    checked("unshare", libc.unshare(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC))
    for name, text in (("setgroups", "deny"), ("uid_map", f"{UID} {UID} 1"), ("gid_map", f"{GID} {GID} 1")):
        file = os.open("/proc/self/" + name, os.O_WRONLY)
        os.write(file, text.encode())
        os.close(file)
    flags = MS_NOSUID | MS_NODEV
    mount(b"tmpfs", b"/tmp", b"tmpfs", flags, b"mode=1777,nr_inodes=1024,size=%d" % job.temporary)
    mount(b"tmpfs", b"/dev/shm", b"tmpfs", flags | MS_NOEXEC, b"mode=1777,nr_inodes=64,size=%d" % job.shared)
    mount(b"tmpfs", b"/job", b"tmpfs", flags, b"mode=755,nr_inodes=200,size=%d" % (sum(len(text) + PAGE for _, text in job.sources) + 16 * PAGE))
    write_sources(job)
    mount(b"tmpfs", b"/job", None, flags | MS_REMOUNT | MS_RDONLY, None)


def write_sources(job):
    for name, text in job.sources:
        file = os.open("/job/" + name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
        os.write(file, text)
        os.close(file)


def remove_sources():
    for name in os.listdir("/job"):
        os.unlink("/job/" + name)


def reap(job, report, ends):
    """The first process of the namespaces: starts the program, waits for it, and tells how it ended."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    prctl(PR_SET_DUMPABLE, 0)
    if not GUARDED:
        mount(b"proc", b"/proc", b"proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, b"subset=pid")
    child = os.fork()
    if child == 0:
        try:
            confine(job, ends)
        except BaseException as error:
            # A short report is none: the supervisor takes it for a fault of ours.
            os.write(report, b"!")
            sys.stderr.write(f"confine: {type(error).__name__}: {error}\n")
            os._exit(4)
        return
    os.closerange(0, report)
    os.closerange(report + 1, 64)
    while True:
        pid, status, used = os.wait4(-1, 0)
        if pid == child:
            break
    os.write(report, REPORT.pack(status, int((used.ru_utime + used.ru_stime) * 1_000_000), used.ru_maxrss * 1024))
    os._exit(0)


def confine(job, ends):
    """Makes this process the program's: its own session and streams, and nothing else."""
    os.setsid()
    moved = [os.dup2(end, 100 + i, inheritable=True) for i, end in enumerate(ends)]
    for i, end in enumerate(moved):
        os.dup2(end, i, inheritable=True)
    os.chdir("/job" if GUARDED else "/tmp")
    if len(job.sources) > 1:
        sys.path.insert(0, "/job")
    for limit, soft, hard in ((resource.RLIMIT_CPU, job.cpu, job.cpu + 1), (resource.RLIMIT_AS, job.space, job.space),
            (resource.RLIMIT_FSIZE, job.file, job.file), (resource.RLIMIT_NOFILE, job.files, job.files),
            *(() if GUARDED else ((resource.RLIMIT_NPROC, job.processes, job.processes),)), (resource.RLIMIT_CORE, 0, 0)):
        resource.setrlimit(limit, (soft, hard))
    prctl(PR_SET_DUMPABLE, 1)
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if GUARDED:
        landlock.restrict("/job")
        landlock.filtered(CODE)
        os.closerange(len(moved), 256)
        return
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    checked("capset", libc.capset(*NO_RIGHTS))
    checked("seccomp", libc.prctl(PR_SET_SECCOMP, ulong(2), ctypes.byref(FILTER), ulong(0), ulong(0)))
    os.closerange(len(moved), 256)


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

    def __init__(self, job, ends, report, reaper, start):
        self.job, self.report, self.reaper, self.start = job, report, reaper, start
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
            cpu = used_so_far()
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
    if GUARDED:
        return 0
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


def supervise():
    """One job, in a process of its own. Returns in the program's process alone, with the job."""
    letter, length = struct.unpack(">cI", read_exactly(5))
    if letter != b"J":
        raise ValueError("no job")
    job = Job(read_exactly(length))
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    report, tell = os.pipe()
    pipes = [os.pipe() for _ in range(5 if job.framed else 3)]
    theirs = [pair[0] if i in (0, 3) else pair[1] for i, pair in enumerate(pipes)]
    ours = [pair[1] if i in (0, 3) else pair[0] for i, pair in enumerate(pipes)]
    if GUARDED:
        remove_sources()
        write_sources(job)
    else:
        enter_namespaces(job)
    start = time.monotonic()
    reaper = os.fork()
    if reaper == 0:
        reap(job, tell, theirs)
        return job
    os.close(tell)
    for end in theirs:
        os.close(end)
    write_all(Supervision(job, ours, report, reaper, start).run())
    os._exit(0)


def serve():
    """Waits for jobs until the harness closes the pipe. Returns in a program's process alone, with its job."""
    poller = select.poll()
    poller.register(0, select.POLLIN)
    while True:
        if not poller.poll()[0][1] & select.POLLIN:
            os._exit(0)
        child = os.fork()
        if child == 0:
            try:
                return supervise()
            except Gone:
                os._exit(3)
            except BaseException as error:
                sys.stderr.write(f"{type(error).__name__}: {error}\n")
                sys.stderr.flush()
                os._exit(4)
        _, status = os.waitpid(child, 0)
        if status != 0:
            os._exit(0 if os.waitstatus_to_exitcode(status) == 3 else 5)


signal.signal(signal.SIGINT, signal.SIG_DFL)
os.environ.pop("PWD", None)
os.set_blocking(1, False)
os.write(1, message(b"Z"))
gc.collect()
gc.freeze()
_job = serve()
_name, _source = _job.sources[_job.main]
_main, _path = program.prepare(program.MAIN, _name, _source, _job.arguments)
_status = 0
try:
    _frames = 2
    _code = compile(_source, _path, "exec", dont_inherit=True)
    _frames = 1
    exec(_code, _main.__dict__)
except BaseException as _error:
    _status = program.told(_error, _frames)
program.finish(_main, _status)
