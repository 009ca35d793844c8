package dev.assay.suites.code.check;

import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Verdict;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class SplitCheckTest {

    private static final Limits SHORT = Limits.PYTHON.withCpu(Duration.ofSeconds(2)).withWall(Duration.ofMillis(2500));

    @BeforeAll
    static void needsPython() {
        assumeTrue(Files.isExecutable(PlainSandbox.PYTHON), "not run: there is no " + PlainSandbox.PYTHON);
    }

    private static FunctionTests tests(String tests) {
        return FunctionTests.of("f", tests);
    }

    private static Checked check(String program, String tests) {
        return SplitCheck.run(new PlainSandbox(), tests(tests), program, SHORT);
    }

    private static String returning(String expression) {
        return "import collections, decimal, fractions, datetime, math\ndef f(*a, **k):\n    return " + expression + "\n";
    }

    @Test
    void rightFunctionPasses() {
        Checked checked = check("def f(a, b):\n    return a + b\n", "assert f(2, 3) == 5\nassert candidate(a=1, b=-1) == 0\n");
        assertThat(checked.verdict()).isEqualTo(new Verdict.Passed());
        assertThat(checked.facts()).containsEntry("calls", "2").containsKey("checkerCpuMillis");
    }

    @Test
    void wrongAnswerNamesTheTestAndTheCall() {
        Checked checked = check("def f(a, b):\n    return a - b\n", "x = 1\nassert f(2, 3) == 5, 'sum'\n");
        assertThat(checked.verdict().kind()).isEqualTo(Verdict.Kind.WRONG);
        assertThat(checked.sentence()).contains("Test line 2: assert f(2, 3) == 5").contains("(2, 3) returned -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "True", "'\\ud800 é \\x00'", "0", "-1", "10 ** 400", "1.5", "float('inf')", "float('-inf')", "-0.0", "1e-320", "1 + 2j",
            "b'\\x00\\xff'",
            "[1, [2, []]]", "(1, (2,), ())", "{1, 'a', (2, 3)}", "frozenset({1})", "{'a': [1], 2: {3: None}, (1,): 2.5}", "range(3, 30, 4)",
            "collections.deque([1, 2], 5)", "collections.OrderedDict([(2, 1), (1, 2)])", "collections.defaultdict(None, {1: 2})",
            "collections.Counter({'a': 0, 'b': 2})", "decimal.Decimal('1.10')", "fractions.Fraction(1, 3)", "datetime.date(2024, 2, 29)",
            "datetime.time(1, 2, 3, 4)", "datetime.datetime(2024, 2, 29, 1, 2)", "datetime.timedelta(-1, 5, 7)"})
    void everyPlainValueCrossesBothWaysUnchanged(String value) {
        String tests = "import collections, decimal, fractions, datetime, math\nx = " + value
            + "\ny = f(x, k=[x])\nassert type(y[0]) is type(x) and y[0] == x and repr(y[0]) == repr(x), repr(y)\n"
            + "assert y[1] is True\n";
        String program = "import collections, decimal, fractions, datetime\ndef f(a, k):\n    b = " + value
            + "\n    return (b, type(a) is type(b) and repr(a) == repr(b) and repr(k) == repr([b]))\n";
        assertThat(check(program, tests)).extracting(Checked::verdict, Checked::sentence)
            .containsExactly(new Verdict.Passed(), "All tests passed, with 1 calls.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type('A', (), {'__eq__': lambda s, o: True})()", "type('I', (int,), {})(5)",
            "type('F', (float,), {'__eq__': lambda s, o: True})(1)",
            "type('L', (list,), {})()", "object()", "(x for x in [])", "map(int, [])", "lambda: 0", "math", "type('S', (str,), {})('a')", "bytearray(b'a')",
            "{1: object()}.values()", "[[object()]]", "10 ** 2000000", "iter([])", "Ellipsis", "NotImplemented", "datetime.timezone.utc",
            "datetime.datetime.now(datetime.timezone.utc)", "type('D', (dict,), {})()", "int"})
    void whatIsNotPlainIsWrongWhateverTheTestSays(String expression) {
        assertThat(check(returning(expression), "try:\n    f()\nexcept:\n    pass\n").verdict()).isInstanceOf(Verdict.Wrong.class);
    }

    @Test
    void deepCyclicAndDoublingValuesEndWithoutHarmToTheChecker() {
        String deep = "def f():\n    a = []\n    for _ in range(1000):\n        a = [a]\n    return a\n";
        String cyclic = "def f():\n    a = []\n    a.append(a)\n    return a\n";
        String doubling = "def f():\n    a = [0]\n    for _ in range(50):\n        a = [a, a]\n    return a\n";
        for (String program : new String[]{deep, cyclic, doubling}) {
            assertThat(check(program, "f()\n").verdict().kind()).isIn(Verdict.Kind.WRONG, Verdict.Kind.TIMEOUT);
        }
    }

    @Test
    void sixtyLevelsAreAllowedAndSixtyOneAreNot() {
        String program = "def f(n):\n    a = 0\n    for _ in range(n):\n        a = (a,)\n    return a\n";
        assertThat(check(program, "assert len(f(60)) == 1\n").verdict()).isEqualTo(new Verdict.Passed());
        assertThat(check(program, "assert len(f(61)) == 1\n").verdict()).isInstanceOf(Verdict.Wrong.class);
    }

    @Test
    void exceptionsCrossAsTheirBuiltInBase() {
        String program = "class Odd(ValueError):\n    pass\nclass AssertionError(Exception):\n    pass\n"
            + "def f(n):\n    if n == 0:\n        raise Odd('x' * 5000)\n    if n == 1:\n        raise AssertionError('no')\n    if n == 2:\n        raise StopIteration\n"
            + "    if n == 3:\n        raise KeyError('k')\n    raise UnicodeDecodeError('utf-8', b'', 0, 1, 'r')\n";
        String tests = "def name(n):\n    try:\n        f(n)\n    except Exception as e:\n        return type(e).__name__, len(str(e))\n"
            + "assert name(0) == ('ValueError', 1000)\nassert name(1) == ('Exception', 2)\nassert name(2)[0] == 'RuntimeError'\n"
            + "assert name(3)[0] == 'KeyError'\nassert name(4)[0] == 'UnicodeError'\n";
        assertThat(check(program, tests)).extracting(Checked::verdict, Checked::sentence)
            .containsExactly(new Verdict.Passed(), "All tests passed, with 5 calls.");
    }

    @Test
    void uncaughtExceptionOfTheFunctionIsARuntimeErrorEvenIfItIsAnAssertion() {
        assertThat(check("def f():\n    assert False\n", "f()\n").verdict()).isEqualTo(new Verdict.RuntimeError("AssertionError"));
        assertThat(check("def f():\n    return 1 // 0\n", "f()\n").verdict()).isEqualTo(new Verdict.RuntimeError("ZeroDivisionError"));
        assertThat(check("def f():\n    raise MemoryError\n", "f()\n").verdict()).isInstanceOf(Verdict.Memory.class);
        assertThat(check("def f():\n    return [0] * 10**10\n", "f()\n").verdict()).isInstanceOf(Verdict.Memory.class);
    }

    @Test
    void stopIterationEndsNoLoopOfTheTest() {
        String program = "def f(x):\n    raise StopIteration\n";
        assertThat(check(program, "assert all(map(f, [1, 2]))\n").verdict().kind()).isEqualTo(Verdict.Kind.RUNTIME_ERROR);
        assertThat(check(program, "for a, b in zip(map(f, [1]), [2]):\n    assert a == b\n").verdict().kind()).isEqualTo(Verdict.Kind.RUNTIME_ERROR);
    }

    @Test
    void loadingTellsNoProgramFromABrokenOne() {
        assertThat(check("def f(:\n", "f()\n").verdict()).isInstanceOf(Verdict.CompileError.class);
        assertThat(check("x = 1\0\n", "f()\n").verdict()).isInstanceOf(Verdict.CompileError.class);
        assertThat(check("eval('(')\ndef f(): pass\n", "f()\n").verdict()).isEqualTo(new Verdict.RuntimeError("SyntaxError"));
        assertThat(check("def g(): pass\n", "f()\n").verdict()).isEqualTo(new Verdict.RuntimeError("NameError"));
        assertThat(check("raise MemoryError\n", "f()\n").verdict()).isInstanceOf(Verdict.Memory.class);
        assertThat(check("#" + "x".repeat(300_000), "f()\n").verdict()).isInstanceOf(Verdict.CompileError.class);
    }

    @Test
    void programMayReplaceItsOwnBuiltinsPrintAndReadNothing() {
        String program = "import builtins, sys\nprint('hello', flush=True)\nsys.stderr.write('x')\nbuiltins.len = lambda x: 7\nsum = 3\n"
            + "def f():\n    print('again')\n    return sys.stdin.read()\n";
        assertThat(check(program, "assert f() == ''\nassert len([]) == 0\n").verdict()).isEqualTo(new Verdict.Passed());
    }

    @Test
    void preambleRunsBeforeTheProgramAndSupportBeforeTheTests() {
        FunctionTests tests = new FunctionTests("f", "from typing import List\nimport math\ndef f(x: List[int]):\n    'doc'\n",
            "def twice(x):\n    return 2 * x\n",
            "assert candidate(twice(2)) == 2\n");
        String program = "from __future__ import annotations\ndef f(x: List[int]):\n    return int(math.sqrt(x))\n";
        assertThat(SplitCheck.run(new PlainSandbox(), tests, program, SHORT).verdict()).isEqualTo(new Verdict.Passed());
    }

    @Test
    void methodOfAClassSolutionIsFound() {
        assertThat(check("class Solution:\n    def f(self, x):\n        return x + 1\n", "assert f(1) == 2\n").verdict()).isEqualTo(new Verdict.Passed());
    }

    @Test
    void solverIsNeverGivenATest() {
        PlainSandbox sandbox = new PlainSandbox();
        String program = "import gc, sys\ndef f():\n    seen = [str(o) for o in gc.get_objects() if type(o) in (str, list, dict)]\n"
            + "    return sum('CAN' + 'ARY' in s for s in seen)\n";
        assertThat(SplitCheck.run(sandbox, tests("secret = 'CANARY'\nassert f() == 0\n"), program, SHORT).verdict()).isEqualTo(new Verdict.Passed());
    }

    @Test
    void testsThatCannotBeUsedAreOurFault() {
        assertThat(check("def f():\n    return 1\n", "assert undefined == 1\n").verdict()).isInstanceOf(Verdict.HarnessError.class);
        assertThat(check("def f():\n    return 1\n", "x = 1\n").verdict()).isInstanceOf(Verdict.HarnessError.class);
        assertThat(check("def f(x):\n    return 1\n", "f(object())\n").verdict()).isInstanceOf(Verdict.HarnessError.class);
    }

    @Test
    void answerThatATestCannotUseIsWrong() {
        assertThat(check("def f():\n    return None\n", "assert abs(f() - 1) < 2\n").verdict().kind()).isEqualTo(Verdict.Kind.WRONG);
    }

    @Test
    void endlessLoopIsATimeout() {
        assertThat(check("def f():\n    while True:\n        pass\n", "f()\n").verdict().kind()).isEqualTo(Verdict.Kind.TIMEOUT);
        assertThat(check("import time\ndef f():\n    time.sleep(60)\n", "f()\n").verdict()).isEqualTo(new Verdict.Timeout(Verdict.Timeout.By.WALL));
    }
}
