# The loop round a model's function: arguments in, one plain value or one exception out. It knows no test and no expected value.
import types


def load(request):
    module = types.ModuleType("solution")
    module.__file__ = "solution.py"
    sys.modules["solution"] = module
    for name, text in request["sources"]:
        remember(name, text)
        try:
            code = compile(text, name, "exec", dont_inherit=True)
        except BaseException as error:
            send({"load": exception_name(error), "m": exception_message(error), "stage": "compile"})
            return None
        exec(code, module.__dict__)
    return found(module, request["entry"])


def found(module, name):
    solution = module.__dict__.get("Solution")
    if isinstance(solution, type) and hasattr(solution, name):
        return getattr(solution(), name)
    if name in module.__dict__:
        return module.__dict__[name]
    raise NameError("name '" + name + "' is not defined")


def answer(function, request):
    decoder = Decoder()
    arguments = decoder.all(request["a"])
    named = {name: decoder.one(value) for name, value in request["k"]}
    try:
        value = function(*arguments, **named)
    except Exception as error:
        return {"id": request["id"], "e": exception_name(error), "m": exception_message(error)}
    try:
        return {"id": request["id"], "v": Encoder().one(value)}
    except NotPlain as error:
        return {"id": request["id"], "u": exception_message(error)}
    except Exception:
        return {"id": request["id"], "u": type_name(type(value))}


def serve():
    request = receive()
    if request is None:
        return
    try:
        function = load(request)
    except Exception as error:
        send({"load": exception_name(error), "m": exception_message(error), "stage": "run"})
        return
    if function is None:
        return
    send({"ready": True})
    request = receive()
    while request is not None:
        send(answer(function, request))
        request = receive()


serve()
