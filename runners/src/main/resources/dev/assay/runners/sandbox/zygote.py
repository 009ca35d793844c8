"""Warms an interpreter once, and gives every program a copy of it in namespaces of its own.

Trusted. Runs as the only process of a box that has no network, no writable file and no rights. It waits until a job can be read, forks, and the copy,
the supervisor, reads it: no byte of a job ever enters this process. The supervisor makes namespaces and mounts, and forks the reaper, their
first process. The reaper forks the program, which gives everything up before it looks at its source. The supervisor feeds and reads the program,
holds it to its limits, and answers.

Started with the argument `guarded`, where no namespaces can be made, it confines programs by Landlock and the wider filter instead.
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
import landlock, program, supervision
del sys.path[0]

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID = 0x00020000, 0x08000000, 0x10000000, 0x20000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
JOB = struct.Struct(">BIIQQQQIIQHHH")

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
    os.write(report, supervision.REPORT.pack(status, int((used.ru_utime + used.ru_stime) * 1_000_000), used.ru_maxrss * 1024))
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


def supervise():
    """One job, in a process of its own. Returns in the program's process alone, with the job."""
    letter, length = struct.unpack(">cI", supervision.read_exactly(5))
    if letter != b"J":
        raise ValueError("no job")
    job = Job(supervision.read_exactly(length))
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
    supervision.write_all(supervision.Supervision(job, ours, report, reaper, start, not GUARDED).run())
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
            except supervision.Gone:
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
os.write(1, supervision.message(b"Z"))
gc.collect()
gc.freeze()
_job = serve()
_name, _source = _job.sources[_job.main]
program.run(program.MAIN, _name, _source, _job.arguments)
