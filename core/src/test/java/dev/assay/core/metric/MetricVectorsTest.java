package dev.assay.core.metric;

import dev.assay.core.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The public vectors of metrics over several tries: exactly, as fractions.
class MetricVectorsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TestFactory
    Stream<DynamicTest> everyVectorHoldsExactly() throws IOException {
        return SharedFolder.tests("vectors/scoring/metrics.jsonl", file -> Files.readAllLines(file).stream().map(JSON::readTree)
            .map(row -> DynamicTest.dynamicTest(row.path("id").asString() + " " + row.path("metric").asString(), () -> check(row))));
    }

    private static void check(JsonNode row) {
        Fraction actual = value(row.path("metric").asString(), row.path("args")).orElseThrow();
        assertThat(actual).isEqualTo(Fraction.parse(row.path("exact").asString()));
        assertThat(actual.doubleValue()).isEqualTo(row.path("value").asDouble());
    }

    private static Optional<Fraction> value(String metric, JsonNode args) {
        int k = args.path("k").asInt();
        if (metric.equals("maj@k_exact")) {
            return MajorityVote.of(k).of(ballot(args)).map(MajorityVote.Outcome::value);
        }
        RepeatedTries tries = new RepeatedTries(args.path("n").asInt(), args.path("c").asInt());
        return switch (metric) {
            case "pass@k" -> tries.passAtK(k);
            case "pass^k" -> tries.passHatK(k);
            case "G-Pass@k_tau" -> tries.gPassAtK(k, Fraction.parse(args.path("tau").asString()));
            case "mG-Pass@k" -> tries.meanGPassAtK(k);
            default -> throw new IllegalArgumentException("There is no metric " + metric + " here.");
        };
    }

    private static Ballot ballot(JsonNode args) {
        List<Ballot.Party> classes = new ArrayList<>();
        args.path("clusters").forEach(c -> classes.add(new Ballot.Party(c.path("count").asInt(), c.path("correct").asBoolean())));
        Ballot ballot = new Ballot(classes, args.path("no_answer").asInt());
        assertThat(ballot.tries()).isEqualTo(args.path("n").asInt());
        return ballot;
    }

    @TestFactory
    Stream<DynamicTest> theTextbookFiguresHoldToTheLastDigits() throws IOException {
        return SharedFolder.tests("vectors/statistics.json", file -> JSON.readTree(Files.readString(file)).path("pass_at_k").valueStream()
            .map(row -> DynamicTest.dynamicTest(row.path("in").toString(), () -> {
                int k = row.path("in").path("k").asInt();
                RepeatedTries tries = new RepeatedTries(row.path("in").path("n").asInt(), row.path("in").path("c").asInt());
                assertThat(tries.passAtK(k).orElseThrow().doubleValue()).isCloseTo(row.path("out").path("passAtK").asDouble(), within(1e-12));
                assertThat(tries.passHatK(k).orElseThrow().doubleValue()).isCloseTo(row.path("out").path("passHatK").asDouble(), within(1e-12));
            })));
    }
}
