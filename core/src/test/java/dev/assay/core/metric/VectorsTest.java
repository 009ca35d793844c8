package dev.assay.core.metric;

import dev.assay.core.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class VectorsTest {

    private static Stream<DynamicTest> group(String name, Consumer<JsonNode> check) throws IOException {
        return SharedFolder.tests("vectors/statistics.json", file -> {
            JsonNode group = new JsonMapper().readTree(Files.readString(file)).path(name);
            assertThat(group.size()).isPositive();
            return IntStream.range(0, group.size()).mapToObj(i -> DynamicTest.dynamicTest(name + "[" + i + "]", () -> check.accept(group.get(i))));
        });
    }

    private static void assertClose(double actual, JsonNode vector, String expected) {
        assertClose(actual, vector, vector.path("out").path(expected));
    }

    private static void assertClose(double actual, JsonNode vector, JsonNode expected) {
        double tolerance = vector.path("tol").asDouble(1e-9);
        assertThat(actual).isCloseTo(expected.asDouble(), within(tolerance * Math.max(1, Math.abs(expected.asDouble()))));
    }

    @TestFactory
    Stream<DynamicTest> wilson() throws IOException {
        return group("wilson", vector -> {
            JsonNode in = vector.path("in");
            double n = in.has("nEff") ? in.path("nEff").asDouble() : in.path("n").asDouble();
            double p = in.has("p") ? in.path("p").asDouble() : in.path("successes").asDouble() / n;
            Interval interval = Wilson.interval(p, n, in.path("conf").asDouble());
            assertClose(interval.low(), vector, "low");
            assertClose(interval.high(), vector, "high");
        });
    }

    @TestFactory
    Stream<DynamicTest> clusteredStandardError() throws IOException {
        return group("clustered_se", vector -> {
            List<ScoredSample> samples = new ArrayList<>();
            for (int i = 0; i < vector.path("in").path("scores").size(); i++) {
                String cluster = vector.path("in").path("clusters").get(i).asString();
                samples.add(new ScoredSample("s" + i, Optional.of(cluster), List.of(vector.path("in").path("scores").get(i).asDouble()), 0));
            }
            Estimate estimate = new Accuracy().estimate(samples);
            assertClose(estimate.value().orElseThrow(), vector, "mean");
            assertClose(estimate.standardError().orElseThrow(), vector, "seClusterCR1");
            assertThat(estimate.clusters() - 1).isEqualTo(vector.path("out").path("df").asInt());
            assertClose(estimate.interval().orElseThrow().low(), vector, vector.path("out").path("ciWilsonNeff").get(0));
            assertClose(estimate.interval().orElseThrow().high(), vector, vector.path("out").path("ciWilsonNeff").get(1));
            if (vector.path("out").has("designEffect")) {
                assertClose(Accuracy.designEffect(estimate).orElseThrow(), vector, "designEffect");
            }
            List<ScoredSample> alone = samples.stream().map(s -> new ScoredSample(s.sample(), Optional.empty(), s.scores(), 0)).toList();
            assertClose(new Accuracy().estimate(alone).standardError().orElseThrow(), vector, "seIid");
        });
    }
}
