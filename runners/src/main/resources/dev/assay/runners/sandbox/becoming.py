"""Gives up what a program must not have, and becomes another one, such as a virtual machine, which starts with nothing more.

Trusted. As `guarded.py`, but that the program is none of this interpreter: the filter and both layers of Landlock outlive the change, and so does the
number of the process, which the filter names.

Arguments: the filter's file, the folder of the program, how many further folders it reads, those, and the command that it becomes.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import landlock

_filter, _folder, _count, *_rest = sys.argv[1:]
_roots, _command = _rest[:int(_count)], _rest[int(_count):]
try:
    with open(_filter, "rb") as _file:
        _code = _file.read()
    os.setsid()
    landlock.restrict(_folder, _roots)
    landlock.filtered(_code)
    os.execv(_command[0], _command)
except BaseException as _error:
    sys.stderr.write(f"confine: {_error}\n")
    sys.stderr.flush()
    os._exit(125)
