package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.log.RunLogException;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Usage;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.runners.model.OutputLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How much models wrote in earlier runs of the same task, asked with the same effort.
///
/// The newest runs are read, up to a bound: a forecast must not take longer than a small run. A run that cannot be read tells nothing.
final class EarlierRuns {

    private static final int MOST_RUNS = 8;
    private static final long MOST_BYTES = 200_000_000;
    private static final List<String> HOW_REACHED = List.of("concurrency", "idle", "http", "cleartext", "key", "url", "maxTokens", "delay");

    private final Map<Key, Sums> found = new HashMap<>();

    private record Key(String task, String model) {
    }

    private record Sums(long count, double sum, double squares, double thought) {
        private static final Sums NONE = new Sums(0, 0, 0, 0);

        Sums plus(long tokens, long thoughtTokens) {
            return new Sums(count + 1, sum + (double) tokens, squares + (double) tokens * (double) tokens, thought + (double) thoughtTokens);
        }
    }

    private EarlierRuns() {
    }

    /// Reads what earlier runs tell about this way of asking.
    static EarlierRuns read(RunDirectories runs, List<ModelRef> models, GenerateConfig config) {
        EarlierRuns earlier = new EarlierRuns();
        List<String> wanted = models.stream().map(EarlierRuns::name).toList();
        int read = 0;
        for (Path directory : runs.all().reversed()) {
            if (read < MOST_RUNS && earlier.take(directory, wanted, config)) {
                read++;
            }
        }
        return earlier;
    }

    private boolean take(Path directory, List<String> wanted, GenerateConfig config) {
        try {
            RunLog log = RunLog.open(directory);
            GenerateConfig then = log.header().spec().config();
            boolean same = then.reasoningEffort().equals(config.reasoningEffort()) && then.reasoningTokens().equals(config.reasoningTokens());
            if (!same || log.header().spec().models().stream().map(EarlierRuns::name).noneMatch(wanted::contains) || tooLarge(directory)) {
                return false;
            }
            log.forEach(result -> add(result, wanted));
            return true;
        } catch (RunLogException | IOException e) {
            return false;
        }
    }

    private static boolean tooLarge(Path directory) throws IOException {
        Path transcripts = directory.resolve("transcripts.jsonl");
        return !Files.exists(transcripts) || Files.size(transcripts) > MOST_BYTES;
    }

    private void add(SampleResult result, List<String> wanted) {
        String model = name(result.trial().model());
        if (wanted.contains(model) && result.outcome() instanceof Outcome.Scored scored) {
            Usage usage = scored.transcript().output().usage();
            long thought = usage.reasoning().orElse(0L);
            usage.output().ifPresent(tokens -> found.merge(new Key(result.trial().task(), model), Sums.NONE.plus(tokens, thought),
                (sums, _) -> sums.plus(tokens, thought)));
        }
    }

    /// The model's name with the options that change what it says, and without those that say how it is reached.
    private static String name(ModelRef ref) {
        SortedMap<String, String> options = new TreeMap<>(ref.options());
        options.keySet().removeAll(HOW_REACHED);
        return new ModelRef(ref.provider(), ref.name(), options).toString();
    }

    /// What was measured of this model in this task; absent if too little.
    Optional<OutputLength> length(String task, ModelRef model) {
        return Optional.ofNullable(found.get(new Key(task, name(model)))).filter(sums -> sums.count >= OutputLength.ENOUGH)
            .map(sums -> OutputLength.measured(sums.count, sums.sum, sums.squares, sums.thought));
    }
}
