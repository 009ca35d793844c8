package dev.assay.reports.gate;

import dev.assay.reports.gate.SampleEpochs.Epoch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes one baseline.
///
/// @param baseline what is written
record BaselineWriter(Baseline baseline) {

    private static final int REPLACEMENT = 0xFFFD;
    private static final int DELETE = 0x7F;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    String text() {
        TaskResults results = baseline.results();
        StringBuilder text = new StringBuilder();
        text.append("{\"schema\": ").append(json(BaselineCodec.SCHEMA)).append(", \"task\": ").append(json(results.task())).append(", \"model\": ")
            .append(json(results.model())).append(", \"modelReturned\": ").append(json(results.modelReturned().orElse(null))).append(",\n");
        text.append(" \"fingerprint\": ").append(json(fingerprint(results.fingerprint()))).append(",\n");
        text.append(" \"blessed\": ").append(json(blessed(baseline.blessed()))).append(",\n");
        if (results.planned() != (long) results.samples().size() * results.fingerprint().epochs()) {
            text.append(" \"planned\": ").append(results.planned()).append(",\n");
        }
        String lines = results.samples().stream().map(sample -> "  " + json(sample.sample()) + ": " + json(sample(sample))).collect(Collectors.joining(",\n"));
        return text.append(" \"samples\": {\n").append(lines).append("\n }}\n").toString();
    }

    /// JSON of nothing but ASCII. Half a character of two becomes U+FFFD: as an escape it would be no JSON name.
    private static String ascii(String json) {
        StringBuilder ascii = new StringBuilder(json.length());
        json.codePoints().map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c).forEach(c -> {
            if (c < DELETE) {
                ascii.append((char) c);
                return;
            }
            for (char half : Character.toChars(c)) {
                ascii.append(String.format(Locale.ROOT, "\\u%04x", (int) half));
            }
        });
        return ascii.toString();
    }

    private static String json(@Nullable Object value) {
        return ascii(MAPPER.writeValueAsString(value));
    }

    private static Map<String, @Nullable Object> fingerprint(Fingerprint fingerprint) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("dataset", fingerprint.dataset());
        fields.put("prompt", fingerprint.prompt().orElse(null));
        fields.put("scorer", fingerprint.scorer());
        fields.put("judge", fingerprint.judge().orElse(null));
        fields.put("sampling", fingerprint.sampling());
        fields.put("epochs", fingerprint.epochs());
        fields.put("harness", fingerprint.harness());
        fingerprint.isolation().ifPresent(level -> fields.put("isolation", level.name()));
        return fields;
    }

    private static Map<String, @Nullable Object> blessed(Baseline.Blessed blessed) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("at", blessed.at().toString());
        fields.put("run", blessed.run());
        fields.put("commit", blessed.commit().orElse(null));
        fields.put("forced", blessed.forced());
        fields.put("previous", blessed.previous().orElse(null));
        fields.put("sinceAnchor", blessed.sinceAnchor().map(BaselineWriter::number).orElse(null));
        return fields;
    }

    private static Map<String, Object> sample(SampleEpochs sample) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("s", figures(sample, epoch -> epoch.score().map(BaselineWriter::number)));
        known(sample, epoch -> epoch.outputTokens().map(tokens -> (Number) tokens)).ifPresent(list -> fields.put("out", list));
        known(sample, epoch -> epoch.costUsd().map(BaselineWriter::number)).ifPresent(list -> fields.put("cost", list));
        known(sample, epoch -> epoch.seconds().map(BaselineWriter::number)).ifPresent(list -> fields.put("sec", list));
        which(sample, Epoch::truncated).ifPresent(list -> fields.put("cut", list));
        which(sample, Epoch::noAnswer).ifPresent(list -> fields.put("none", list));
        sample.prompt().ifPresent(prompt -> fields.put("prompt", prompt));
        sample.cluster().ifPresent(cluster -> fields.put("cluster", cluster));
        if (!sample.tags().isEmpty()) {
            fields.put("tags", List.copyOf(sample.tags()));
        }
        return fields;
    }

    private static List<@Nullable Number> figures(SampleEpochs sample, Function<Epoch, Optional<Number>> figure) {
        List<@Nullable Number> list = new ArrayList<>();
        sample.epochs().forEach(epoch -> list.add(figure.apply(epoch).orElse(null)));
        return list;
    }

    private static Optional<List<@Nullable Number>> known(SampleEpochs sample, Function<Epoch, Optional<Number>> figure) {
        boolean any = sample.epochs().stream().anyMatch(epoch -> figure.apply(epoch).isPresent());
        return any ? Optional.of(figures(sample, figure)) : Optional.empty();
    }

    private static Optional<List<Integer>> which(SampleEpochs sample, Predicate<Epoch> is) {
        List<Integer> which = IntStream.range(0, sample.epochs().size()).filter(i -> is.test(sample.epochs().get(i))).mapToObj(i -> i + 1).toList();
        return which.isEmpty() ? Optional.empty() : Optional.of(which);
    }

    /// Whole numbers without a point: nearly every score is 0 or 1.
    private static Number number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Number) (long) value : (Number) value;
    }
}
