package dev.assay.reports.gate;

import dev.assay.core.sandbox.Isolation;
import dev.assay.reports.gate.SampleEpochs.Epoch;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// Reads one baseline, strictly: every key is known, stands once, and has a value of its own kind.
///
/// @param source the file's name
record BaselineReader(String source) {

    private static final int LONGEST_ID = 200;
    private static final int MOST_EPOCHS = 100_000;

    /// What stands at the top, as far as it was read.
    private static final class Page {
        private final Map<String, String> names = new HashMap<>();
        private Optional<Fingerprint> fingerprint = Optional.empty();
        private Optional<Baseline.Blessed> blessed = Optional.empty();
        private Optional<Long> planned = Optional.empty();
        private Optional<List<SampleEpochs>> samples = Optional.empty();
    }

    Baseline read(String text) {
        try (BaselineTokens tokens = new BaselineTokens(source, text)) {
            Page page = new Page();
            tokens.object(key -> field(tokens, page, key));
            tokens.end();
            return baseline(page);
        } catch (JacksonException e) {
            throw BaselineTokens.damaged(source, e);
        }
    }

    private void field(BaselineTokens tokens, Page page, String key) {
        switch (key) {
            case "schema" -> schema(tokens);
            case "task", "model" -> page.names.put(key, tokens.text());
            case "modelReturned" -> tokens.maybeText().ifPresent(name -> page.names.put(key, name));
            case "fingerprint" -> page.fingerprint = Optional.of(fingerprint(tokens));
            case "blessed" -> page.blessed = Optional.of(blessed(tokens));
            case "planned" -> page.planned = Optional.of(tokens.whole(Long.MAX_VALUE));
            case "samples" -> page.samples = Optional.of(samples(tokens));
            default -> throw tokens.unknown(key);
        }
        if (!key.equals("schema") && !page.names.containsKey("schema")) {
            throw tokens.wrong("the key schema does not stand first");
        }
        page.names.put("schema", BaselineCodec.SCHEMA);
    }

    private static void schema(BaselineTokens tokens) {
        String schema = tokens.text();
        if (!schema.equals(BaselineCodec.SCHEMA)) {
            throw tokens.wrong("the schema is not " + BaselineCodec.SCHEMA + ", so another version of Assay wrote this");
        }
    }

    private Baseline baseline(Page page) {
        Fingerprint fingerprint = page.fingerprint.orElseThrow(() -> lacks("fingerprint"));
        List<SampleEpochs> samples = page.samples.orElseThrow(() -> lacks("samples"));
        long planned = page.planned.orElse((long) samples.size() * fingerprint.epochs());
        long recorded = samples.stream().mapToLong(sample -> sample.epochs().size()).sum();
        TaskResults results = new TaskResults(name(page, "task"), name(page, "model"), Optional.ofNullable(page.names.get("modelReturned")), fingerprint,
            planned, samples, source, recorded >= planned);
        return new Baseline(results, page.blessed.orElseThrow(() -> lacks("blessed")));
    }

    private String name(Page page, String key) {
        return Optional.ofNullable(page.names.get(key)).orElseThrow(() -> lacks(key));
    }

    private BaselineException lacks(String key) {
        return new BaselineException(source + ": the key " + key + " is missing. Restore the file from git, or bless a run again.");
    }

    private Fingerprint fingerprint(BaselineTokens tokens) {
        Map<String, String> texts = new HashMap<>();
        long[] epochs = {0};
        tokens.object(key -> {
            switch (key) {
                case "dataset", "scorer", "sampling", "harness" -> texts.put(key, tokens.text());
                case "prompt", "judge", "isolation" -> tokens.maybeText().ifPresent(text -> texts.put(key, text));
                case "epochs" -> epochs[0] = tokens.whole(MOST_EPOCHS);
                default -> throw tokens.unknown(key);
            }
        });
        for (String key : List.of("dataset", "scorer", "sampling", "harness")) {
            if (!texts.containsKey(key)) {
                throw tokens.wrong("the fingerprint has no " + key);
            }
        }
        if (epochs[0] < 1) {
            throw tokens.wrong("the fingerprint has no epochs of at least 1");
        }
        return new Fingerprint(texts.getOrDefault("dataset", ""), Optional.ofNullable(texts.get("prompt")), texts.getOrDefault("scorer", ""),
            Optional.ofNullable(texts.get("judge")), texts.getOrDefault("sampling", ""), (int) epochs[0], texts.getOrDefault("harness", ""),
            Optional.ofNullable(texts.get("isolation")).map(name -> isolation(tokens, name)));
    }

    private static Isolation isolation(BaselineTokens tokens, String name) {
        return Stream.of(Isolation.values()).filter(level -> level.name().equals(name)).findFirst()
            .orElseThrow(() -> tokens.wrong("the fingerprint's isolation is none of " + List.of(Isolation.values())));
    }

    private static Baseline.Blessed blessed(BaselineTokens tokens) {
        Map<String, String> texts = new HashMap<>();
        List<String> forced = new ArrayList<>();
        List<Double> since = new ArrayList<>(1);
        tokens.object(key -> {
            switch (key) {
                case "at", "run" -> texts.put(key, tokens.text());
                case "commit", "previous" -> tokens.maybeText().ifPresent(text -> texts.put(key, text));
                case "forced" -> tokens.array(MOST_EPOCHS, () -> forced.add(tokens.text()));
                case "sinceAnchor" -> tokens.maybeNumber(-1, 1).ifPresent(since::add);
                default -> throw tokens.unknown(key);
            }
        });
        String run = Optional.ofNullable(texts.get("run")).orElseThrow(() -> tokens.wrong("nothing says which run was blessed"));
        return new Baseline.Blessed(instant(tokens, texts.getOrDefault("at", "")), run, Optional.ofNullable(texts.get("commit")), forced,
            Optional.ofNullable(texts.get("previous")), since.stream().findFirst());
    }

    private static Instant instant(BaselineTokens tokens, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException _) {
            throw tokens.wrong("the time of the blessing is not written like 2025-03-01T10:00:00Z");
        }
    }

    private List<SampleEpochs> samples(BaselineTokens tokens) {
        List<SampleEpochs> samples = new ArrayList<>();
        tokens.object(id -> {
            if (id.isBlank() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
                throw tokens.wrong("a sample's id has 1 to 200 characters and no control character");
            }
            samples.add(sample(tokens, id));
        });
        return samples;
    }

    private SampleEpochs sample(BaselineTokens tokens, String id) {
        Map<String, List<Optional<Double>>> figures = new LinkedHashMap<>();
        Map<String, Set<Integer>> which = new HashMap<>();
        List<String> cluster = new ArrayList<>(1);
        List<String> prompt = new ArrayList<>(1);
        TreeSet<String> tags = new TreeSet<>();
        tokens.object(key -> {
            switch (key) {
                case "s" -> figures.put(key, figures(tokens, 1));
                case "out" -> figures.put(key, figures(tokens, 1L << 52));
                case "cost", "sec" -> figures.put(key, figures(tokens, 1e12));
                case "cut", "none" -> which.put(key, which(tokens));
                case "prompt" -> prompt.add(tokens.text());
                case "cluster" -> cluster.add(tokens.text());
                case "tags" -> tokens.array(MOST_EPOCHS, () -> tags.add(tokens.text()));
                default -> throw tokens.unknown(key);
            }
        });
        List<Optional<Double>> scores = Optional.ofNullable(figures.get("s")).orElseThrow(() -> tokens.wrong("sample " + id + " has no scores"));
        requireLengths(tokens, id, scores.size(), figures, which);
        List<Epoch> epochs = new ArrayList<>(scores.size());
        for (int i = 0; i < scores.size(); i++) {
            epochs.add(new Epoch(scores.get(i), which.getOrDefault("cut", Set.of()).contains(i + 1), which.getOrDefault("none", Set.of()).contains(i + 1),
                figure(figures, "out", i).map(tokensOut -> (long) (double) tokensOut), figure(figures, "cost", i), figure(figures, "sec", i)));
        }
        return new SampleEpochs(id, cluster.stream().findFirst(), tags, epochs, prompt.stream().findFirst());
    }

    private static List<Optional<Double>> figures(BaselineTokens tokens, double most) {
        List<Optional<Double>> figures = new ArrayList<>();
        tokens.array(MOST_EPOCHS, () -> figures.add(tokens.maybeNumber(0, most)));
        return figures;
    }

    private static Set<Integer> which(BaselineTokens tokens) {
        Set<Integer> which = new TreeSet<>();
        tokens.array(MOST_EPOCHS, () -> {
            if (!which.add((int) tokens.whole(MOST_EPOCHS))) {
                throw tokens.wrong("an epoch stands twice");
            }
        });
        return which;
    }

    private static void requireLengths(BaselineTokens tokens, String id, int epochs, Map<String, List<Optional<Double>>> figures,
        Map<String, Set<Integer>> which) {
        figures.forEach((key, list) -> {
            if (list.size() != epochs) {
                throw tokens.wrong("sample " + id + " has " + epochs + " scores, but " + list.size() + " values of " + key);
            }
        });
        boolean beyond = which.values().stream().flatMap(Set::stream).anyMatch(epoch -> epoch < 1 || epoch > epochs);
        if (beyond) {
            throw tokens.wrong("sample " + id + " has " + epochs + " epochs, and names another");
        }
        boolean whole = figures.getOrDefault("out", List.of()).stream().flatMap(Optional::stream).allMatch(value -> value == Math.rint(value));
        if (!whole) {
            throw tokens.wrong("sample " + id + " has a part of a token");
        }
    }

    private static Optional<Double> figure(Map<String, List<Optional<Double>>> figures, String key, int i) {
        List<Optional<Double>> list = figures.get(key);
        return list == null ? Optional.empty() : list.get(i);
    }
}
