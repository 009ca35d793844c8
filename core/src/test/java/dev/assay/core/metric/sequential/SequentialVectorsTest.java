package dev.assay.core.metric.sequential;

import dev.assay.core.metric.Interval;
import dev.assay.core.metric.StatisticsVectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class SequentialVectorsTest {

    @TestFactory
    Stream<DynamicTest> gate() throws IOException {
        return StatisticsVectors.tests("sequential_gate", SequentialVectorsTest::checkGate);
    }

    private static void checkGate(StatisticsVectors vector) {
        double[] differences = differences(vector);
        SequentialGate gate = SequentialGate.of(vector.number("delta"), vector.number("alpha"), 1);
        Wager pass = gate.pass();
        Wager fail = gate.fail();
        List<Double> passing = new ArrayList<>();
        List<Double> failing = new ArrayList<>();
        for (double difference : differences) {
            gate = gate.after(difference);
            pass = pass.after(difference + gate.margin());
            fail = fail.after(-difference);
            passing.add(pass.capital());
            failing.add(fail.capital());
        }
        String verdict = gate.verdict() == SequentialGate.Verdict.UNDECIDED ? "INCONCLUSIVE" : gate.verdict().name();
        assertThat(verdict).isEqualTo(vector.out().path("verdict").asString());
        assertThat(gate.used()).isEqualTo(vector.out().path("items").asInt());
        if (vector.gives("ePass")) {
            vector.holds("ePass", passing);
            vector.holds("eFail", failing);
        }
        if (vector.gives("ePassLast")) {
            vector.holds("ePassLast", passing.getLast());
        }
        if (vector.gives("ePassAtStop")) {
            vector.holds("ePassAtStop", gate.pass().capital());
        }
        if (vector.gives("eFailAtStop")) {
            vector.holds("eFailAtStop", gate.fail().capital());
        }
    }

    private static double[] differences(StatisticsVectors vector) {
        if (vector.in().has("d")) {
            return vector.numbers("d");
        }
        double[] pattern = vector.numbers("pattern");
        return IntStream.range(0, pattern.length * vector.count("repeat")).mapToDouble(i -> pattern[i % pattern.length]).toArray();
    }

    @TestFactory
    Stream<DynamicTest> confidenceSequence() throws IOException {
        return StatisticsVectors.tests("betting_cs", vector -> {
            ConfidenceSequence sequence = new ConfidenceSequence(vector.number("alpha"));
            List<Interval> ranges = Arrays.stream(vector.numbers("x")).mapToObj(sequence::observe).toList();
            vector.holds("lower", ranges.stream().map(Interval::low).toList());
            vector.holds("upper", ranges.stream().map(Interval::high).toList());
            assertThat(sequence.drifted()).isFalse();
        });
    }
}
