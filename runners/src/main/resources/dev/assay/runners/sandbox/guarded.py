"""Gives up what a program must not have, and runs it in this process.

Trusted. The process was started by a thread that Landlock restricts already. What its starters needed and the program does not, such as the file for
its exit status, is given up here by a second layer; then comes the filter of system calls, which covers what Landlock does not.

Arguments: the filter's file, the folder of the program, its main file, and its own arguments.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import landlock
import program
del sys.path[0]


def confine(filter_file, folder):
    with open(filter_file, "rb") as file:
        code = file.read()
    os.setsid()
    landlock.restrict(folder)
    landlock.filtered(code)


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
    os._exit(125)
program.run(_folder + "/", _name, _source, _arguments)
