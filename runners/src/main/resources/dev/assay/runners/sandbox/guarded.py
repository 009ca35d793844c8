"""Gives up what a program must not have, and runs it in this process.

Trusted. The process was started by a thread that Landlock restricts already. What its starters needed and the program does not, such as the file for
its exit status, is given up here by a second layer; then comes the filter of system calls, which covers what Landlock does not.

Arguments: the filter's file, the folder of the program, its main file, and its own arguments.
"""
import ctypes
import os
import struct
import sys

import_from = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, import_from)
import program
del sys.path[0]

CREATE, ADD, RESTRICT = 444, 445, 446
PATH_BENEATH, VERSION = 1, 1
READ, LIST, EXECUTE, WRITE = 1 << 2, 1 << 3, 1 << 0, 1 << 1
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 22, 38
OWN_PID = struct.pack("=I", 0x5A5A5A5A)

libc = ctypes.CDLL(None, use_errno=True)


def called(what, result):
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, what + ": " + os.strerror(number))
    return result


def restrict(folder):
    """A second layer of Landlock: reads what every program reads, and nothing of the harness."""
    version = called("landlock", libc.syscall(CREATE, None, ctypes.c_size_t(0), VERSION))
    handled = (1 << (16 if version >= 5 else 15)) - 1
    content = struct.pack("=QQQ", handled, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = called("ruleset", libc.syscall(CREATE, ctypes.create_string_buffer(content[:size], size), ctypes.c_size_t(size), 0))
    readable = READ | LIST | EXECUTE
    for path, access in (("/usr", readable), ("/bin", readable), ("/lib", readable), ("/lib64", readable), (folder, READ | LIST),
            ("/dev/null", READ | WRITE), ("/dev/zero", READ), ("/dev/urandom", READ), ("/dev/random", READ), *guests()):
        try:
            beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        called("rule", libc.syscall(ADD, rules, PATH_BENEATH, ctypes.create_string_buffer(struct.pack("=Qi", access, beneath), 12), 0))
        os.close(beneath)
    called("no new privileges", libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    called("restrict", libc.syscall(RESTRICT, rules, 0))
    os.close(rules)


def guests():
    """What an interpreter looks for outside of /usr."""
    return [(path, READ) for path in ("/etc/ld.so.cache", "/etc/localtime", "/etc/python3.11/sitecustomize.py")]


class Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


def confine(filter_file, folder):
    with open(filter_file, "rb") as file:
        code = file.read().replace(OWN_PID, struct.pack("=I", os.getpid()))
    os.setsid()
    restrict(folder)
    called("filter", libc.prctl(PR_SET_SECCOMP, 2, ctypes.byref(Filter(len(code) // 8, code)), 0, 0))


_filter, _folder, _name, *_arguments = sys.argv[1:]
with open(_folder + "/" + _name, "rb") as _file:
    _source = _file.read()
if len(os.listdir(_folder)) > 1:
    sys.path.insert(0, _folder)
try:
    confine(_filter, _folder)
except BaseException as _error:
    sys.stderr.write(f"confine: {_error}\n")
    sys.stderr.flush()
    # No status: the shell outside takes the place of the one who tells.
    os._exit(125)
_main, _path = program.prepare(_folder + "/", _name, _source, _arguments)
_status = 0
try:
    _frames = 2
    _code = compile(_source, _path, "exec", dont_inherit=True)
    _frames = 1
    exec(_code, _main.__dict__)
except BaseException as _error:
    _status = program.told(_error, _frames)
program.finish(_main, _status)
