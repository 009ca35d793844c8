package dev.assay.core.metric.compare;

import dev.assay.core.metric.Power;
import dev.assay.core.metric.Quantile;
import dev.assay.core.metric.Simulation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Error rates and power of paired tests, summed over every outcome.
class ExactTablesTest {

    private static final double Z = Quantile.normal(.95);

    @ParameterizedTest
    @CsvSource({"50, .10, .05, .0880, .0342, .0341, .3374, .2104, .2413", "50, .20, .10, .0633, .0448, .0448, .4782, .4367, .4367",
            "100, .10, .05, .0672, .0474, .0449, .4809, .4385, .4363", "100, .20, .05, .0515, .0492, .0492, .2989, .2890, .2890",
            "164, .10, .03, .0541, .0524, .0525, .3323, .3298, .3300", "300, .05, .03, .0695, .0569, .0461, .7537, .7344, .7061",
            "300, .20, .05, .0506, .0504, .0504, .6110, .6106, .6106"})
    void tangoHoldsItsErrorRateWhereStudentDoesNot(int n, double discordance, double margin, double studentError, double bonettPriceError, double tangoError,
        double studentPower, double bonettPricePower, double tangoPower) {
        double t = Quantile.student(.95, n - 1.0);
        Trinomial student = new Trinomial(n, pairs -> studentPasses(pairs, margin, t));
        Trinomial bonettPrice = new Trinomial(n, pairs -> bonettPriceLow(pairs) > -margin);
        Trinomial tango = new Trinomial(n, pairs -> Tango.score(pairs, -margin) >= Z);
        assertThat(student.probability(discordance, -margin)).as("Student, error").isCloseTo(studentError, within(1e-4));
        assertThat(bonettPrice.probability(discordance, -margin)).as("Bonett-Price, error").isCloseTo(bonettPriceError, within(1e-4));
        assertThat(tango.probability(discordance, -margin)).as("Tango, error").isCloseTo(tangoError, within(1e-4));
        assertThat(student.probability(discordance, 0)).as("Student, power").isCloseTo(studentPower, within(1e-4));
        assertThat(bonettPrice.probability(discordance, 0)).as("Bonett-Price, power").isCloseTo(bonettPricePower, within(1e-4));
        assertThat(tango.probability(discordance, 0)).as("Tango, power").isCloseTo(tangoPower, within(1e-4));
    }

    private static boolean studentPasses(BinaryPairs pairs, double margin, double t) {
        double mean = pairs.difference();
        double variance = (pairs.discordant() - pairs.n() * mean * mean) / (pairs.n() - 1);
        return mean + margin > t * Math.sqrt(Math.max(0, variance) / pairs.n());
    }

    private static double bonettPriceLow(BinaryPairs pairs) {
        return BonettPrice.interval(pairs, .9).low();
    }

    @Test
    void atItsWorstTangoErrsInSixOfAHundred() {
        double worst = 0;
        for (int n : Simulation.full() ? new int[]{20, 30, 50, 100, 200, 500} : new int[]{20, 30, 50, 100}) {
            for (double margin : List.of(.02, .03, .05, .10)) {
                Trinomial tango = new Trinomial(n, pairs -> Tango.score(pairs, -margin) >= Z);
                for (double discordance = margin; discordance <= .65; discordance += .01) {
                    worst = Math.max(worst, tango.probability(discordance, -margin + 1e-12));
                }
            }
        }
        assertThat(worst).isBetween(.050, .0605);
    }

    @ParameterizedTest
    @CsvSource({".20, .05, 500, 1, .9996, .0000, .0003", ".20, .05, 500, .5, .9819, .0019, .0162", ".20, .05, 500, 0, .7991, .0500, .1510",
            ".20, .05, 500, -.5, .3430, .3464, .3105", ".20, .05, 500, -1, .0496, .8092, .1412", ".20, .05, 500, -2, .0000, .9998, .0002",
            ".10, .03, 700, 1, .9997, .0000, .0003", ".10, .03, 700, .5, .9822, .0019, .0159", ".10, .03, 700, 0, .7984, .0503, .1513",
            ".10, .03, 700, -.5, .3421, .3495, .3084", ".10, .03, 700, -1, .0496, .8145, .1359", ".10, .03, 700, -2, .0000, .9999, .0001",
            ".30, .10, 200, 1, .9998, .0000, .0002", ".30, .10, 200, .5, .9871, .0016, .0112", ".30, .10, 200, 0, .8226, .0496, .1278",
            ".30, .10, 200, -.5, .3608, .3608, .2785", ".30, .10, 200, -1, .0495, .8347, .1159", ".30, .10, 200, -2, .0000, 1.0000, .0000"})
    void aGateOfFixedSizeDecidesAsStated(double discordance, double margin, int n, double times, double pass, double fail, double open) {
        Trinomial passes = new Trinomial(n, pairs -> passes(pairs, margin) && !fails(pairs, Z));
        Trinomial breaks = new Trinomial(n, pairs -> fails(pairs, Z) && !passes(pairs, margin));
        double passed = passes.probability(discordance, times * margin);
        double failed = breaks.probability(discordance, times * margin);
        assertThat(passed).isCloseTo(pass, within(1e-4));
        assertThat(failed).isCloseTo(fail, within(1e-4));
        assertThat(1 - passed - failed).isCloseTo(open, within(1.5e-4));
    }

    @ParameterizedTest
    @CsvSource({"3, .0167, .6516, .9990", "6, .0083, .5469, .9974"})
    void ofSeveralChecksTheFirstStepOfHolmDecidesAsStated(int checks, double unchanged, double worse, double muchWorse) {
        Trinomial breaks = new Trinomial(500, pairs -> fails(pairs, Quantile.normal(1 - .05 / checks)));
        assertThat(breaks.probability(.2, 0)).isCloseTo(unchanged, within(1e-4));
        assertThat(breaks.probability(.2, -.05)).isCloseTo(worse, within(1e-4));
        assertThat(breaks.probability(.2, -.1)).isCloseTo(muchWorse, within(1e-4));
    }

    @Test
    void manySamplesShowADropThatIsRealButWithinTheMargin() {
        assertThat(new Trinomial(2_000, pairs -> passes(pairs, .05) && fails(pairs, Z)).probability(.1, -.025)).isCloseTo(.9397, within(1e-4));
    }

    private static boolean passes(BinaryPairs pairs, double margin) {
        return Tango.score(pairs, -margin) >= Z;
    }

    private static boolean fails(BinaryPairs pairs, double z) {
        return Tango.score(pairs, 0) <= -z;
    }

    @ParameterizedTest
    @CsvSource({".05, 3092, 773, 344, 124, 31", ".10, 6183, 1546, 687, 248, 62", ".20, 12366, 3092, 1374, 495, 124", ".30, 18548, 4637, 2061, 742, 186"})
    void aMarginNeedsSoManySamples(double discordance, int one, int two, int three, int five, int ten) {
        assertThat(List.of(.01, .02, .03, .05, .10)).extracting(margin -> (int) Math.ceil(Power.nonInferioritySamples(discordance, margin, .05, .8)))
            .containsExactly(one, two, three, five, ten);
    }
}
