package dev.assay.suites.code;

import dev.assay.suites.code.Python.Expression;
import dev.assay.suites.code.Python.Operator;
import dev.assay.suites.code.Python.Statement;
import dev.assay.suites.generated.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static dev.assay.suites.code.Python.append;
import static dev.assay.suites.code.Python.assign;
import static dev.assay.suites.code.Python.call;
import static dev.assay.suites.code.Python.change;
import static dev.assay.suites.code.Python.infix;
import static dev.assay.suites.code.Python.list;
import static dev.assay.suites.code.Python.name;
import static dev.assay.suites.code.Python.number;
import static dev.assay.suites.code.Python.numbers;
import static dev.assay.suites.code.Python.text;

/// Puts programs together from blocks of a few lines.
///
/// Every block takes variables of the types it needs, the latest ones first, and declares what is missing. What no later block reads is printed, so that
/// no block is for nothing.
final class PythonBlocks {

    private static final List<Integer> BLOCKS = List.of(1, 2, 2, 3, 3, 4, 5, 6, 7, 8);
    private static final List<Integer> PRINTED = List.of(1, 1, 1, 2, 2, 2, 3, 3, 3, 4);
    private static final List<String> WORDS = List.of("planet", "garden", "silver", "basket", "lantern", "meadow", "pocket", "window", "thunder", "orange",
        "castle",
        "marble", "pepper", "banana", "rabbit", "summer", "yellow", "kitten", "button", "copper");
    private static final String VOWELS = "aeiou";

    private final int level;
    private final Draws draws;
    private final List<Statement> functions = new ArrayList<>();
    private final List<Statement> body = new ArrayList<>();
    private final List<Variable> known = new ArrayList<>();
    private final List<Variable> unread = new ArrayList<>();

    private PythonBlocks(int level, Draws draws) {
        this.level = level;
        this.draws = draws;
    }

    /// A program of that level.
    static List<Statement> program(int level, Draws draws) {
        return new PythonBlocks(level, draws).program();
    }

    private enum Type {
        NUMBER("total score count result level points depth width size"), //
        NUMBERS("nums values items data parts steps marks picks queue"), //
        TEXT("word text label code tag line token title key"), //
        TABLE("table counts index groups lookup stock notes record store");

        private final String names;

        Type(String names) {
            this.names = names;
        }

        private String name(int place) {
            List<String> all = List.of(names.split(" "));
            return all.get(place % all.size());
        }
    }

    private List<Statement> program() {
        int before = -1;
        for (int block = 0; block < BLOCKS.get(level - 1); block++) {
            int kind = kind(before);
            write(kind);
            before = kind;
        }
        List<Statement> program = new ArrayList<>(functions);
        program.addAll(body);
        program.add(new Statement.Print(printed()));
        return program;
    }

    /// The values that nothing has read: the latest as they are, the others as one sum.
    private List<Expression> printed() {
        int summed = Math.max(0, unread.size() - PRINTED.get(level - 1));
        List<Expression> printed = new ArrayList<>();
        unread.subList(0, summed).stream().map(PythonBlocks::measured).reduce((one, another) -> infix(one, Operator.PLUS, another)).ifPresent(printed::add);
        unread.subList(summed, unread.size()).forEach(variable -> printed.add(name(variable.name())));
        return printed;
    }

    private static Expression measured(Variable variable) {
        return switch (variable.type()) {
            case NUMBER -> name(variable.name());
            case NUMBERS -> call("sum", name(variable.name()));
            case TEXT, TABLE -> call("len", name(variable.name()));
        };
    }

    private int kind(int before) {
        int kinds = level < 2 ? 3 : level < 4 ? 8 : level < 5 ? 11 : level < 6 ? 12 : level < 7 ? 13 : 15;
        int kind = draws.below(kinds);
        while (kind == before) {
            kind = draws.below(kinds);
        }
        return kind;
    }

    private void write(int kind) {
        switch (kind) {
            case 0 -> sumUp();
            case 1 -> buildFromRange();
            case 2 -> walkText();
            case 3 -> digits();
            case 4 -> countLetters();
            case 5 -> changeList();
            case 6 -> changeText();
            case 7 -> groupWords();
            case 8 -> nestedLoops();
            case 9 -> exchangeNeighbours();
            case 10 -> walkTable();
            case 11 -> comprehension();
            case 12 -> grid();
            case 13 -> recursion();
            default -> fold();
        }
    }

    private record Variable(Type type, String name) {
    }

    private List<String> known(Type type) {
        return known.stream().filter(variable -> variable.type() == type).map(Variable::name).toList();
    }

    /// Declares a variable with a value.
    private String declared(Type type, Expression value) {
        String name = type.name(known(type).size());
        known.add(new Variable(type, name));
        body.add(assign(name, value));
        wrote(name);
        return name;
    }

    private void wrote(String name) {
        known.stream().filter(variable -> variable.name().equals(name)).findFirst().ifPresent(variable -> {
            unread.remove(variable);
            unread.add(variable);
        });
    }

    private void read(String name) {
        unread.removeIf(variable -> variable.name().equals(name));
    }

    /// The latest variable of a type, or a new one; it counts as read.
    private String some(Type type) {
        List<String> names = known(type);
        String name = names.isEmpty() || draws.percent(25) ? declared(type, literal(type)) : names.getLast();
        read(name);
        return name;
    }

    private Expression literal(Type type) {
        return switch (type) {
            case NUMBER -> number(draws.between(1, 20));
            case NUMBERS -> numbers(someNumbers());
            case TEXT -> text(draws.pick(WORDS));
            case TABLE -> new Expression.EmptyTable();
        };
    }

    private List<Integer> someNumbers() {
        List<Integer> values = new ArrayList<>();
        int size = draws.between(4, 4 + level / 2);
        for (int place = 0; place < size; place++) {
            values.add(draws.between(1, 30));
        }
        return values;
    }

    private Expression times(String name, int factor) {
        return infix(name(name), Operator.TIMES, factor);
    }

    private Expression divisible(Expression value) {
        int divisor = draws.between(2, 4);
        return infix(infix(value, Operator.MODULO, divisor), Operator.EQUAL, draws.below(divisor));
    }

    private Expression condition(String name) {
        if (draws.percent(50)) {
            return divisible(name(name));
        }
        return infix(name(name), draws.percent(50) ? Operator.MORE : Operator.AT_MOST, draws.between(5, 20));
    }

    private void sumUp() {
        String values = some(Type.NUMBERS);
        String total = declared(Type.NUMBER, number(draws.between(0, 10)));
        Statement then = change(total, Operator.PLUS, draws.percent(50) ? name("x") : times("x", draws.between(2, 4)));
        Statement otherwise = switch (draws.below(3)) {
            case 0 -> change(total, Operator.MINUS, number(draws.between(1, 6)));
            case 1 -> change(total, Operator.PLUS, number(draws.between(1, 6)));
            default -> assign(total, infix(infix(name(total), Operator.TIMES, 2), Operator.MODULO, draws.between(30, 99)));
        };
        body.add(new Statement.For("x", name(values), List.of(new Statement.If(condition("x"), List.of(then), List.of(otherwise)))));
        wrote(total);
    }

    private void buildFromRange() {
        String made = declared(Type.NUMBERS, list(List.of()));
        int from = draws.between(0, 6);
        int step = draws.between(1, 3);
        int end = from + step * draws.between(3, 4 + level / 3) + draws.below(step);
        Expression range = step == 1 ? call("range", number(from), number(end)) : call("range", number(from), number(end), number(step));
        Expression value = draws.percent(50)
            ? infix(times("i", draws.between(2, 5)), Operator.MINUS, draws.between(1, 9))
            : infix(infix(name("i"), Operator.TIMES, name("i")), Operator.MODULO, draws.between(5, 11));
        Statement add = append(made, value);
        Statement guarded = new Statement.If(divisible(name("i")), List.of(append(made, name("i"))), List.of(add));
        body.add(new Statement.For("i", range, List.of(draws.percent(50) ? guarded : add)));
        wrote(made);
    }

    private void walkText() {
        String source = some(Type.TEXT);
        String made = declared(Type.TEXT, text(""));
        Expression vowel = infix(name("ch"), Operator.IN, text(VOWELS));
        Expression late = infix(name("ch"), Operator.MORE, text(draws.pick(List.of("g", "k", "m", "p"))));
        Statement then = assign(made, draws.percent(50)
            ? infix(name(made), Operator.PLUS, name("ch").method("upper"))
            : infix(name("ch"), Operator.PLUS, name(made)));
        Statement otherwise = assign(made, draws.percent(50)
            ? infix(name(made), Operator.PLUS, name("ch"))
            : infix(infix(text("-"), Operator.PLUS, name("ch")), Operator.PLUS, name(made)));
        body.add(new Statement.For("ch", name(source), List.of(new Statement.If(draws.percent(50) ? vowel : late, List.of(then), List.of(otherwise)))));
        wrote(made);
    }

    private void digits() {
        String number = declared(Type.NUMBER, number(draws.between(100, 200 + 400 * level)));
        String digits = declared(Type.NUMBERS, list(List.of()));
        int base = draws.between(3, 10);
        body.add(new Statement.While(infix(name(number), Operator.MORE, 0), List.of(append(digits, infix(name(number), Operator.MODULO, base)),
            change(number, Operator.DIVIDE, number(base)))));
        read(number);
        wrote(digits);
    }

    private void countLetters() {
        String source = some(Type.TEXT);
        String counts = declared(Type.TABLE, new Expression.EmptyTable());
        Expression more = infix(name(counts).method("get", name("ch"), number(0)), Operator.PLUS, draws.between(1, 3));
        Statement count = new Statement.Assign(name(counts).at(name("ch")), more);
        Expression kept = infix(name("ch"), draws.percent(50) ? Operator.AT_LEAST : Operator.LESS, text(draws.pick(List.of("f", "j", "n", "r"))));
        Statement guarded = new Statement.If(kept, List.of(count), List.of());
        body.add(new Statement.For("ch", name(source), List.of(draws.percent(50) ? count : guarded)));
        String best = declared(Type.NUMBER, call("len", name(counts)));
        body.add(
            new Statement.For("k", name(counts), List.of(change(best, Operator.PLUS, infix(name(counts).at(name("k")), Operator.TIMES, draws.between(2, 5))))));
        read(draws.percent(50) ? counts : best);
    }

    private void changeList() {
        String values = some(Type.NUMBERS);
        for (int change = 0; change < 2; change++) {
            changeList(values, draws.below(7));
        }
        wrote(values);
    }

    private void changeList(String values, int kind) {
        int place = draws.between(1, 2);
        body.add(switch (kind) {
            case 0 -> assign(values, infix(name(values).from(number(place)), Operator.PLUS, name(values).upTo(number(place))));
            case 1 -> assign(values, name(values).inSteps(-1));
            case 2 -> assign(values, call("sorted", name(values)));
            case 3 -> append(values, infix(call("len", name(values)), Operator.TIMES, draws.between(2, 5)));
            case 4 -> append(values, infix(name(values).at(number(place)), Operator.PLUS, name(values).at(number(-1))));
            case 5 -> new Statement.Do(name(values).method("insert", number(place), call("sum", name(values))));
            default -> new Statement.Swap(values, number(0), number(-place));
        });
    }

    private void changeText() {
        String source = some(Type.TEXT);
        int place = draws.between(1, 3);
        Expression changed = switch (draws.below(4)) {
            case 0 -> infix(name(source).from(number(place)), Operator.PLUS, name(source).upTo(number(place)));
            case 1 -> name(source).inSteps(-1);
            case 2 -> name(source).method("replace", text(draws.pick(List.of("a", "e", "n", "r", "t"))), text(draws.pick(List.of("o", "u", "xy", "z", ""))));
            default -> infix(name(source).inSteps(2), Operator.PLUS, name(source).at(number(-place)).method("upper"));
        };
        body.add(assign(source, changed));
        body.add(new Statement.If(infix(infix(call("len", name(source)), Operator.MODULO, 2), Operator.EQUAL, draws.below(2)),
            List.of(change(source, Operator.PLUS, call("str", call("len", name(source))))),
            List.of(assign(source, infix(name(source).at(number(0)), Operator.PLUS, name(source))))));
        wrote(source);
    }

    private void groupWords() {
        List<String> words = draws.pick(draws.between(3, 4), WORDS);
        String groups = declared(Type.TABLE, new Expression.EmptyTable());
        Expression key = draws.percent(50) ? call("len", name("w")) : name("w").at(number(-1));
        Expression joined = infix(name(groups).method("get", key, text("")), Operator.PLUS, name("w").at(number(draws.between(0, 2))));
        body.add(new Statement.For("w", list(words.stream().map(Python::text).toList()), List.of(new Statement.Assign(name(groups).at(key), joined))));
        if (draws.percent(50)) {
            read(groups);
            declared(Type.TEXT, text(draws.pick(List.of("-", "+", "/"))).method("join", call("sorted", name(groups).method("values"))));
        }
    }

    private void nestedLoops() {
        String total = declared(Type.NUMBER, number(draws.between(0, 9)));
        Expression inner = draws.percent(50) ? call("range", name("i")) : call("range", name("i"), number(draws.between(4, 5)));
        Expression both = infix(name("i"), draws.percent(50) ? Operator.PLUS : Operator.TIMES, name("j"));
        Statement then = change(total, Operator.PLUS, infix(infix(name("i"), Operator.TIMES, draws.between(2, 5)), Operator.PLUS, name("j")));
        Statement otherwise = change(total, Operator.MINUS, number(draws.between(1, 3)));
        Statement branch = new Statement.If(divisible(both), List.of(then), draws.percent(50) ? List.of() : List.of(otherwise));
        body.add(new Statement.For("i", call("range", number(draws.between(3, 4 + level / 5))), List.of(new Statement.For("j", inner, List.of(branch)))));
        wrote(total);
    }

    private void exchangeNeighbours() {
        String values = some(Type.NUMBERS);
        Expression next = infix(name("i"), Operator.PLUS, 1);
        Expression out = infix(name(values).at(name("i")), draws.percent(50) ? Operator.MORE : Operator.LESS, name(values).at(next));
        Statement pass = new Statement.For("i", call("range", infix(call("len", name(values)), Operator.MINUS, 1)),
            List.of(new Statement.If(out, List.of(new Statement.Swap(values, name("i"), next)), List.of())));
        body.add(level < 6 || draws.percent(50) ? pass : new Statement.For("turn", call("range", number(2)), List.of(pass)));
        wrote(values);
    }

    private void walkTable() {
        String values = some(Type.NUMBERS);
        String table = declared(Type.TABLE, new Expression.EmptyTable());
        int divisor = draws.between(2, 4);
        Expression key = infix(name("v"), Operator.MODULO, divisor);
        Expression sum = infix(name(table).method("get", name("r"), number(0)), Operator.PLUS, name("v"));
        body.add(new Statement.For("v", name(values), List.of(assign("r", key), new Statement.Assign(name(table).at(name("r")), sum))));
        String total = declared(Type.NUMBER, number(0));
        Expression keys = draws.percent(50) ? call("sorted", name(table)) : name(table);
        Statement then = assign(total, infix(infix(name(total), Operator.TIMES, draws.between(2, 3)), Operator.PLUS, name(table).at(name("k"))));
        body.add(new Statement.For("k", keys, List.of(then)));
        read(draws.percent(70) ? table : total);
    }

    private void comprehension() {
        String values = some(Type.NUMBERS);
        Expression made = draws.percent(50)
            ? infix(infix(name("x"), Operator.TIMES, draws.between(2, 4)), Operator.MINUS, draws.between(1, 12))
            : infix(name("x"), draws.percent(50) ? Operator.DIVIDE : Operator.MODULO, draws.between(3, 7));
        Optional<Expression> kept = draws.percent(70) ? Optional.of(condition("x")) : Optional.empty();
        declared(Type.NUMBERS, new Expression.Comprehension(made, "x", name(values), kept));
    }

    private void grid() {
        int columns = draws.between(2, 4);
        Expression cell = infix(infix(times("i", draws.between(2, 5)), Operator.PLUS, times("j", draws.between(2, 5))), Operator.MODULO, draws.between(4, 9));
        String rows = "grid";
        body.add(assign(rows, list(List.of())));
        body.add(new Statement.For("i", call("range", number(draws.between(2, 4))), List.of(assign("row", list(List.of())),
            new Statement.For("j", call("range", number(columns)), List.of(append("row", cell))), append(rows, name("row")))));
        String sums = declared(Type.NUMBERS, list(List.of()));
        Expression place = infix(name("row").at(number(draws.below(columns))), Operator.TIMES, draws.between(2, 4));
        body.add(new Statement.For("row", name(rows), List.of(append(sums, infix(call("max", name("row")), Operator.PLUS, place)))));
        wrote(sums);
    }

    private void recursion() {
        String function = freshFunction();
        int divisor = draws.between(2, 3);
        Expression smaller = infix(name("n"), Operator.DIVIDE, divisor);
        Expression again = infix(call(function, smaller), draws.percent(50) ? Operator.PLUS : Operator.MINUS,
            infix(name("n"), Operator.MODULO, draws.between(3, 7)));
        Expression other = infix(infix(call(function, infix(name("n"), Operator.MINUS, draws.between(3, 6))), Operator.TIMES, 2), Operator.PLUS, 1);
        functions.add(new Statement.Define(function, List.of("n"),
            List.of(
                new Statement.If(infix(name("n"), Operator.LESS, draws.between(2, 4)), List.of(new Statement.Return(number(draws.between(1, 5)))), List.of()),
                new Statement.If(divisible(name("n")), List.of(new Statement.Return(again)), List.of()), new Statement.Return(other))));
        String values = declared(Type.NUMBERS, list(List.of()));
        int from = draws.between(5, 20);
        body.add(new Statement.For("i", call("range", number(from), number(from + draws.between(2, 4))), List.of(append(values, call(function, name("i"))))));
        wrote(values);
    }

    private void fold() {
        String function = freshFunction();
        Expression condition = infix(name("a"), Operator.MORE, name("b"));
        Expression two = infix(infix(name("a"), Operator.PLUS, infix(name("b"), Operator.TIMES, draws.between(2, 4))), Operator.MODULO, draws.between(40, 99));
        functions.add(new Statement.Define(function, List.of("a", "b"),
            List.of(new Statement.If(condition, List.of(new Statement.Return(infix(name("a"), Operator.MINUS, name("b")))), List.of()),
                new Statement.Return(two))));
        String values = some(Type.NUMBERS);
        String total = declared(Type.NUMBER, number(draws.between(1, 30)));
        body.add(new Statement.For("v", name(values), List.of(assign(total, call(function, name(total), name("v"))))));
        wrote(total);
    }

    private String freshFunction() {
        return List.of("f", "g", "h", "p", "q", "s", "t", "u").get(functions.size());
    }
}
