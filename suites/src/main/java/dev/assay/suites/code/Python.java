package dev.assay.suites.code;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The part of Python 3 that generated programs are written in, as a tree that prints itself as source.
///
/// Its meaning is given by [PythonInterpreter].
final class Python {

    private static final String INDENT = "    ";

    private Python() {
    }

    /// The source of a program, each line ended by a line feed.
    static String source(List<Statement> program) {
        StringBuilder text = new StringBuilder();
        program.forEach(statement -> statement.print(text, ""));
        return text.toString();
    }

    /// The text in quotes, as `repr` writes it: single quotes, unless the text has some and no double ones.
    static String quoted(String text) {
        char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(quote);
        for (int place = 0; place < text.length(); place++) {
            char each = text.charAt(place);
            if (each == quote || each == '\\') {
                quoted.append('\\');
            }
            quoted.append(each);
        }
        return quoted.append(quote).toString();
    }

    static Expression number(long value) {
        return new Expression.Number(value);
    }

    static Expression text(String value) {
        return new Expression.Text(value);
    }

    static Expression.Target name(String name) {
        return new Expression.Name(name);
    }

    static Expression list(List<? extends Expression> items) {
        return new Expression.Items(List.copyOf(items));
    }

    static Expression numbers(List<Integer> values) {
        return list(values.stream().map(Python::number).toList());
    }

    static Expression call(String function, Expression... arguments) {
        return new Expression.Call(function, List.of(arguments));
    }

    static Expression infix(Expression left, Operator operator, Expression right) {
        return new Expression.Infix(left, operator, right);
    }

    static Expression infix(Expression left, Operator operator, long right) {
        return infix(left, operator, number(right));
    }

    static Statement assign(String name, Expression value) {
        return new Statement.Assign(name(name), value);
    }

    static Statement change(String name, Operator operator, Expression value) {
        return new Statement.Change(name(name), operator, value);
    }

    static Statement append(String list, Expression value) {
        return new Statement.Do(name(list).method("append", value));
    }

    /// The infix operators, from the loosest to the tightest.
    enum Operator {
        OR("or", 1), AND("and", 2), IN("in", 4), EQUAL("==", 4), UNEQUAL("!=", 4), LESS("<", 4), AT_MOST("<=", 4), MORE(">", 4), AT_LEAST(">=", 4), BIT_XOR("^",
            6),
        BIT_AND("&", 7), SHIFT_RIGHT(">>", 8), PLUS("+", 9), MINUS("-", 9), TIMES("*", 10), DIVIDE("//", 10), MODULO("%", 10);

        private final String sign;
        private final int strength;

        Operator(String sign, int strength) {
            this.sign = sign;
            this.strength = strength;
        }

        private boolean compares() {
            return strength == 4;
        }
    }

    /// What has a value.
    sealed interface Expression {

        /// The strength of what cannot be torn apart by a neighbouring operator.
        int WHOLE = 20;

        String source();

        default int strength() {
            return WHOLE;
        }

        default Expression method(String method, Expression... arguments) {
            return new Method(this, method, List.of(arguments));
        }

        default Target at(Expression index) {
            return new At(this, index);
        }

        default Expression from(Expression from) {
            return new Slice(this, Optional.of(from), Optional.empty(), Optional.empty());
        }

        default Expression upTo(Expression end) {
            return new Slice(this, Optional.empty(), Optional.of(end), Optional.empty());
        }

        default Expression inSteps(long step) {
            return new Slice(this, Optional.empty(), Optional.empty(), Optional.of(number(step)));
        }

        private String inside(int neighbour) {
            return strength() < neighbour ? "(" + source() + ")" : source();
        }

        /// What can be assigned to.
        sealed interface Target extends Expression {
        }

        record Number(long value) implements Expression {
            @Override
            public String source() {
                return Long.toString(value);
            }
        }

        record Text(String value) implements Expression {
            @Override
            public String source() {
                return quoted(value);
            }
        }

        record Name(String name) implements Target {
            @Override
            public String source() {
                return name;
            }
        }

        record Items(List<Expression> items) implements Expression {
            @Override
            public String source() {
                return "[" + separated(items) + "]";
            }
        }

        record EmptyTable() implements Expression {
            @Override
            public String source() {
                return "{}";
            }
        }

        record Call(String function, List<Expression> arguments) implements Expression {
            @Override
            public String source() {
                return function + "(" + separated(arguments) + ")";
            }
        }

        record Method(Expression object, String method, List<Expression> arguments) implements Expression {
            @Override
            public String source() {
                return object.inside(WHOLE) + "." + method + "(" + separated(arguments) + ")";
            }
        }

        record At(Expression object, Expression index) implements Target {
            @Override
            public String source() {
                return object.inside(WHOLE) + "[" + index.source() + "]";
            }
        }

        record Slice(Expression object, Optional<Expression> from, Optional<Expression> end, Optional<Expression> step) implements Expression {
            @Override
            public String source() {
                return object.inside(WHOLE) + "[" + from.map(Expression::source).orElse("") + ":" + end.map(Expression::source).orElse("")
                    + step.map(value -> ":" + value.source()).orElse("") + "]";
            }
        }

        /// `[made for name in source if kept]`.
        record Comprehension(Expression made, String name, Expression from, Optional<Expression> kept) implements Expression {
            @Override
            public String source() {
                return "[" + made.source() + " for " + name + " in " + from.source() + kept.map(value -> " if " + value.source()).orElse("") + "]";
            }
        }

        record Infix(Expression left, Operator operator, Expression right) implements Expression {
            @Override
            public String source() {
                int strength = operator.strength;
                return left.inside(operator.compares() ? strength + 1 : strength) + " " + operator.sign + " " + right.inside(strength + 1);
            }

            @Override
            public int strength() {
                return operator.strength;
            }
        }
    }

    private static String separated(List<Expression> expressions) {
        return expressions.stream().map(Expression::source).collect(Collectors.joining(", "));
    }

    /// What is done.
    sealed interface Statement {

        /// Appends the lines of the statement.
        void print(StringBuilder text, String indent);

        record Assign(Expression.Target target, Expression value) implements Statement {
            @Override
            public void print(StringBuilder text, String indent) {
                line(text, indent, target.source() + " = " + value.source());
            }
        }

        record Change(Expression.Target target, Operator operator, Expression value) implements Statement {
            @Override
            public void print(StringBuilder text, String indent) {
                line(text, indent, target.source() + " " + operator.sign + "= " + value.source());
            }
        }

        /// `list[one], list[another] = list[another], list[one]`.
        record Swap(String list, Expression one, Expression another) implements Statement {
            @Override
            public void print(StringBuilder text, String indent) {
                String first = name(list).at(one).source();
                String second = name(list).at(another).source();
                line(text, indent, first + ", " + second + " = " + second + ", " + first);
            }
        }

        record Do(Expression expression) implements Statement {
            @Override
            public void print(StringBuilder text, String indent) {
                line(text, indent, expression.source());
            }
        }

        record If(Expression condition, List<Statement> then, List<Statement> otherwise) implements Statement {
            @Override
            public void print(StringBuilder text, String indent) {
                block(text, indent, "if " + condition.source(), then);
                if (!otherwise.isEmpty()) {
                    block(text, indent, "else", otherwise);
                }
            }
        }

        record For(String name, Expression from, List<Statement> body) implements Statement {
            @Override
            public void print(StringBuilder text, String indent) {
                block(text, indent, "for " + name + " in " + from.source(), body);
            }
        }

        record While(Expression condition, List<Statement> body) implements Statement {
            @Override
            public void print(StringBuilder text, String indent) {
                block(text, indent, "while " + condition.source(), body);
            }
        }

        record Define(String function, List<String> parameters, List<Statement> body) implements Statement {
            @Override
            public void print(StringBuilder text, String indent) {
                block(text, indent, "def " + function + "(" + String.join(", ", parameters) + ")", body);
                text.append('\n');
            }
        }

        record Return(Expression value) implements Statement {
            @Override
            public void print(StringBuilder text, String indent) {
                line(text, indent, "return " + value.source());
            }
        }

        record Print(List<Expression> values) implements Statement {
            @Override
            public void print(StringBuilder text, String indent) {
                line(text, indent, "print(" + separated(values) + ")");
            }
        }

        private static void line(StringBuilder text, String indent, String line) {
            text.append(indent).append(line).append('\n');
        }

        private static void block(StringBuilder text, String indent, String head, List<Statement> body) {
            line(text, indent, head + ":");
            body.forEach(statement -> statement.print(text, indent + INDENT));
        }
    }
}
