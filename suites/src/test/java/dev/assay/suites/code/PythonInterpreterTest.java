package dev.assay.suites.code;

import dev.assay.suites.code.Python.Expression;
import dev.assay.suites.code.Python.Operator;
import dev.assay.suites.code.Python.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.assay.suites.code.Python.assign;
import static dev.assay.suites.code.Python.call;
import static dev.assay.suites.code.Python.infix;
import static dev.assay.suites.code.Python.list;
import static dev.assay.suites.code.Python.name;
import static dev.assay.suites.code.Python.number;
import static dev.assay.suites.code.Python.numbers;
import static dev.assay.suites.code.Python.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PythonInterpreterTest {

    /// What CPython 3.11 prints for `print(...)` of the source.
    static Stream<Arguments> expressions() {
        Expression word = text("planet");
        Expression nums = numbers(List.of(3, 1, 2));
        return Stream.of( //
            Arguments.of(infix(number(-7), Operator.DIVIDE, 2), "-7 // 2", "-4"), //
            Arguments.of(infix(number(-7), Operator.MODULO, 3), "-7 % 3", "2"), //
            Arguments.of(infix(number(7), Operator.MODULO, -3), "7 % -3", "-2"), //
            Arguments.of(infix(number(9), Operator.MINUS, infix(number(5), Operator.MINUS, 2)), "9 - (5 - 2)", "6"), //
            Arguments.of(infix(infix(number(9), Operator.MINUS, 5), Operator.MINUS, 2), "9 - 5 - 2", "2"), //
            Arguments.of(infix(infix(number(2), Operator.PLUS, 3), Operator.TIMES, 4), "(2 + 3) * 4", "20"), //
            Arguments.of(infix(number(6), Operator.BIT_XOR, infix(number(5), Operator.BIT_AND, 3)), "6 ^ 5 & 3", "7"), //
            Arguments.of(infix(number(40), Operator.SHIFT_RIGHT, 2), "40 >> 2", "10"), //
            Arguments.of(infix(infix(number(3), Operator.LESS, 4), Operator.AND, infix(number(1), Operator.EQUAL, 2)), "3 < 4 and 1 == 2", "False"), //
            Arguments.of(infix(infix(number(1), Operator.LESS, 2), Operator.EQUAL, infix(number(2), Operator.UNEQUAL, 3)), "(1 < 2) == (2 != 3)", "True"), //
            Arguments.of(infix(number(0), Operator.OR, 5), "0 or 5", "5"), //
            Arguments.of(infix(text("an"), Operator.IN, text("planet")), "'an' in 'planet'", "True"), //
            Arguments.of(word.inSteps(-1), "'planet'[::-1]", "tenalp"), //
            Arguments.of(word.inSteps(2), "'planet'[::2]", "pae"), //
            Arguments.of(word.from(number(2)), "'planet'[2:]", "anet"), //
            Arguments.of(word.upTo(number(-2)), "'planet'[:-2]", "plan"), //
            Arguments.of(word.from(number(9)), "'planet'[9:]", ""), //
            Arguments.of(word.at(number(-1)), "'planet'[-1]", "t"), //
            Arguments.of(infix(nums, Operator.PLUS, list(List.of())).inSteps(-1), "([3, 1, 2] + [])[::-1]", "[2, 1, 3]"), //
            Arguments.of(call("sorted", nums), "sorted([3, 1, 2])", "[1, 2, 3]"), //
            Arguments.of(call("list", call("range", number(7), number(1), number(-2))), "list(range(7, 1, -2))", "[7, 5, 3]"), //
            Arguments.of(call("min", nums), "min([3, 1, 2])", "1"), //
            Arguments.of(call("abs", number(-3)), "abs(-3)", "3"), //
            Arguments.of(call("int", text("007")), "int('007')", "7"), //
            Arguments.of(list(List.of(text("a'b"), text("c\"d'e"), text("f\\g"))), "[\"a'b\", 'c\"d\\'e', 'f\\\\g']", "[\"a'b\", 'c\"d\\'e', 'f\\\\g']"), //
            Arguments.of(text("banana").method("count", text("an")), "'banana'.count('an')", "2"), //
            Arguments.of(text("banana").method("find", text("x")), "'banana'.find('x')", "-1"), //
            Arguments.of(text("-").method("join", list(List.of(text("a"), text("b")))), "'-'.join(['a', 'b'])", "a-b"), //
            Arguments.of(list(List.of(infix(number(1), Operator.MORE, 2), text(""))), "[1 > 2, '']", "[False, '']"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("expressions")
    void anExpressionPrintsAsInPython(Expression expression, String source, String printed) {
        Statement statement = new Statement.Print(List.of(expression));

        assertThat(Python.source(List.of(statement))).isEqualTo("print(" + source + ")\n");
        assertThat(PythonInterpreter.output(List.of(statement))).isEqualTo(printed + "\n");
    }

    @Test
    void aTableKeepsTheOrderInWhichKeysCame() {
        List<Statement> program = List.of(assign("t", new Expression.EmptyTable()), new Statement.Assign(name("t").at(text("b")), number(1)),
            new Statement.Assign(name("t").at(text("a")), number(2)), new Statement.Assign(name("t").at(text("b")), number(3)),
            new Statement.Print(List.of(name("t"), call("len", name("t")))));

        assertThat(PythonInterpreter.output(program)).isEqualTo("{'b': 3, 'a': 2} 2\n");
    }

    @Test
    void twoNamesShareOneList() {
        List<Statement> program = List.of(assign("a", numbers(List.of(1))), assign("b", name("a")), Python.append("b", number(2)),
            new Statement.Print(List.of(name("a"))));

        assertThat(PythonInterpreter.output(program)).isEqualTo("[1, 2]\n");
    }

    @Test
    void aFunctionHasNamesOfItsOwnAndMayCallItself() {
        Expression again = infix(name("n"), Operator.TIMES, call("f", infix(name("n"), Operator.MINUS, 1)));
        Statement define = new Statement.Define("f", List.of("n"),
            List.of(new Statement.If(infix(name("n"), Operator.LESS, 2), List.of(new Statement.Return(number(1))), List.of()), new Statement.Return(again)));

        assertThat(PythonInterpreter.output(List.of(define, assign("n", number(9)), new Statement.Print(List.of(call("f", number(5)), name("n"))))))
            .isEqualTo("120 9\n");
    }

    @Test
    void whatFailsInPythonHalts() {
        assertHalts(name("nobody"), "not defined");
        assertHalts(infix(number(1), Operator.DIVIDE, 0), "division by zero");
        assertHalts(infix(number(1), Operator.PLUS, text("1")), "not a number");
        assertHalts(numbers(List.of(1)).at(number(1)), "out of range");
        assertHalts(new Expression.EmptyTable().at(number(1)), "no key 1");
        assertHalts(call("max", list(List.of())), "max of nothing");
        assertHalts(call("int", text("x")), "invalid literal");
        assertHalts(call("sorted", list(List.of(number(1), text("a")))), "not supported");
    }

    @Test
    void whatLeavesTheBoundsHalts() {
        assertHalts(infix(number(2_000_000_000), Operator.TIMES, number(2_000_000_000)), "beyond");
        assertThatExceptionOfType(PythonHalt.class)
            .isThrownBy(() -> PythonInterpreter.output(List.of(new Statement.While(infix(number(0), Operator.LESS, 1), List.of(assign("x", number(1)))))))
            .withMessageContaining("steps");
    }

    private static void assertHalts(Expression expression, String why) {
        assertThatExceptionOfType(PythonHalt.class).isThrownBy(() -> PythonInterpreter.output(List.of(new Statement.Print(List.of(expression)))))
            .withMessageContaining(why);
    }
}
