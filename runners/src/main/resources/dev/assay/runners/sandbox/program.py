"""Runs one source as the real __main__ of this process, and ends it as the interpreter would.

Trusted. Whoever imports this has confined the process before it calls `run`.
"""
import atexit
import builtins
import gc
import linecache
import os
import random
import signal
import sys
import threading
import traceback
import types

MAIN = "/job/"


def prepare(folder, name, source, arguments):
    """Makes a fresh __main__ of `source`, a bytes object, as if it were the file `name` in `folder`."""
    path = folder + name
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=path, __builtins__=builtins, __cached__=None, __annotations__={})
    sys.modules["__main__"] = main
    for ours in ("landlock", "program", "supervision"):
        sys.modules.pop(ours, None)
    sys.argv[:] = [path, *arguments]
    sys.orig_argv[:] = [sys.executable, "-P", "-s", *sys.argv]
    text = source.decode("utf-8", "replace")
    linecache.cache[path] = (len(source), None, text.splitlines(True), path)
    random.seed()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return main, path


def told(error, frames):
    """Prints an uncaught error as the interpreter does, without the frames of this file, and gives the exit status."""
    if isinstance(error, SystemExit):
        code = error.code
        if code is None:
            return 0
        if isinstance(code, int):
            return code & 0xFF
        try:
            sys.stdout.flush()
            print(code, file=sys.stderr)
        except BaseException:
            pass
        return 1
    trace = error.__traceback__
    for _ in range(frames):
        trace = trace.tb_next if trace is not None else None
    try:
        if trace is None:
            sys.stderr.write("".join(traceback.format_exception_only(error)))
        else:
            error.__traceback__ = trace
            sys.last_type, sys.last_value, sys.last_traceback = type(error), error, trace
            sys.excepthook(type(error), error, trace)
    except BaseException:
        # A hook of the program that fails. The status says enough.
        pass
    return 1


def flushed():
    """Flushes the standard streams; gives whether that succeeded."""
    good = True
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not getattr(stream, "closed", False):
                stream.flush()
        except BaseException:
            good = False
    return good


def cleared(main):
    """Lets go of what the program's names hold, underscored ones first, so that its destructors run."""
    names = main.__dict__
    for private in (True, False):
        for name in list(names):
            if name != "__builtins__" and names[name] is not None and (name.startswith("_") and not name.startswith("__")) == private:
                names[name] = None


def finish(main, status, leave=os._exit, shut=threading._shutdown, at_exit=atexit._run_exitfuncs, collect=gc.collect):
    """Ends the process as the interpreter does: waits for threads, runs what was registered, flushes."""
    try:
        shut()
    except BaseException as error:
        told(error, 1)
    try:
        at_exit()
    except BaseException:
        pass
    good = flushed()
    try:
        collect()
        cleared(main)
        collect()
    except BaseException:
        pass
    if not (flushed() and good) and status == 0:
        status = 120
    leave(status)


def run(folder, name, source, arguments):
    """Runs `source`, a bytes object, as the file `name` in `folder`, and ends the process."""
    main, path = prepare(folder, name, source, arguments)
    status = 0
    try:
        # The frames of this file that an error's trace begins with.
        frames = 2
        code = compile(source, path, "exec", dont_inherit=True)
        frames = 1
        exec(code, main.__dict__)
    except BaseException as error:
        status = told(error, frames)
    finish(main, status)
