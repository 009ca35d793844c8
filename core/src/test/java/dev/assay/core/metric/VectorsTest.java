package dev.assay.core.metric;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class VectorsTest {

    @TestFactory
    Stream<DynamicTest> wilson() throws IOException {
        return StatisticsVectors.tests("wilson", vector -> {
            double n = vector.in().has("nEff") ? vector.number("nEff") : vector.number("n");
            double p = vector.in().has("p") ? vector.number("p") : vector.number("successes") / n;
            Interval interval = Wilson.interval(p, n, vector.number("conf"));
            vector.holds("low", interval.low());
            vector.holds("high", interval.high());
        });
    }

    @TestFactory
    Stream<DynamicTest> clusteredStandardError() throws IOException {
        return StatisticsVectors.tests("clustered_se", vector -> {
            double[] scores = vector.numbers("scores");
            List<ScoredSample> samples = IntStream.range(0, scores.length)
                .mapToObj(i -> new ScoredSample("s" + i, vector.cluster(i), List.of(scores[i]), 0)).toList();
            Estimate estimate = new Accuracy().estimate(samples);
            double error = estimate.standardError().orElseThrow();
            vector.holds("mean", estimate.value().orElseThrow());
            vector.holds("seClusterCR1", error);
            vector.holds("df", estimate.clusters() - 1);
            vector.holds("ciWilsonNeff", estimate.interval().orElseThrow());
            double effective = samples.size() / Accuracy.designEffect(estimate).orElseThrow();
            double ratio = Quantile.normal(.975) / Quantile.student(.975, estimate.clusters() - 1.0);
            vector.holds("nEffRaw", effective);
            vector.holds("nEffKornGraubard", effective * ratio * ratio);
            vector.holds("nEffUsed", Math.min(samples.size(), effective * ratio * ratio));
            vector.holds("tCrit975", Quantile.student(.975, estimate.clusters() - 1.0));
            ClusteredMean mean = ClusteredMean.of(Accuracy.means(samples)).orElseThrow();
            vector.holds("ciT", mean.studentInterval(.95).orElseThrow());
            if (vector.gives("designEffect")) {
                vector.holds("designEffect", Accuracy.designEffect(estimate).orElseThrow());
            }
            if (vector.gives("seClusterCR0")) {
                vector.holds("seClusterCR0", error * Math.sqrt((estimate.clusters() - 1.0) / estimate.clusters()));
            }
            List<ScoredSample> alone = samples.stream().map(s -> new ScoredSample(s.sample(), Optional.empty(), s.scores(), 0)).toList();
            vector.holds("seIid", new Accuracy().estimate(alone).standardError().orElseThrow());
        });
    }

    @TestFactory
    Stream<DynamicTest> varianceDecomposition() throws IOException {
        return StatisticsVectors.tests("variance_decomposition", vector -> {
            List<ScoredSample> samples = new ArrayList<>();
            vector.in().path("samples").forEach(row -> samples
                .add(new ScoredSample("s" + samples.size(), Optional.empty(), row.valueStream().map(score -> score.asDouble()).toList(), 0)));
            VarianceSplit split = VarianceSplit.of(samples).orElseThrow();
            vector.holds("mean", split.mean());
            vector.holds("varOfItemMeans", split.items());
            vector.holds("withinVar", split.within());
            vector.holds("betweenVar", split.between());
            vector.holds("seTotal", split.totalError());
            vector.holds("seFixedItems", split.sameSamplesError());
            vector.holds("shareAnswerSampling", split.answerShare().orElseThrow());
            vector.holds("seIfKInfinite", split.endlessEpochsError());
        });
    }

    @TestFactory
    Stream<DynamicTest> power() throws IOException {
        return StatisticsVectors.tests("power", vector -> {
            double alpha = vector.number("alpha");
            double power = vector.number("power");
            if (vector.in().has("discordance")) {
                double raw = Power.nonInferioritySamples(vector.number("discordance"), vector.number("margin"), alpha, power);
                vector.holds("nRaw", raw);
                assertThat(Math.ceil(raw)).isEqualTo(vector.out().path("nNonInferiority").asDouble());
                return;
            }
            vector.holds("mdeTwoSided", Power.detectableDifference(vector.count("n"), vector.number("omega2"), vector.number("sigmaA2"),
                vector.number("sigmaB2"), vector.count("kA"), vector.count("kB"), alpha, power));
            vector.holds("mdeOneSided", Power.detectableDifferenceOneSided(vector.count("n"), vector.number("omega2"), vector.number("sigmaA2"),
                vector.number("sigmaB2"), vector.count("kA"), vector.count("kB"), alpha, power));
        });
    }
}
