package dev.assay.reports.gate;

import dev.assay.core.metric.Quantile;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.assay.reports.gate.GateCases.always;
import static dev.assay.reports.gate.GateCases.baseline;
import static dev.assay.reports.gate.GateCases.gate;
import static dev.assay.reports.gate.GateCases.maxDrop;
import static dev.assay.reports.gate.GateCases.pairs;
import static dev.assay.reports.gate.GateCases.points;
import static dev.assay.reports.gate.GateCases.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// How often the judge gives which verdict, summed over every outcome of paired right and wrong answers. Outcomes rarer than one in ten
/// thousand millions are left out. The build sums the smallest table; `-Dassay.simulations=full` sums all.
class GateTablesTest {

    private static final double RARE = 1e-10;
    private static final boolean FULL = "full".equals(System.getProperty("assay.simulations"));
    private static final Map<String, Verdict> JUDGED = new ConcurrentHashMap<>();

    /// What the judge says where the candidate alone got `b` and the baseline alone `c` of `n` samples right.
    private static Verdict verdict(int n, int b, int c, double margin) {
        return JUDGED.computeIfAbsent(n + "/" + b + "/" + c + "/" + margin, _ -> {
            List<List<SampleEpochs>> sides = pairs(n, b, c);
            return GateCases.first(gate(maxDrop("accuracy", points(100 * margin))), results(sides.getFirst()), always(baseline(sides.getLast()))).verdict();
        });
    }

    /// The probability of a verdict, by verdict.
    private static double[] probabilities(int n, double discordance, double margin, double difference) {
        double[] probabilities = new double[Verdict.values().length];
        double[] logs = logFactorials(n);
        for (int b = 0; b <= n; b++) {
            for (int c = 0; c <= n - b; c++) {
                double p = Math.exp(logs[n] - logs[b] - logs[c] - logs[n - b - c] + b * Math.log((discordance + difference) / 2)
                    + c * Math.log((discordance - difference) / 2) + (n - b - c) * Math.log1p(-discordance));
                if (p >= RARE) {
                    probabilities[verdict(n, b, c, margin).ordinal()] += p;
                }
            }
        }
        return probabilities;
    }

    private static double[] logFactorials(int n) {
        double[] logs = new double[n + 1];
        IntStream.rangeClosed(1, n).forEach(i -> logs[i] = logs[i - 1] + Math.log(i));
        return logs;
    }

    @ParameterizedTest
    @CsvSource({".30, .10, 200, 1, .9998, .0000, .0002", ".30, .10, 200, .5, .9871, .0016, .0112", ".30, .10, 200, 0, .8226, .0496, .1278",
            ".30, .10, 200, -.5, .3608, .3608, .2785", ".30, .10, 200, -1, .0495, .8347, .1159", ".30, .10, 200, -2, .0000, 1.0000, .0000",
            ".20, .05, 500, 1, .9996, .0000, .0003", ".20, .05, 500, .5, .9819, .0019, .0162", ".20, .05, 500, 0, .7991, .0500, .1510",
            ".20, .05, 500, -.5, .3430, .3464, .3105", ".20, .05, 500, -1, .0496, .8092, .1412", ".20, .05, 500, -2, .0000, .9998, .0002",
            ".10, .03, 700, 1, .9997, .0000, .0003", ".10, .03, 700, .5, .9822, .0019, .0159", ".10, .03, 700, 0, .7984, .0503, .1513",
            ".10, .03, 700, -.5, .3421, .3495, .3084", ".10, .03, 700, -1, .0496, .8145, .1359", ".10, .03, 700, -2, .0000, .9999, .0001"})
    void theJudgeDecidesAsOftenAsStated(double discordance, double margin, int n, double times, double pass, double fail, double open) {
        if (n > 200 && !FULL) {
            return;
        }
        double[] p = probabilities(n, discordance, margin, times * margin);
        assertThat(p[Verdict.PASS.ordinal()]).as("PASS").isCloseTo(pass, within(1e-4));
        assertThat(p[Verdict.FAIL.ordinal()]).as("FAIL").isCloseTo(fail, within(1e-4));
        assertThat(p[Verdict.INCONCLUSIVE.ordinal()]).as("INCONCLUSIVE").isCloseTo(open, within(1e-4));
        assertThat(p[Verdict.TOLERATED.ordinal()]).as("TOLERATED").isLessThan(1e-4);
    }

    /// At the sizes where the table is summed by the build only in part, the judge is Tango's rule at random outcomes.
    @ParameterizedTest
    @CsvSource({"500, .05", "700, .03", "2000, .05"})
    void theJudgeIsTangosRule(int n, double margin) {
        double z = Quantile.normal(.95);
        for (int i = 0; i < 60; i++) {
            int b = (7 * i) % (n / 8);
            int c = (11 * i + 3) % (n / 6);
            boolean kept = tango(n, b, c, -margin) >= z;
            boolean worse = tango(n, b, c, 0) <= -z;
            Verdict expected = kept ? worse ? Verdict.TOLERATED : Verdict.PASS : worse ? Verdict.FAIL : Verdict.INCONCLUSIVE;
            assertThat(verdict(n, b, c, margin)).as(b + " and " + c + " of " + n).isEqualTo(expected);
        }
    }

    /// Tango's score, written down once more from the paper.
    private static double tango(int n, int b, int c, double difference) {
        double linear = -b - c + (2.0 * n - b + c) * difference;
        double constant = -c * difference * (1 - difference);
        double q = (Math.sqrt(linear * linear - 8.0 * n * constant) - linear) / (4.0 * n);
        double variance = n * (2 * q + difference * (1 - difference));
        return variance <= 0 ? 0 : (b - c - n * difference) / Math.sqrt(variance);
    }

    @Test
    void manySamplesTolerateWhatIsRealButWithinTheMargin() {
        if (!FULL) {
            return;
        }
        double[] p = probabilities(2_000, .10, .05, -.025);
        assertThat(p[Verdict.PASS.ordinal()]).isCloseTo(.0273, within(1e-4));
        assertThat(p[Verdict.TOLERATED.ordinal()]).isCloseTo(.9397, within(1e-4));
        assertThat(p[Verdict.FAIL.ordinal()]).isCloseTo(.0330, within(1e-4));
        assertThat(p[Verdict.INCONCLUSIVE.ordinal()]).isLessThan(1e-4);
    }
}
