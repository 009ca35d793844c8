package dev.assay.suites.code.check;

import dev.assay.suites.answer.CodeFinder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a prediction about a function is tested: what it returns for an input, or an input for which it returns something.
///
/// The function is trusted and runs in the checker's box; what the model predicted is read in the solver's box and crosses as a plain value. A
/// predicted output has to be a literal. A predicted input has to be a call of `f`, whose arguments may be any expression; whatever the expression
/// does, the function that is called is ours.
///
/// @param predicted which side is asked for
/// @param code the function, called `f`
/// @param input the arguments, as they stand between the brackets of a call
/// @param output what the call returns, as an expression
/// @param inProcess whether a predicted input is called in the solver's box, because an argument is a function and cannot cross. What crosses then is
/// the returned value, and a program that tampers with the function could forge it
public record PredictionTests(Side predicted, String code, String input, String output, boolean inProcess) implements Tests {

    /// A prediction of which every part can cross.
    public PredictionTests(Side predicted, String code, String input, String output) {
        this(predicted, code, input, output, false);
    }

    /// One side of a call.
    public enum Side {
        INPUT, OUTPUT
    }

    private static final String OPEN = "[ANSWER]";
    private static final String CLOSE = "[/ANSWER]";

    private static final String LITERAL = """
        import ast
        def answer():
            tree = ast.parse(TEXT.strip()).body
            if len(tree) != 1:
                raise ValueError("one value is needed")
            node = tree[0].test if isinstance(tree[0], ast.Assert) else tree[0].value
            if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
                node = node.comparators[0]
            return ast.literal_eval(node)
        """;

    private static final String CALL = """
        import ast
        def collected(*a, **k):
            return f(*a, **k) if HERE else (a, k)
        def answer():
            tree = ast.parse(TEXT.strip()).body
            if len(tree) != 1:
                raise ValueError("one call is needed")
            node = tree[0].test if isinstance(tree[0], ast.Assert) else tree[0].value
            if isinstance(node, ast.Compare):
                sides = [node.left] + node.comparators
                node = next(side for side in sides if isinstance(side, ast.Call) and getattr(side.func, "id", "") == "f")
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "f":
                raise ValueError("a call of f is needed")
            node.func = ast.copy_location(ast.Name("collected", ast.Load()), node.func)
            return eval(compile(ast.fix_missing_locations(ast.Expression(node)), "answer", "eval"), globals())
        """;

    /// The prediction in an answer: inside the last pair of tags, else as any program is found.
    @Override
    public Optional<AnswerCode> find(String answer, String language) {
        int close = answer.lastIndexOf(CLOSE);
        int open = close < 0 ? -1 : answer.lastIndexOf(OPEN, close);
        if (open >= 0) {
            String inside = answer.substring(open + OPEN.length(), close).strip();
            return Optional.of(inside).filter(text -> !text.isEmpty()).map(text -> new AnswerCode(text, List.of("TAGGED")));
        }
        return CodeFinder.find(answer, language).map(code -> new AnswerCode(code.text(), code.flags()));
    }

    @Override
    public Prepared prepared(String prediction) {
        String text = "TEXT = " + quoted(prediction) + "\n";
        return switch (predicted) {
            case OUTPUT -> new Prepared(text + LITERAL, new FunctionTests("answer", "", code, "assert f(" + input + ") == answer()\n"));
            case INPUT -> new Prepared(text + "HERE = " + (inProcess ? "True" : "False") + "\n" + CALL, new FunctionTests("answer", code, code, inProcess
                ? "assert answer() == (" + output + ")\n"
                : "positional, named = answer()\nassert f(*positional, **named) == (" + output + ")\n"));
        };
    }

    /// A Python literal of the text, in ASCII.
    static String quoted(String text) {
        StringBuilder literal = new StringBuilder(text.length() + 16).append('"');
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                literal.append('\\').appendCodePoint(c);
            } else if (c >= ' ' && c <= '~') {
                literal.appendCodePoint(c);
            } else {
                literal.append(String.format(Locale.ROOT, "\\U%08x", c));
            }
        });
        return literal.append('"').toString();
    }
}
