package dev.assay.core.metric.rank;

import dev.assay.core.metric.StatisticsVectors;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class RankVectorsTest {

    @TestFactory
    Stream<DynamicTest> bradleyTerry() throws IOException {
        return StatisticsVectors.tests("bradley_terry", vector -> {
            double[][] wins = vector.in().path("wins").valueStream().map(row -> row.valueStream().mapToDouble(JsonNode::asDouble).toArray())
                .toArray(double[][]::new);
            BradleyTerry strengths = BradleyTerry.of(wins).orElseThrow();
            vector.holds("logStrength", strengths.strengths());
            vector.holds("elo1000", strengths.elo());
            vector.holds("seSumZero", IntStream.range(0, wins.length).mapToObj(strengths::standardError).toList());
            vector.holds("seDiff01", strengths.standardError(0, 1));
            vector.holds("pWin01", strengths.winProbability(0, 1));
            vector.holds("logLik", strengths.logLikelihood());
        });
    }
}
