package dev.assay.core.log;

import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A run directory, read as a stream.
///
/// It holds `run.json`, `transcripts.jsonl` and `scores.jsonl` (and `raw.jsonl`, which is not read here). Several writers leave
/// `transcripts-*.jsonl` and `scores-*.jsonl` beside them; what is read is the union. What the files held when the log was opened is what
/// every later call sees: a run that is still being written can be read.
///
/// A trial may have several lines. The first one with an answer counts; a failure counts only while there is no answer, and then the last
/// one. A last line that was cut in a crash is ignored with a notice; any other damage is a [RunLogException].
///
/// Memory holds the keys of the trials, never their transcripts. Safe for threads.
public final class RunLog {

    private final RunFiles files;
    private final RunHeader header;
    private final List<RunFiles.Part> transcripts;
    private final List<RunFiles.Part> scores;
    private final Set<String> notices = Collections.synchronizedSet(new LinkedHashSet<>());

    /// Where a line stands.
    private record Place(RunFiles.Part part, long offset) {
    }

    private RunLog(RunFiles files, RunHeader header, List<RunFiles.Part> transcripts, List<RunFiles.Part> scores) {
        this.files = files;
        this.header = header;
        this.transcripts = transcripts;
        this.scores = scores;
        transcripts.forEach(part -> part.notice("it is ignored, and its trial counts as not done.").ifPresent(notices::add));
        scores.forEach(part -> part.notice("it is ignored, and its trial counts as not judged.").ifPresent(notices::add));
    }

    /// Opens a run directory: reads `run.json` and finds the end of what is whole.
    ///
    /// @throws RunLogException if there is no run, if it has another format version, or if `run.json` is damaged
    public static RunLog open(Path directory) {
        RunFiles files = new RunFiles(directory);
        RunHeader header = readHeader(files);
        try {
            return new RunLog(files, header, files.allTranscripts(), files.allScores());
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /// Reads `run.json`: the version first, and the rest only if the version is ours.
    static RunHeader readHeader(RunFiles files) {
        Path file = files.header();
        byte[] page = readPage(files);
        Optional<Integer> format;
        try {
            format = LogCodec.formatOf(page);
        } catch (RuntimeException e) {
            throw damagedHeader(file, e);
        }
        if (format.isEmpty()) {
            throw new RunLogException(file + " names no format version, so this is not a run of Assay.");
        }
        if (format.get() != RunHeader.FORMAT) {
            String writer = LogCodec.harnessOf(page).map(harness -> ", written by Assay " + harness).orElse("");
            throw new RunLogException(file + " has format version " + format.get() + writer + "; this Assay reads version " + RunHeader.FORMAT
                + ". Use the version of Assay that wrote it.");
        }
        try {
            return new LogCodec().header(page);
        } catch (RuntimeException e) {
            throw damagedHeader(file, e);
        }
    }

    private static byte[] readPage(RunFiles files) {
        Path file = files.header();
        if (!Files.isDirectory(files.directory())) {
            throw new RunLogException("There is no run directory " + files.directory() + ". Give the folder that a run wrote.");
        }
        if (!Files.exists(file)) {
            throw new RunLogException(files.directory() + " holds no run.json, so it is not a run. Give the folder that a run wrote.");
        }
        try {
            if (Files.size(file) > LogCodec.LINE_LIMIT) {
                throw new RunLogException(file + " is larger than 64 MiB, which no version of Assay writes. Restore it from a copy.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static RunLogException damagedHeader(Path file, RuntimeException e) {
        return new RunLogException(file + " is damaged (" + LogCodec.trouble(e) + "). Restore it from a copy.", e);
    }

    private static RunLogException unreadable(Path file, IOException e) {
        return RunLogException.io(file, "cannot be read", e, "Make it readable, or give another run.");
    }

    /// Where the run lies.
    public Path directory() {
        return files.directory();
    }

    /// What `run.json` says.
    public RunHeader header() {
        return header;
    }

    /// What a reader should know about the state of the files, such as a last line that was ignored. Grows while the log is read.
    public List<String> notices() {
        synchronized (notices) {
            return List.copyOf(notices);
        }
    }

    /// Gives each trial exactly once, with its judgements; a trial that was not judged yet has none. Trials with an answer come in the
    /// order in which they were written; those that failed come last.
    ///
    /// @throws RunLogException if a line is damaged; what came before it was given
    public void forEach(Consumer<SampleResult> action) {
        forEach(action, _ -> {
        });
    }

    /// The same, and gives the failures that count no more, because their trial was asked again, to another action: they were paid for.
    ///
    /// @param superseded told each failure that a later line of its trial replaced
    /// @throws RunLogException if a line is damaged; what came before it was given
    public void forEach(Consumer<SampleResult> action, Consumer<SampleResult> superseded) {
        LogCodec codec = new LogCodec();
        try (ScoreJoin join = new ScoreJoin(codec, scores)) {
            Set<Trial> answered = new HashSet<>();
            Map<Trial, Place> failed = new LinkedHashMap<>();
            for (RunFiles.Part part : transcripts) {
                try (LineReader lines = new LineReader(part.file(), 0, part.whole())) {
                    for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                        SampleResult result = read(codec, line);
                        switch (result.outcome()) {
                            case Outcome.Scored scored -> {
                                if (answered.add(result.trial())) {
                                    replaced(codec, failed.remove(result.trial()), superseded);
                                    action.accept(join.judged(result, scored));
                                }
                            }
                            case Outcome.Failed ignored -> {
                                if (answered.contains(result.trial())) {
                                    superseded.accept(result);
                                } else {
                                    replaced(codec, failed.put(result.trial(), new Place(part, line.offset())), superseded);
                                }
                            }
                        }
                    }
                }
            }
            for (Place place : failed.values()) {
                action.accept(readAt(codec, place));
            }
            join.rest(answered).ifPresent(notices::add);
        } catch (IOException e) {
            throw unreadable(files.directory(), e);
        }
    }

    private static void replaced(LogCodec codec, @Nullable Place place, Consumer<SampleResult> superseded) throws IOException {
        if (place != null) {
            superseded.accept(readAt(codec, place));
        }
    }

    private static SampleResult read(LogCodec codec, LineReader.Line line) {
        try {
            return codec.result(line);
        } catch (RuntimeException e) {
            throw damaged(line, e);
        }
    }

    /// A line cannot be read, and it is not one that a crash explains.
    static RunLogException damaged(LineReader.Line line, RuntimeException e) {
        return new RunLogException(line.file() + ":" + line.number() + ": This line is damaged (" + LogCodec.trouble(e)
            + "). Restore the file from a copy, or delete the line: then its trial is done again.", e);
    }

    private static SampleResult readAt(LogCodec codec, Place place) throws IOException {
        try (LineReader lines = new LineReader(place.part.file(), place.offset, place.part.whole())) {
            LineReader.Line line = lines.next();
            if (line == null) {
                throw new RunLogException(place.part.file() + " has become shorter while it was read. Read it again.");
            }
            return read(codec, line);
        }
    }

    /// The result of one trial, if there is one.
    ///
    /// @throws RunLogException if a line on the way is damaged
    public Optional<SampleResult> find(Trial trial) {
        LogCodec codec = new LogCodec();
        try {
            Optional<SampleResult> found = Optional.empty();
            for (RunFiles.Part part : transcripts) {
                try (LineReader lines = new LineReader(part.file(), 0, part.whole())) {
                    for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                        LogCodec.Glance glance = glance(codec, line);
                        if (!glance.trial().equals(trial)) {
                            continue;
                        }
                        SampleResult result = read(codec, line);
                        if (result.outcome() instanceof Outcome.Scored scored) {
                            return Optional.of(judged(codec, result, scored));
                        }
                        found = Optional.of(result);
                    }
                }
            }
            return found;
        } catch (IOException e) {
            throw unreadable(files.directory(), e);
        }
    }

    private SampleResult judged(LogCodec codec, SampleResult result, Outcome.Scored scored) throws IOException {
        try (ScoreJoin join = new ScoreJoin(codec, scores)) {
            return join.judged(result, scored);
        }
    }

    static LogCodec.Glance glance(LogCodec codec, LineReader.Line line) {
        try {
            return codec.glance(line);
        } catch (RuntimeException e) {
            throw damaged(line, e);
        }
    }

    /// The trials that have an answer. A failed trial is not among them: it is asked again when a run is resumed.
    ///
    /// @throws RunLogException if a line is not whole
    public Set<Trial> answered() {
        LogCodec codec = new LogCodec();
        Set<Trial> answered = new HashSet<>();
        try {
            for (RunFiles.Part part : transcripts) {
                try (LineReader lines = new LineReader(part.file(), 0, part.whole())) {
                    for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                        LogCodec.Glance glance = glance(codec, line);
                        if (glance.answered()) {
                            answered.add(glance.trial());
                        }
                    }
                }
            }
            return Collections.unmodifiableSet(answered);
        } catch (IOException e) {
            throw unreadable(files.directory(), e);
        }
    }
}
