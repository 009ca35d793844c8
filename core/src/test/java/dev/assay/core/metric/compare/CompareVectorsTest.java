package dev.assay.core.metric.compare;

import dev.assay.core.metric.ClusteredMean;
import dev.assay.core.metric.ScoredSample;
import dev.assay.core.metric.Seed;
import dev.assay.core.metric.StatisticsVectors;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class CompareVectorsTest {

    private static final Seed SEED = new Seed(1);

    @TestFactory
    Stream<DynamicTest> paired() throws IOException {
        return StatisticsVectors.tests("paired", vector -> {
            Pairing pairing = Pairing.of(samples(vector, "a"), samples(vector, "b"));
            PairedDifference difference = new PairedTest(.95, SEED).compare(pairing);
            ClusteredMean mean = pairing.difference().orElseThrow();
            vector.holds("meanDiff", difference.effect().orElseThrow());
            double error = difference.standardError().orElseThrow();
            vector.holds(vector.gives("se") ? "se" : "seClusterCR1", error);
            vector.holds("t", mean.value() / error);
            vector.holds("df", difference.clusters() - 1);
            vector.holds("pTwoSided", PairedTest.student(mean).twoSided());
            if (vector.gives("ci95")) {
                vector.holds("n", difference.n());
                vector.holds("ci95", mean.studentInterval(.95).orElseThrow());
                vector.holds("aOnly", difference.binary().orElseThrow().aOnly());
                vector.holds("bOnly", difference.binary().orElseThrow().bOnly());
                vector.holds("signFlipExactP", SignFlip.of(mean.totals().stream().mapToDouble(ClusteredMean.Total::sum).toArray(), SEED).twoSided());
                vector.holds("corr", difference.correlation().orElseThrow());
            }
        });
    }

    private static List<ScoredSample> samples(StatisticsVectors vector, String model) {
        double[] scores = vector.numbers(model);
        return IntStream.range(0, scores.length).mapToObj(i -> new ScoredSample("s" + i, vector.cluster(i), List.of(scores[i]), 0)).toList();
    }

    @TestFactory
    Stream<DynamicTest> mcNemar() throws IOException {
        return StatisticsVectors.tests("mcnemar_exact", vector -> {
            int b = vector.count("aOnly");
            int c = vector.count("bOnly");
            McNemar test = McNemar.of(new BinaryPairs(b, c, b + c + 5));
            vector.holds("pExact", test.twoSided());
            vector.holds("pMid", test.mid());
            vector.holds("pOneSidedABetter", test.aBetter());
        });
    }

    @TestFactory
    Stream<DynamicTest> tangoAndBonettPrice() throws IOException {
        return StatisticsVectors.tests("paired_binary_gate", vector -> {
            BinaryPairs pairs = new BinaryPairs(vector.count("candidateOnly"), vector.count("baselineOnly"), vector.count("n"));
            vector.holds("diff", pairs.difference());
            vector.holds("tangoZ_delta-0.05", Tango.score(pairs, -.05));
            vector.holds("tangoZ_delta-0.03", Tango.score(pairs, -.03));
            vector.holds("tangoZ_delta+0.00", Tango.score(pairs, 0));
            vector.holds("tangoCi90", Tango.interval(pairs, .9));
            vector.holds("bonettPriceCi90", BonettPrice.interval(pairs, .9));
        });
    }

    @TestFactory
    Stream<DynamicTest> multiplicity() throws IOException {
        return StatisticsVectors.tests("multiplicity", vector -> {
            List<Double> p = Arrays.stream(vector.numbers("p")).boxed().toList();
            vector.holds("holm", Multiplicity.holm(p));
            vector.holds("bh", Multiplicity.benjaminiHochberg(p));
            assertThat(Multiplicity.holm(List.of())).isEmpty();
        });
    }
}
