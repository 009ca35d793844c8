package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// One short call to each real model that somebody names in `ASSAY_LIVE_MODELS`, parted by blanks. It costs money, so no build does it by itself.
class LiveModelTest {

    private static final String VARIABLE = "ASSAY_LIVE_MODELS";

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    @Test
    void everyModelThatIsNamedAnswers() {
        List<ModelRef> models = Arrays.stream(environment(VARIABLE).orElse("").split("\\s+")).filter(word -> !word.isEmpty()).map(ModelRef::parse).toList();
        Assumptions.assumeFalse(models.isEmpty(), "skipped: " + VARIABLE + " names no model");
        for (ModelRef ref : models) {
            ModelsSettings settings = ModelsSettings.of(LiveModelTest::environment, Path.of("."));
            OpenModel open = HttpProvider.open(new ModelRef(ref.provider(), ref.name(), with(ref)), settings);

            Map<ModelRef, Handshake> found = Handshake.all(Map.of(ref, open), GenerateConfig.defaults(), Duration.ofMinutes(2));

            assertThat(found.get(ref).refusal()).as(ref.shortName()).isEmpty();
            assertThat(found.get(ref).facts()).as(ref.shortName()).containsEntry("handshake-usage", "reported");
        }
    }

    private static SortedMap<String, String> with(ModelRef ref) {
        SortedMap<String, String> options = new TreeMap<>(ref.options());
        options.put("handshake", "on");
        return options;
    }
}
