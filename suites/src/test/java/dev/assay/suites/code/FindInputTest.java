package dev.assay.suites.code;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.suites.generated.Draws;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FindInputTest {

    private static final Pattern ASKED = Pattern.compile("Find a whole number n from 0 to ([0-9]+) for which f\\(n\\) returns (-?[0-9]+)\\.");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSecondReadingOfTheTextFindsTheSameInputs(long seed) {
        for (Sample sample : new FindInput().generate(seed, 60, Optional.empty()).samples()) {
            assertThat(((Target.Text) sample.target()).accepted()).as("%s%n%s", sample.id(), prompt(sample)).isEqualTo(inputs(prompt(sample)));
        }
    }

    @Test
    void fewInputsAreRightAndThePromptSaysWhetherThereAreSeveral() {
        for (Sample sample : new FindInput().generate(4, 400, Optional.empty()).samples()) {
            int answers = ((Target.Text) sample.target()).accepted().size();

            assertThat(answers).isBetween(1, 20).isLessThanOrEqualTo(domain(prompt(sample)) / 20);
            assertThat(prompt(sample)).contains(answers == 1 ? "There is exactly one." : "There are several; any one of them is right.");
        }
    }

    @Test
    void theDomainGrowsWithTheLevel() {
        List<Integer> domains = new FindInput().generate(5, 10, Optional.empty()).samples().stream().map(sample -> domain(prompt(sample))).toList();

        assertThat(domains).isSorted().startsWith(50).endsWith(1_000);
    }

    @Test
    void theFunctionForHopelessDrawsGivesEachValueOnce() {
        Python.Statement.Define line = FindInput.line(Draws.of(1));

        assertThat(IntStream.range(0, 1_000).mapToObj(input -> PythonInterpreter.result(line, List.of(new PythonValue.Number(input))))).doesNotHaveDuplicates();
    }

    private static List<String> inputs(String prompt) {
        Matcher asked = ASKED.matcher(prompt);
        assertThat(asked.find()).as(prompt).isTrue();
        String source = prompt.split("```python\n")[1].split("```")[0];
        IntFunction<String> function = PythonText.function(source);
        return IntStream.rangeClosed(0, Integer.parseInt(asked.group(1))).filter(input -> function.apply(input).equals(asked.group(2)))
            .mapToObj(Integer::toString).toList();
    }

    private static int domain(String prompt) {
        Matcher asked = ASKED.matcher(prompt);
        assertThat(asked.find()).as(prompt).isTrue();
        return Integer.parseInt(asked.group(1)) + 1;
    }

    private static String prompt(Sample sample) {
        return sample.input().getFirst().text();
    }
}
