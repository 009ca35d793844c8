package dev.assay.core.transcript;

import dev.assay.core.SharedFolder;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SegmentationVectorsTest {

    @TestFactory
    Stream<DynamicTest> everyPublicVectorIsSegmentedAsItAsks() throws IOException {
        return SharedFolder.tests("vectors/scoring/extraction.jsonl", SegmentationVectorsTest::vectors);
    }

    private static Stream<DynamicTest> vectors(Path file) throws IOException {
        JsonMapper mapper = new JsonMapper();
        List<JsonNode> rows = Files.readAllLines(file).stream().map(mapper::readTree)
            .filter(row -> row.path("check").asString().equals("segment")).toList();
        assertThat(rows).hasSize(21);
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.path("id").asString(), () -> check(row)));
    }

    private static void check(JsonNode row) {
        Segments segments = Segmentation.of(row.path("output").asString(), Reasoning.none(), StopReason.NATURAL, ReasoningProfile.AUTO);
        if (row.path("ours").isNull()) {
            assertThat(segments.answer()).isEmpty();
        } else {
            assertThat(segments.answer().orElse("").strip()).isEqualTo(row.path("ours").asString().strip());
        }
        if (row.has("reasoning")) {
            assertThat(segments.thought().orElse("")).isEqualTo(row.path("reasoning").asString().strip());
        }
    }
}
