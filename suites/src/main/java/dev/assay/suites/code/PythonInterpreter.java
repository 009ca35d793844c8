package dev.assay.suites.code;

import dev.assay.suites.code.Python.Expression;
import dev.assay.suites.code.Python.Operator;
import dev.assay.suites.code.Python.Statement;
import dev.assay.suites.code.PythonValue.Items;
import dev.assay.suites.code.PythonValue.None;
import dev.assay.suites.code.PythonValue.Number;
import dev.assay.suites.code.PythonValue.Table;
import dev.assay.suites.code.PythonValue.Text;
import dev.assay.suites.code.PythonValue.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Runs the programs of [Python] as Python 3 does.
///
/// Where Python would raise an error, and where a program takes more than 200,000 steps or makes a number beyond 10^15, it throws a [PythonHalt].
final class PythonInterpreter {

    private static final int STEPS = 200_000;
    private static final long LARGEST = 1_000_000_000_000_000L;

    private final Map<String, Statement.Define> functions = new HashMap<>();
    private final StringBuilder output = new StringBuilder();
    private final AtomicInteger steps = new AtomicInteger();

    /// What a program prints.
    static String output(List<Statement> program) {
        PythonInterpreter interpreter = new PythonInterpreter();
        interpreter.run(program, new HashMap<>());
        return interpreter.output.toString();
    }

    /// What a function returns.
    static PythonValue result(Statement.Define function, List<PythonValue> arguments) {
        PythonInterpreter interpreter = new PythonInterpreter();
        interpreter.functions.put(function.function(), function);
        return interpreter.called(function, arguments);
    }

    /// Runs statements until one returns.
    private Optional<PythonValue> run(List<Statement> statements, Map<String, PythonValue> names) {
        for (Statement statement : statements) {
            Optional<PythonValue> returned = run(statement, names);
            if (returned.isPresent()) {
                return returned;
            }
        }
        return Optional.empty();
    }

    private Optional<PythonValue> run(Statement statement, Map<String, PythonValue> names) {
        step();
        switch (statement) {
            case Statement.Assign(Expression.Target target, Expression value) -> assign(target, value(value, names), names);
            case Statement.Change(Expression.Target target, Operator operator, Expression value) -> assign(target,
                infix(value(target, names), operator, value(value, names)), names);
            case Statement.Swap swap -> swap(swap, names);
            case Statement.Do(Expression expression) -> value(expression, names);
            case Statement.Define define -> functions.put(define.function(), define);
            case Statement.Print(List<Expression> values) -> print(values(values, names));
            case Statement.Return(Expression value) -> {
                return Optional.of(value(value, names));
            }
            case Statement.If(Expression condition, List<Statement> then, List<Statement> otherwise) -> {
                return run(value(condition, names).truth() ? then : otherwise, names);
            }
            case Statement.For loop -> {
                return loop(loop, names);
            }
            case Statement.While loop -> {
                return loop(loop, names);
            }
        }
        return Optional.empty();
    }

    private void step() {
        if (steps.incrementAndGet() > STEPS) {
            throw new PythonHalt("more than " + STEPS + " steps");
        }
    }

    private void assign(Expression.Target target, PythonValue value, Map<String, PythonValue> names) {
        switch (target) {
            case Expression.Name(String name) -> names.put(name, value);
            case Expression.At(Expression object, Expression index) -> put(value(object, names), value(index, names), value);
        }
    }

    private static void put(PythonValue object, PythonValue index, PythonValue value) {
        switch (object) {
            case Items(List<PythonValue> values) -> values.set(place(index, values.size()), value);
            case Table(LinkedHashMap<PythonValue, PythonValue> entries) -> entries.put(index, value);
            case Number _,Truth _,Text _,None _ -> throw new PythonHalt(object.repr() + " does not support item assignment");
        }
    }

    private void swap(Statement.Swap swap, Map<String, PythonValue> names) {
        PythonValue list = value(Python.name(swap.list()), names);
        PythonValue one = value(swap.one(), names);
        PythonValue another = value(swap.another(), names);
        PythonValue moved = at(list, one);
        put(list, one, at(list, another));
        put(list, another, moved);
    }

    private void print(List<PythonValue> values) {
        output.append(values.stream().map(PythonValue::printed).collect(Collectors.joining(" "))).append('\n');
    }

    private Optional<PythonValue> loop(Statement.For loop, Map<String, PythonValue> names) {
        for (PythonValue value : each(value(loop.from(), names))) {
            step();
            names.put(loop.name(), value);
            Optional<PythonValue> returned = run(loop.body(), names);
            if (returned.isPresent()) {
                return returned;
            }
        }
        return Optional.empty();
    }

    private Optional<PythonValue> loop(Statement.While loop, Map<String, PythonValue> names) {
        while (value(loop.condition(), names).truth()) {
            step();
            Optional<PythonValue> returned = run(loop.body(), names);
            if (returned.isPresent()) {
                return returned;
            }
        }
        return Optional.empty();
    }

    private static List<PythonValue> each(PythonValue value) {
        return switch (value) {
            case Items(List<PythonValue> values) -> List.copyOf(values);
            case Table(LinkedHashMap<PythonValue, PythonValue> entries) -> List.copyOf(entries.keySet());
            case Text(String text) -> text.chars().<PythonValue>mapToObj(each -> new Text(Character.toString(each))).toList();
            case Number _,Truth _,None _ -> throw new PythonHalt(value.repr() + " is not iterable");
        };
    }

    private List<PythonValue> values(List<Expression> expressions, Map<String, PythonValue> names) {
        List<PythonValue> values = new ArrayList<>();
        for (Expression expression : expressions) {
            values.add(value(expression, names));
        }
        return values;
    }

    private PythonValue value(Expression expression, Map<String, PythonValue> names) {
        step();
        return switch (expression) {
            case Expression.Number(long value) -> new Number(value);
            case Expression.Text(String value) -> new Text(value);
            case Expression.Name(String name) -> known(name, names);
            case Expression.Items(List<Expression> items) -> Items.of(values(items, names));
            case Expression.EmptyTable _ -> new Table(new LinkedHashMap<>());
            case Expression.Infix(Expression left, Operator operator, Expression right) -> infix(value(left, names), operator, right, names);
            case Expression.At(Expression object, Expression index) -> at(value(object, names), value(index, names));
            case Expression.Slice slice -> slice(slice, names);
            case Expression.Comprehension comprehension -> comprehension(comprehension, names);
            case Expression.Call(String function, List<Expression> arguments) -> call(function, values(arguments, names));
            case Expression.Method(Expression object, String method, List<Expression> arguments) -> method(value(object, names), method,
                values(arguments, names));
        };
    }

    private static PythonValue known(String name, Map<String, PythonValue> names) {
        PythonValue value = names.get(name);
        if (value == null) {
            throw new PythonHalt("name '" + name + "' is not defined");
        }
        return value;
    }

    private PythonValue comprehension(Expression.Comprehension comprehension, Map<String, PythonValue> names) {
        Map<String, PythonValue> own = new HashMap<>(names);
        List<PythonValue> made = new ArrayList<>();
        for (PythonValue value : each(value(comprehension.from(), names))) {
            own.put(comprehension.name(), value);
            if (comprehension.kept().isEmpty() || value(comprehension.kept().get(), own).truth()) {
                made.add(value(comprehension.made(), own));
            }
        }
        return Items.of(made);
    }

    private static PythonValue at(PythonValue object, PythonValue index) {
        return switch (object) {
            case Items(List<PythonValue> values) -> values.get(place(index, values.size()));
            case Text(String text) -> new Text(Character.toString(text.charAt(place(index, text.length()))));
            case Table(LinkedHashMap<PythonValue, PythonValue> entries) -> Optional.ofNullable(entries.get(index))
                .orElseThrow(() -> new PythonHalt("no key " + index.repr()));
            case Number _,Truth _,None _ -> throw new PythonHalt(object.repr() + " is not subscriptable");
        };
    }

    private static int place(PythonValue index, int size) {
        long place = whole(index) < 0 ? whole(index) + size : whole(index);
        if (place < 0 || place >= size) {
            throw new PythonHalt("index out of range");
        }
        return (int) place;
    }

    private PythonValue slice(Expression.Slice slice, Map<String, PythonValue> names) {
        PythonValue object = value(slice.object(), names);
        List<PythonValue> all = each(object);
        List<PythonValue> some = new ArrayList<>();
        if (slice.step().isPresent()) {
            long step = whole(value(slice.step().get(), names));
            for (long place = step > 0 ? 0 : all.size() - 1L; place >= 0 && place < all.size(); place += step) {
                some.add(all.get((int) place));
            }
        } else {
            int from = slice.from().map(value -> clamped(whole(value(value, names)), all.size())).orElse(0);
            int end = slice.end().map(value -> clamped(whole(value(value, names)), all.size())).orElse(all.size());
            some.addAll(from < end ? all.subList(from, end) : List.of());
        }
        return object instanceof Text ? new Text(some.stream().map(PythonValue::printed).collect(Collectors.joining())) : Items.of(some);
    }

    private static int clamped(long place, int size) {
        return Math.clamp(place < 0 ? place + size : place, 0, size);
    }

    private PythonValue infix(PythonValue left, Operator operator, Expression right, Map<String, PythonValue> names) {
        boolean decided = (operator == Operator.AND && !left.truth()) || (operator == Operator.OR && left.truth());
        return decided ? left : infix(left, operator, value(right, names));
    }

    private static PythonValue infix(PythonValue left, Operator operator, PythonValue right) {
        return switch (operator) {
            case PLUS -> plus(left, right);
            case MINUS -> number(whole(left) - whole(right));
            case TIMES -> number(Math.multiplyExact(whole(left), whole(right)));
            case DIVIDE -> number(Math.floorDiv(whole(left), divisor(right)));
            case MODULO -> number(Math.floorMod(whole(left), divisor(right)));
            case BIT_XOR -> number(whole(left) ^ whole(right));
            case BIT_AND -> number(whole(left) & whole(right));
            case SHIFT_RIGHT -> number(whole(left) >> whole(right));
            case EQUAL -> new Truth(left.equals(right));
            case UNEQUAL -> new Truth(!left.equals(right));
            case LESS -> new Truth(left.compareTo(right) < 0);
            case AT_MOST -> new Truth(left.compareTo(right) <= 0);
            case MORE -> new Truth(left.compareTo(right) > 0);
            case AT_LEAST -> new Truth(left.compareTo(right) >= 0);
            case IN -> new Truth(isIn(left, right));
            case AND, OR -> right;
        };
    }

    private static boolean isIn(PythonValue item, PythonValue container) {
        if (container instanceof Text(String text) && item instanceof Text(String part)) {
            return text.contains(part);
        }
        return each(container).contains(item);
    }

    private static PythonValue plus(PythonValue left, PythonValue right) {
        if (left instanceof Text(String one) && right instanceof Text(String another)) {
            return new Text(one + another);
        }
        if (left instanceof Items(List<PythonValue> one) && right instanceof Items(List<PythonValue> another)) {
            Items both = Items.of(one);
            both.values().addAll(another);
            return both;
        }
        return number(whole(left) + whole(right));
    }

    private static long divisor(PythonValue value) {
        if (whole(value) == 0) {
            throw new PythonHalt("division by zero");
        }
        return whole(value);
    }

    private static Number number(long value) {
        if (Math.abs(value) > LARGEST) {
            throw new PythonHalt("a number beyond " + LARGEST);
        }
        return new Number(value);
    }

    private static long whole(PythonValue value) {
        if (value instanceof Number(long number)) {
            return number;
        }
        throw new PythonHalt(value.repr() + " is not a number");
    }

    private PythonValue call(String function, List<PythonValue> arguments) {
        Statement.Define defined = functions.get(function);
        if (defined != null) {
            return called(defined, arguments);
        }
        PythonValue first = arguments.getFirst();
        return switch (function) {
            case "range" -> range(arguments.stream().mapToLong(PythonInterpreter::whole).toArray());
            case "len" -> number(each(first).size());
            case "sum" -> number(each(first).stream().mapToLong(PythonInterpreter::whole).sum());
            case "max" -> each(first).stream().max(PythonValue::compareTo).orElseThrow(() -> new PythonHalt("max of nothing"));
            case "min" -> each(first).stream().min(PythonValue::compareTo).orElseThrow(() -> new PythonHalt("min of nothing"));
            case "sorted" -> Items.of(each(first).stream().sorted().toList());
            case "list" -> Items.of(each(first));
            case "abs" -> number(Math.abs(whole(first)));
            case "str" -> new Text(first.printed());
            case "int" -> number(parsed(first.printed()));
            default -> throw new PythonHalt("name '" + function + "' is not defined");
        };
    }

    private PythonValue called(Statement.Define function, List<PythonValue> arguments) {
        Map<String, PythonValue> names = new HashMap<>();
        for (int place = 0; place < arguments.size(); place++) {
            names.put(function.parameters().get(place), arguments.get(place));
        }
        return run(function.body(), names).orElseGet(None::new);
    }

    private static long parsed(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw new PythonHalt("invalid literal for int: " + digits);
        }
    }

    private static PythonValue range(long... bounds) {
        long from = bounds.length == 1 ? 0 : bounds[0];
        long end = bounds.length == 1 ? bounds[0] : bounds[1];
        long step = bounds.length == 3 ? bounds[2] : 1;
        if (step == 0 || Math.abs(end - from) / Math.abs(step) > STEPS) {
            throw new PythonHalt("range has no end");
        }
        return Items.of(LongStream.iterate(from, value -> step > 0 ? value < end : value > end, value -> value + step).mapToObj(Number::new).toList());
    }

    private static PythonValue method(PythonValue object, String method, List<PythonValue> arguments) {
        return switch (object) {
            case Items(List<PythonValue> values) -> listMethod(values, method, arguments);
            case Text(String text) -> textMethod(text, method, arguments);
            case Table(LinkedHashMap<PythonValue, PythonValue> entries) -> tableMethod(entries, method, arguments);
            case Number _,Truth _,None _ -> throw new PythonHalt(object.repr() + " has no attribute '" + method + "'");
        };
    }

    private static PythonValue listMethod(List<PythonValue> values, String method, List<PythonValue> arguments) {
        return switch (method) {
            case "append" -> {
                values.add(arguments.getFirst());
                yield new None();
            }
            case "insert" -> {
                values.add(clamped(whole(arguments.getFirst()), values.size()), arguments.getLast());
                yield new None();
            }
            default -> throw new PythonHalt("'list' object has no attribute '" + method + "'");
        };
    }

    private static PythonValue textMethod(String text, String method, List<PythonValue> arguments) {
        return switch (method) {
            case "upper" -> new Text(text.toUpperCase(Locale.ROOT));
            case "replace" -> new Text(text.replace(arguments.getFirst().printed(), arguments.getLast().printed()));
            case "count" -> number(occurrences(text, arguments.getFirst().printed()));
            case "find" -> number(text.indexOf(arguments.getFirst().printed()));
            case "join" -> new Text(each(arguments.getFirst()).stream().map(PythonValue::printed).collect(Collectors.joining(text)));
            default -> throw new PythonHalt("'str' object has no attribute '" + method + "'");
        };
    }

    private static int occurrences(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    private static PythonValue tableMethod(Map<PythonValue, PythonValue> entries, String method, List<PythonValue> arguments) {
        return switch (method) {
            case "get" -> entries.getOrDefault(arguments.getFirst(), arguments.getLast());
            case "values" -> Items.of(List.copyOf(entries.values()));
            default -> throw new PythonHalt("'dict' object has no attribute '" + method + "'");
        };
    }
}
