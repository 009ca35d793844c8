package dev.assay.suites.code;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A second reading of generated programs, from their text: it evaluates token by token as it reads, builds no tree, and shares nothing with the
/// interpreter that it checks.
final class PythonText {

    private static final Pattern TOKEN = Pattern.compile("\\s*('[^']*'|[0-9]+|[A-Za-z_]+|//|==|!=|<=|>=|>>|[-+*%<>^&()\\[\\]{},:.])");
    private static final List<List<String>> LOOSE_TO_TIGHT = List.of(List.of("or"), List.of("and"), List.of("in", "==", "!=", "<", "<=", ">", ">="),
        List.of("^"),
        List.of("&"), List.of(">>"), List.of("+", "-"), List.of("*", "//", "%"));

    private final List<String> lines;
    private final Map<String, Integer> functions = new HashMap<>();
    private final Map<String, List<String>> read = new HashMap<>();
    private final StringBuilder printed = new StringBuilder();

    private PythonText(String source) {
        this.lines = Arrays.stream(source.split("\n")).filter(line -> !line.isBlank()).toList();
    }

    /// Everything that the program prints.
    static String output(String source) {
        PythonText program = new PythonText(source);
        program.block(0, program.lines.size(), new HashMap<>());
        return program.printed.toString();
    }

    /// The one function of a source, `f`.
    static IntFunction<String> function(String source) {
        PythonText program = new PythonText(source);
        program.block(0, program.lines.size(), new HashMap<>());
        return argument -> shown(program.call("f", List.of(BigInteger.valueOf(argument))));
    }

    /// A list that is shared by all who hold it.
    private record Listing(List<Object> items) {
    }

    /// A `dict`.
    private record Mapping(LinkedHashMap<Object, Object> entries) {
    }

    private int indent(int line) {
        return lines.get(line).length() - lines.get(line).stripLeading().length();
    }

    private int endOfBlock(int head) {
        int end = head + 1;
        while (end < lines.size() && indent(end) > indent(head)) {
            end++;
        }
        return end;
    }

    private Optional<Object> block(int from, int end, Map<String, Object> names) {
        int line = from;
        while (line < end) {
            int after = endOfBlock(line);
            String text = lines.get(line).strip();
            Optional<Object> returned = Optional.empty();
            if (text.startsWith("def ")) {
                functions.put(text.substring(4, text.indexOf('(')), line);
            } else if (text.startsWith("for ")) {
                returned = loop(text, line + 1, after, names);
            } else if (text.startsWith("while ")) {
                while (returned.isEmpty() && isTrue(value(text.substring(6, text.length() - 1), names))) {
                    returned = block(line + 1, after, names);
                }
            } else if (text.startsWith("if ")) {
                boolean otherwise = after < end && lines.get(after).strip().equals("else:");
                int afterElse = otherwise ? endOfBlock(after) : after;
                boolean holds = isTrue(value(text.substring(3, text.length() - 1), names));
                returned = holds ? block(line + 1, after, names) : block(otherwise ? after + 1 : after, afterElse, names);
                after = afterElse;
            } else if (text.startsWith("return ")) {
                returned = Optional.of(value(text.substring(7), names));
            } else {
                simple(text, names);
            }
            if (returned.isPresent()) {
                return returned;
            }
            line = after;
        }
        return Optional.empty();
    }

    private Optional<Object> loop(String head, int from, int end, Map<String, Object> names) {
        String[] parts = head.substring(4, head.length() - 1).split(" in ", 2);
        for (Object item : each(value(parts[1], names))) {
            names.put(parts[0], item);
            Optional<Object> returned = block(from, end, names);
            if (returned.isPresent()) {
                return returned;
            }
        }
        return Optional.empty();
    }

    private void simple(String text, Map<String, Object> names) {
        Matcher change = Pattern.compile("(\\w+) (\\+|-|\\*|//|%)= (.+)").matcher(text);
        Matcher swap = Pattern.compile("(\\w+)\\[(.+)], \\1\\[(.+)] = \\1\\[\\3], \\1\\[\\2]").matcher(text);
        Matcher plain = Pattern.compile("(\\w+) = (.+)").matcher(text);
        if (text.startsWith("print(")) {
            printed.append(new Reader(text.substring(5), names).arguments().stream().map(PythonText::shown).collect(Collectors.joining(" "))).append("\n");
        } else if (change.matches()) {
            names.put(change.group(1), applied(change.group(2), names.get(change.group(1)), value(change.group(3), names)));
        } else if (swap.matches()) {
            swap((Listing) names.get(swap.group(1)), value(swap.group(2), names), value(swap.group(3), names));
        } else if (plain.matches()) {
            names.put(plain.group(1), value(plain.group(2), names));
        } else if (text.contains("] = ")) {
            setItem(text, names);
        } else {
            value(text, names);
        }
    }

    private void setItem(String text, Map<String, Object> names) {
        String[] sides = text.split(" = ", 2);
        int open = sides[0].indexOf('[');
        Object key = value(sides[0].substring(open + 1, sides[0].length() - 1), names);
        ((Mapping) names.get(sides[0].substring(0, open))).entries().put(key, value(sides[1], names));
    }

    private static void swap(Listing list, Object one, Object another) {
        int first = place(one, list.items().size());
        int second = place(another, list.items().size());
        Object moved = list.items().get(first);
        list.items().set(first, list.items().get(second));
        list.items().set(second, moved);
    }

    private Object value(String text, Map<String, Object> names) {
        Reader reader = new Reader(text, names);
        Object value = reader.infix(0);
        if (!reader.isAtEnd()) {
            throw new AssertionError("not read to the end: " + text);
        }
        return value;
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() != end) {
                throw new AssertionError("not a token at " + end + ": " + text);
            }
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        return tokens;
    }

    /// Evaluates an expression while reading it.
    private final class Reader {

        private final List<String> tokens;
        private final Map<String, Object> names;
        private int next;

        Reader(String text, Map<String, Object> names) {
            this(read.computeIfAbsent(text, PythonText::tokens), names);
        }

        Reader(List<String> tokens, Map<String, Object> names) {
            this.tokens = tokens;
            this.names = names;
        }

        boolean isAtEnd() {
            return next == tokens.size();
        }

        private boolean skipped(String token) {
            boolean there = !isAtEnd() && tokens.get(next).equals(token);
            next += there ? 1 : 0;
            return there;
        }

        private void skip(String token) {
            if (!skipped(token)) {
                throw new AssertionError("no " + token + " at " + next + " of " + tokens);
            }
        }

        Object infix(int strength) {
            if (strength == LOOSE_TO_TIGHT.size()) {
                return postfix();
            }
            Object left = infix(strength + 1);
            while (!isAtEnd() && LOOSE_TO_TIGHT.get(strength).contains(tokens.get(next))) {
                String operator = tokens.get(next++);
                left = applied(operator, left, infix(strength + 1));
            }
            return left;
        }

        private Object postfix() {
            Object value = skipped("-") ? ((BigInteger) postfix()).negate() : first();
            while (!isAtEnd()) {
                if (skipped(".")) {
                    String method = tokens.get(next++);
                    value = method(value, method, arguments());
                } else if (skipped("[")) {
                    value = indexed(value);
                } else {
                    return value;
                }
            }
            return value;
        }

        private Object first() {
            String token = tokens.get(next++);
            if (token.startsWith("'")) {
                return token.substring(1, token.length() - 1);
            }
            if (Character.isDigit(token.charAt(0))) {
                return new BigInteger(token);
            }
            if (token.equals("(")) {
                Object inside = infix(0);
                skip(")");
                return inside;
            }
            if (token.equals("{")) {
                skip("}");
                return new Mapping(new LinkedHashMap<>());
            }
            if (token.equals("[")) {
                return listing();
            }
            if (!isAtEnd() && tokens.get(next).equals("(")) {
                return call(token, arguments());
            }
            return Optional.ofNullable(names.get(token)).orElseThrow(() -> new AssertionError("unknown name " + token));
        }

        List<Object> arguments() {
            skip("(");
            List<Object> arguments = new ArrayList<>();
            while (!skipped(")")) {
                arguments.add(infix(0));
                skipped(",");
            }
            return arguments;
        }

        private Listing listing() {
            int end = closing();
            List<String> inside = tokens.subList(next, end);
            next = end + 1;
            int comes = inside.indexOf("for");
            if (comes >= 0) {
                return comprehension(inside, comes);
            }
            Reader reader = new Reader(inside, names);
            List<Object> items = new ArrayList<>();
            while (!reader.isAtEnd()) {
                items.add(reader.infix(0));
                reader.skipped(",");
            }
            return new Listing(items);
        }

        private int closing() {
            int depth = 1;
            int end = next;
            while (depth > 0) {
                depth += tokens.get(end).equals("[") ? 1 : tokens.get(end).equals("]") ? -1 : 0;
                end++;
            }
            return end - 1;
        }

        private Listing comprehension(List<String> inside, int comes) {
            int condition = inside.indexOf("if");
            List<String> source = inside.subList(comes + 3, condition < 0 ? inside.size() : condition);
            List<Object> items = new ArrayList<>();
            Map<String, Object> own = new HashMap<>(names);
            for (Object item : each(new Reader(source, names).infix(0))) {
                own.put(inside.get(comes + 1), item);
                if (condition < 0 || isTrue(new Reader(inside.subList(condition + 1, inside.size()), own).infix(0))) {
                    items.add(new Reader(inside.subList(0, comes), own).infix(0));
                }
            }
            return new Listing(items);
        }

        private Object indexed(Object value) {
            int end = closing();
            List<String> inside = tokens.subList(next, end);
            next = end + 1;
            int colon = inside.indexOf(":");
            if (colon < 0) {
                Object key = new Reader(inside, names).infix(0);
                if (value instanceof Mapping(LinkedHashMap<Object, Object> entries)) {
                    return entries.get(key);
                }
                return each(value).get(place(key, each(value).size()));
            }
            List<String> rest = inside.subList(colon + 1, inside.size());
            boolean steps = !rest.isEmpty() && rest.getFirst().equals(":");
            List<Object> all = each(value);
            int from = colon == 0 ? 0 : edge(inside.subList(0, colon), all.size());
            int until = rest.isEmpty() || steps ? all.size() : edge(rest, all.size());
            List<Object> some = new ArrayList<>(all.subList(from, Math.max(from, until)));
            return like(value, steps ? everyNth(some, ((BigInteger) new Reader(rest.subList(1, rest.size()), names).infix(0)).intValueExact()) : some);
        }

        private int edge(List<String> text, int size) {
            int edge = ((BigInteger) new Reader(text, names).infix(0)).intValueExact();
            return Math.max(0, Math.min(size, edge < 0 ? edge + size : edge));
        }
    }

    private static List<Object> everyNth(List<Object> all, int step) {
        List<Object> order = step < 0 ? all.reversed() : all;
        List<Object> some = new ArrayList<>();
        for (int place = 0; place < order.size(); place += Math.abs(step)) {
            some.add(order.get(place));
        }
        return some;
    }

    private static Object like(Object original, List<Object> items) {
        return original instanceof String ? items.stream().map(String.class::cast).collect(Collectors.joining()) : new Listing(items);
    }

    private static int place(Object index, int size) {
        int place = ((BigInteger) index).intValueExact();
        return place < 0 ? place + size : place;
    }

    private static boolean isTrue(Object value) {
        return (Boolean) value;
    }

    private static List<Object> each(Object value) {
        if (value instanceof Listing(List<Object> items)) {
            return items;
        }
        if (value instanceof Mapping(LinkedHashMap<Object, Object> entries)) {
            return List.copyOf(entries.keySet());
        }
        return ((String) value).chars().<Object>mapToObj(Character::toString).toList();
    }

    private static Object applied(String operator, Object left, Object right) {
        return switch (operator) {
            case "or" -> isTrue(left) || isTrue(right);
            case "and" -> isTrue(left) && isTrue(right);
            case "in" -> right instanceof String text ? text.contains((String) left) : each(right).contains(left);
            case "==" -> left.equals(right);
            case "!=" -> !left.equals(right);
            case "<" -> ORDER.compare(left, right) < 0;
            case "<=" -> ORDER.compare(left, right) <= 0;
            case ">" -> ORDER.compare(left, right) > 0;
            case ">=" -> ORDER.compare(left, right) >= 0;
            case "+" -> plus(left, right);
            case "-" -> number(BigInteger::subtract, left, right);
            case "*" -> number(BigInteger::multiply, left, right);
            case "%" -> number(PythonText::remainder, left, right);
            case "//" -> number((one, another) -> one.subtract(remainder(one, another)).divide(another), left, right);
            case "^" -> number(BigInteger::xor, left, right);
            case "&" -> number(BigInteger::and, left, right);
            default -> throw new AssertionError("unknown operator " + operator);
        };
    }

    /// With the sign of the divisor.
    private static BigInteger remainder(BigInteger value, BigInteger divisor) {
        BigInteger remainder = value.remainder(divisor);
        return remainder.signum() * divisor.signum() < 0 ? remainder.add(divisor) : remainder;
    }

    private static Object plus(Object left, Object right) {
        if (left instanceof String text) {
            return text.concat((String) right);
        }
        if (left instanceof Listing(List<Object> items)) {
            List<Object> all = new ArrayList<>(items);
            all.addAll(each(right));
            return new Listing(all);
        }
        return number(BigInteger::add, left, right);
    }

    private static BigInteger number(BinaryOperator<BigInteger> operator, Object left, Object right) {
        return operator.apply((BigInteger) left, (BigInteger) right);
    }

    private static final Comparator<Object> ORDER = (one, another) -> one instanceof String text
        ? text.compareTo((String) another)
        : ((BigInteger) one).compareTo((BigInteger) another);

    private Object call(String function, List<Object> arguments) {
        if (functions.containsKey(function)) {
            return callDefined(functions.get(function), arguments);
        }
        return switch (function) {
            case "range" -> range(arguments.stream().mapToInt(each -> ((BigInteger) each).intValueExact()).toArray());
            case "len" -> BigInteger.valueOf(each(arguments.getFirst()).size());
            case "sum" -> each(arguments.getFirst()).stream().map(BigInteger.class::cast).reduce(BigInteger.ZERO, BigInteger::add);
            case "max" -> each(arguments.getFirst()).stream().max(ORDER).orElseThrow();
            case "sorted" -> new Listing(each(arguments.getFirst()).stream().sorted(ORDER).collect(Collectors.toCollection(ArrayList::new)));
            case "str" -> shown(arguments.getFirst());
            case "int" -> new BigInteger((String) arguments.getFirst());
            default -> throw new AssertionError("unknown function " + function);
        };
    }

    private Object callDefined(int head, List<Object> arguments) {
        String line = lines.get(head);
        String[] parameters = line.substring(line.indexOf('(') + 1, line.indexOf(')')).split(", ");
        Map<String, Object> own = new HashMap<>();
        for (int place = 0; place < parameters.length; place++) {
            own.put(parameters[place], arguments.get(place));
        }
        return block(head + 1, endOfBlock(head), own).orElseThrow(() -> new AssertionError("nothing returned by " + line));
    }

    private static Listing range(int... bounds) {
        int from = bounds.length == 1 ? 0 : bounds[0];
        int end = bounds.length == 1 ? bounds[0] : bounds[1];
        List<Object> items = new ArrayList<>();
        for (int item = from; item < end; item += bounds.length == 3 ? bounds[2] : 1) {
            items.add(BigInteger.valueOf(item));
        }
        return new Listing(items);
    }

    private static Object method(Object object, String method, List<Object> arguments) {
        return switch (method) {
            case "append" -> ((Listing) object).items().add(arguments.getFirst());
            case "insert" -> {
                ((Listing) object).items().add(((BigInteger) arguments.getFirst()).intValueExact(), arguments.getLast());
                yield "";
            }
            case "upper" -> ((String) object).toUpperCase(Locale.ROOT);
            case "replace" -> ((String) object).replace((String) arguments.getFirst(), (String) arguments.getLast());
            case "join" -> each(arguments.getFirst()).stream().map(String.class::cast).collect(Collectors.joining((String) object));
            case "get" -> ((Mapping) object).entries().getOrDefault(arguments.getFirst(), arguments.getLast());
            case "values" -> new Listing(new ArrayList<>(((Mapping) object).entries().values()));
            default -> throw new AssertionError("unknown method " + method);
        };
    }

    private static String shown(Object value) {
        return value instanceof String text ? text : represented(value);
    }

    private static String represented(Object value) {
        if (value instanceof Listing(List<Object> items)) {
            return "[" + items.stream().map(PythonText::represented).collect(Collectors.joining(", ")) + "]";
        }
        if (value instanceof Mapping(LinkedHashMap<Object, Object> entries)) {
            return "{" + entries.entrySet().stream().map(entry -> represented(entry.getKey()) + ": " + represented(entry.getValue()))
                .collect(Collectors.joining(", ")) + "}";
        }
        return value instanceof String text ? "'" + text + "'" : value.toString();
    }
}
