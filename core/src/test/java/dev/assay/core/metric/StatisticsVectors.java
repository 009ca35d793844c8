package dev.assay.core.metric;

import dev.assay.core.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The vectors of `statistics.json`: inputs, outputs and a tolerance, by group and index.
public record StatisticsVectors(JsonNode in, JsonNode out, double tolerance) {

    private static final JsonMapper JSON = new JsonMapper();

    /// One test of each vector of a group, named like `wilson[3]`; visibly skipped where the file is absent.
    public static Stream<DynamicTest> tests(String group, Consumer<StatisticsVectors> check) throws IOException {
        return SharedFolder.tests("vectors/statistics.json", file -> {
            JsonNode vectors = JSON.readTree(Files.readString(file)).path(group);
            assertThat(vectors.size()).isPositive();
            return IntStream.range(0, vectors.size()).mapToObj(i -> DynamicTest.dynamicTest(group + "[" + i + "]", () -> check.accept(of(vectors.get(i)))));
        });
    }

    private static StatisticsVectors of(JsonNode vector) {
        return new StatisticsVectors(vector.path("in"), vector.path("out"), vector.path("tol").asDouble(1e-9));
    }

    public double number(String name) {
        return in.path(name).asDouble();
    }

    public int count(String name) {
        return in.path(name).asInt();
    }

    public boolean gives(String name) {
        return out.has(name);
    }

    public double[] numbers(String name) {
        return in.path(name).valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    public Optional<String> cluster(int sample) {
        return Optional.ofNullable(in.path("clusters").get(sample)).map(JsonNode::asString);
    }

    /// The output of that name is this number, within the tolerance.
    public void holds(String name, double actual) {
        close(name, actual, out.path(name));
    }

    /// The output of that name is this interval.
    public void holds(String name, Interval actual) {
        close(name, actual.low(), out.path(name).get(0));
        close(name, actual.high(), out.path(name).get(1));
    }

    /// The output of that name is this list.
    public void holds(String name, List<Double> actual) {
        assertThat(actual).as(name).hasSize(out.path(name).size());
        for (int i = 0; i < actual.size(); i++) {
            close(name + "[" + i + "]", actual.get(i), out.path(name).get(i));
        }
    }

    private void close(String name, double actual, JsonNode expected) {
        assertThat(expected.isNumber()).as(name).isTrue();
        assertThat(actual).as(name).isCloseTo(expected.asDouble(), within(tolerance * Math.max(1, Math.abs(expected.asDouble()))));
    }
}
