package dev.assay.suites.code;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.sandbox.Language;
import dev.assay.suites.answer.CodeFinder;
import dev.assay.suites.code.check.AnswerCode;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.MethodTests;
import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.Family;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What generated questions in Java say is what their right answers do, and their hidden tests tell right programs from wrong ones. Everything that
/// runs here was generated here, so that it needs no box; the same in boxes is a test of the command line's module.
class JavaFamiliesTest {

    private static final Pattern CALL = Pattern.compile("solve\\((\\[.*?])\\) (?:returns|should return) (\\S.*?)(?:, but it returns (\\S.*)\\.)?");

    /// A program with its hidden tests.
    private record Tried(Checks checks, String program) {
        MethodTests tests() {
            return (MethodTests) checks.tests();
        }
    }

    private static Checks checks(Sample sample) {
        return Checks.read(((Target.Program) sample.target()).checks());
    }

    private static String prompt(Sample sample) {
        return sample.input().getFirst().text();
    }

    private static Tried right(Sample sample) {
        return new Tried(checks(sample), checks(sample).reference().orElseThrow());
    }

    private static Tried shown(Sample sample) {
        return new Tried(checks(sample), CodeFinder.find(prompt(sample), "java").orElseThrow().text());
    }

    /// The classes of programs and of their tests, each in a package of its own: p0, p1 and so on.
    private static JavaClasses compiled(List<Tried> programs) {
        Map<String, String> sources = new LinkedHashMap<>();
        for (int i = 0; i < programs.size(); i++) {
            Tried tried = programs.get(i);
            String head = "package p" + i + "; ";
            sources.put("p" + i + ".Solution", head + tried.tests().prepared(tried.program()).program());
            sources.put("p" + i + ".Main", head + "import java.util.*; " + tried.tests().tests());
        }
        return JavaClasses.of(sources);
    }

    /// What the hidden tests of a program throw, if they do.
    private static Optional<Throwable> failure(JavaClasses classes, int number) throws ReflectiveOperationException {
        try {
            classes.loadClass("p" + number + ".Main").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
            return Optional.empty();
        } catch (InvocationTargetException failed) {
            return Optional.of(failed.getCause());
        }
    }

    /// What a program returns, as Python and our prompts write it. The array has to be left as it is.
    private static String returned(JavaClasses classes, int number, long[] numbers) throws ReflectiveOperationException {
        Class<?> solution = classes.loadClass("p" + number + ".Solution");
        Method solve = solution.getMethod("solve", long[].class);
        solve.setAccessible(true);
        var constructor = solution.getDeclaredConstructor();
        constructor.setAccessible(true);
        long[] given = numbers.clone();
        Object value = solve.invoke(constructor.newInstance(), (Object) given);
        assertThat(given).isEqualTo(numbers);
        return value instanceof long[] array ? Arrays.toString(array) : value.toString();
    }

    private static long[] array(String brackets) {
        return brackets.equals("[]")
            ? new long[0]
            : Arrays.stream(brackets.substring(1, brackets.length() - 1).split(", ")).mapToLong(Long::parseLong).toArray();
    }

    private static long[] array(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static Tried of(ListFunction function, List<List<Long>> inputs) {
        return new Tried(ListInJava.checks(function, inputs), ListInJava.program(function));
    }

    private static List<String> failed(List<Tried> programs) throws ReflectiveOperationException {
        JavaClasses classes = compiled(programs);
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            Optional<Throwable> failure = failure(classes, i);
            if (failure.isPresent()) {
                failed.add(failure.get() + "\n" + programs.get(i).program() + programs.get(i).tests().tests());
            }
        }
        return failed;
    }

    @Test
    void rightAnswersOfHundredsOfSamplesPassTheirHiddenTests() throws ReflectiveOperationException {
        for (Family family : List.of(new ImplementFunction(Language.JAVA), new RepairFunction(Language.JAVA))) {
            List<Sample> samples = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                samples.addAll(family.generate(20261130 + seed, 100, Optional.empty()).samples());
            }
            assertThat(failed(samples.stream().map(JavaFamiliesTest::right).toList())).as(family.taskId()).isEmpty();
        }
    }

    @Test
    void rightAnswersToSlowFunctionsPassTheirHiddenTests() throws ReflectiveOperationException {
        List<Sample> samples = new SpeedUpFunction(Language.JAVA).generate(20261130, 100, Optional.empty()).samples();
        assertThat(failed(samples.stream().map(JavaFamiliesTest::right).toList())).isEmpty();
    }

    /// Every step and ending over many lists: what is said here and done in Java is the same, also for negative numbers and lists that are too short.
    @Test
    void stepsMeanTheSameInTheSpecificationAndInJava() throws ReflectiveOperationException {
        Draws draws = Draws.of(20261131);
        List<ListFunction> functions = IntStream.range(0, 500).mapToObj(i -> ListFunction.drawn(1 + i % 7, draws)).toList();
        assertThat(functions.stream().flatMap(function -> function.steps().stream()).map(Object::getClass).distinct()).hasSize(12);
        assertThat(functions.stream().map(ListFunction::ending).distinct()).hasSize(ListFunction.Ending.values().length);
        JavaClasses classes = compiled(functions.stream().map(function -> of(function, List.of(List.of()))).toList());
        for (int i = 0; i < functions.size(); i++) {
            for (List<Long> input : ListFunction.inputs(10, draws)) {
                assertThat(returned(classes, i, array(input))).as(functions.get(i).specification() + input).isEqualTo(functions.get(i).returned(input));
            }
        }
    }

    @Test
    void numbersThatAnIntCannotHoldAreRight() throws ReflectiveOperationException {
        List<ListStep> steps = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            steps.addAll(List.of(new ListStep.Affine(9, 20, true), new ListStep.Running(true)));
        }
        List<Long> numbers = List.of(99L, 98L, -30L, 97L, 99L, 99L, 99L, 99L, 99L, 99L, 99L, 99L, 99L, 99L);
        for (ListFunction.Ending ending : ListFunction.Ending.values()) {
            ListFunction function = new ListFunction(steps, ending);
            assertThat(returned(compiled(List.of(of(function, List.of(numbers)))), 0, array(numbers))).isEqualTo(function.returned(numbers));
        }
        assertThat(Long.parseLong(new ListFunction(steps, ListFunction.Ending.LARGEST).returned(numbers))).isGreaterThan(Integer.MAX_VALUE);
    }

    @Test
    void examplesInThePromptAreWhatTheRightAnswerReturns() throws ReflectiveOperationException {
        List<Sample> samples = new ImplementFunction(Language.JAVA).generate(20261132, 100, Optional.empty()).samples();
        JavaClasses classes = compiled(samples.stream().map(JavaFamiliesTest::right).toList());
        for (int i = 0; i < samples.size(); i++) {
            List<Matcher> examples = prompt(samples.get(i)).lines().map(CALL::matcher).filter(Matcher::matches).toList();
            assertThat(examples).as(prompt(samples.get(i))).hasSize(2);
            for (Matcher example : examples) {
                assertThat(returned(classes, i, array(example.group(1)))).isEqualTo(example.group(2));
            }
        }
    }

    @Test
    void programToBeRepairedFailsItsHiddenTestsAndReturnsWhatIsSaidOfIt() throws ReflectiveOperationException {
        List<Sample> samples = new RepairFunction(Language.JAVA).generate(20261133, 200, Optional.empty()).samples();
        JavaClasses wrong = compiled(samples.stream().map(JavaFamiliesTest::shown).toList());
        JavaClasses right = compiled(samples.stream().map(JavaFamiliesTest::right).toList());
        for (int i = 0; i < samples.size(); i++) {
            assertThat(failure(wrong, i)).as(prompt(samples.get(i))).containsInstanceOf(AssertionError.class);
            Matcher call = prompt(samples.get(i)).lines().filter(line -> line.startsWith("With arrays"))
                .map(line -> line.replace("With arrays in brackets, ", ""))
                .map(CALL::matcher).filter(Matcher::matches).findFirst().orElseThrow();
            assertThat(returned(right, i, array(call.group(1)))).isEqualTo(call.group(2));
            assertThat(returned(wrong, i, array(call.group(1)))).isEqualTo(call.group(3)).isNotEqualTo(call.group(2));
        }
    }

    @Test
    void hardCodedExamplesFailTheHiddenTests() throws ReflectiveOperationException {
        List<Sample> samples = new ImplementFunction(Language.JAVA).generate(20261134, 50, Optional.empty()).samples();
        List<Tried> tables = samples.stream().map(sample -> new Tried(checks(sample), table(sample))).toList();
        JavaClasses classes = compiled(tables);
        for (int i = 0; i < tables.size(); i++) {
            assertThat(failure(classes, i)).as(tables.get(i).program()).containsInstanceOf(AssertionError.class);
        }
    }

    private static String table(Sample sample) {
        boolean list = ((MethodTests) checks(sample).tests()).preamble().contains("long[] solve");
        String cases = prompt(sample).lines().map(CALL::matcher).filter(Matcher::matches).map(example -> "        if (Arrays.equals(numbers, new long[] {"
            + example.group(1).replaceAll("[\\[\\]]", "") + "})) { return " + (list
                ? "new long[] {" + example.group(2).replaceAll("[\\[\\]]", "") + "}"
                : example.group(2) + "L")
            + "; }\n").collect(Collectors.joining());
        return "class Solution {\n    public " + (list ? "long[]" : "long") + " solve(long[] numbers) {\n" + cases + "        return "
            + (list ? "numbers" : "-77L")
            + ";\n    }\n}\n";
    }

    @Test
    void slowAndFastProgramsOfEveryKindReturnTheSame() throws ReflectiveOperationException {
        Draws draws = Draws.of(20261135);
        List<Tried> programs = new ArrayList<>();
        for (int i = 0; i < 10 * SlowFunction.KINDS; i++) {
            List<SlowFunction> parts = List.of(SlowFunction.drawn(i % SlowFunction.KINDS, 400, draws));
            List<SlowFunction.Input> inputs = IntStream.of(1, 2, 100, 300, 400, 700)
                .mapToObj(count -> new SlowFunction.Input(draws.between(1, 1_000_000), count))
                .toList();
            Checks checks = Checks.of(SlowInJava.tests(parts, inputs));
            programs.add(new Tried(checks, SlowInJava.program(parts.stream().map(SlowInJava::slow).toList())));
            programs.add(new Tried(checks, SlowInJava.program(parts.stream().map(SlowInJava::fast).toList())));
        }
        assertThat(failed(programs)).isEmpty();
    }

    /// What a part returns for the longest input differs from what a careless part would: a neighbouring parameter, or an `int` that overflows.
    @Test
    void carelessPartsFailTheHiddenTests() throws ReflectiveOperationException {
        Draws draws = Draws.of(20261136);
        SlowFunction.Input input = new SlowFunction.Input(7, SpeedUpFunction.size(Language.JAVA));
        List<Tried> wrong = new ArrayList<>();
        for (int kind = 0; kind < SlowFunction.KINDS; kind++) {
            SlowFunction asked = SlowFunction.drawn(kind, input.count(), draws);
            SlowFunction other = SlowFunction.drawn(kind, input.count(), draws);
            wrong.add(new Tried(Checks.of(SlowInJava.tests(List.of(asked), List.of(input))), SlowInJava.program(List.of(SlowInJava.fast(other)))));
        }
        SlowFunction many = new SlowFunction.Inversions(0);
        assertThat(many.value(input.numbers())).isGreaterThan(Integer.MAX_VALUE);
        String narrow = SlowInJava.fast(many).replace("long count", "int count");
        wrong.add(new Tried(Checks.of(SlowInJava.tests(List.of(many), List.of(input))), SlowInJava.program(List.of(narrow))));
        JavaClasses classes = compiled(wrong);
        for (int i = 0; i < wrong.size(); i++) {
            assertThat(failure(classes, i)).as(wrong.get(i).program()).containsInstanceOf(AssertionError.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"return 0;", "return new long[0];", "return null;"})
    void stubsFailTheHiddenTests(String body) throws ReflectiveOperationException {
        List<Tried> stubs = new ArrayList<>();
        for (Family family : List.of(new ImplementFunction(Language.JAVA), new RepairFunction(Language.JAVA), new SpeedUpFunction(Language.JAVA))) {
            for (Sample sample : family.generate(20261137, 30, Optional.empty()).samples()) {
                boolean list = ((MethodTests) checks(sample).tests()).preamble().contains("long[] solve");
                if (list != body.equals("return 0;")) {
                    stubs.add(new Tried(checks(sample), body));
                }
            }
        }
        assertThat(failed(stubs)).hasSameSizeAs(stubs).allSatisfy(failure -> assertThat(failure).startsWith("java.lang.AssertionError"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Sure.\\n\\n```java\\nWHOLE```\\nThat is all.   | ''",
            "```java\\nint wrong;\\n```\\nBetter:\\n```java\\nWHOLE```  | ''",
            "WHOLE                                          | NO_FENCE",
            "```\\nWHOLE```                                  | UNLABELLED",
            "```java\\nMETHOD\\n```                           | ''",
            "METHOD                                         | NO_FENCE",
            "```java\\nBODY\\n```                             | ''",
            "```java\\nWHOLE                                 | TRUNCATED"})
    void programIsFoundInWhatAModelSays(String answer, String flag) throws ReflectiveOperationException {
        for (Family family : List.of(new ImplementFunction(Language.JAVA), new RepairFunction(Language.JAVA))) {
            List<Tried> found = new ArrayList<>();
            for (Sample sample : family.generate(20261138, 10, Optional.empty()).samples()) {
                String whole = checks(sample).reference().orElseThrow();
                String method = whole.substring(whole.indexOf("    public "), whole.lastIndexOf('}')).stripIndent().strip();
                String body = method.substring(method.indexOf('{') + 1, method.lastIndexOf('}')).strip();
                String said = answer.replace("\\n", "\n").replace("WHOLE", whole).replace("METHOD", method).replace("BODY", body);
                AnswerCode code = checks(sample).tests().find(said, "java").orElseThrow();
                assertThat(code.flags()).isEqualTo(flag.isEmpty() ? List.of() : List.of(flag));
                found.add(new Tried(checks(sample), code.text()));
            }
            assertThat(failed(found)).isEmpty();
        }
    }
}
