package dev.assay.core.log;

import dev.assay.core.model.RawSink;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.RunListener;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Appends to a run directory.
///
/// `run.json` is written first and never changed. A result counts as done when [#onResult] returns: its line is then with the operating
/// system, so that killing the process loses nothing. One writer at a time, kept by a lock. After a failed write the writer refuses more.
///
/// Safe for threads: each file appends under its own lock, and the notices stand in a concurrent list.
public final class RunLogWriter implements RunListener, AutoCloseable {

    private final RunLock lock;
    private final AppendOnlyFile transcripts;
    private final AppendOnlyFile scores;
    private final RawLog raw;
    private final List<String> notices = new CopyOnWriteArrayList<>();

    private RunLogWriter(RunLock lock, RunFiles files) {
        this.lock = lock;
        this.transcripts = new AppendOnlyFile(files.transcripts());
        this.scores = new AppendOnlyFile(files.scores());
        this.raw = new RawLog(files.raw(), notices::add);
    }

    /// Begins a run: makes the directory, takes the lock and writes `run.json`.
    ///
    /// @throws IllegalArgumentException if the header is not of the format that this harness writes
    /// @throws RunLogException if the directory already holds a run, is being written, or cannot be written
    public static RunLogWriter create(Path directory, RunHeader header) {
        if (header.format() != RunHeader.FORMAT) {
            throw new IllegalArgumentException("A run is written in format version " + RunHeader.FORMAT + ", not " + header.format() + ".");
        }
        RunFiles files = new RunFiles(directory);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw RunLogException.io(directory, "cannot be made", e, "Choose another run directory.");
        }
        return locked(files, lock -> {
            requireNoRun(files);
            writeHeader(files, header);
            return new RunLogWriter(lock, files);
        });
    }

    private static void requireNoRun(RunFiles files) {
        if (Files.exists(files.header())) {
            throw new RunLogException(files.directory() + " already holds a run. Resume it, or choose another run directory.");
        }
        try {
            Optional<Path> results = files.anyResults();
            if (results.isPresent()) {
                throw new RunLogException(results.get() + " belongs to a run whose run.json is missing. Restore run.json, or choose another run directory.");
            }
        } catch (IOException e) {
            throw RunLogException.io(files.directory(), "cannot be read", e, "Choose another run directory.");
        }
    }

    private static void writeHeader(RunFiles files, RunHeader header) {
        Path draft = RunFiles.draft(files.header());
        try {
            try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
                out.write(LogCodec.page(header));
                out.getChannel().force(true);
            }
            Files.move(draft, files.header(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw RunLogException.io(files.header(), "cannot be written", e, "Make room or make the disk writable, or choose another run directory.");
        }
    }

    /// Goes on with a run: takes the lock and cuts off last lines that a crash left torn, with a notice.
    ///
    /// @throws RunLogException if there is no run, if it has another format version, is being written, or cannot be written
    public static RunLogWriter resume(Path directory) {
        RunFiles files = new RunFiles(directory);
        RunLog.readHeader(files);
        return locked(files, lock -> {
            List<String> cuts = new ArrayList<>();
            cutTorn(files.transcripts(), "it is removed, and its trial is done again.").ifPresent(cuts::add);
            cutTorn(files.scores(), "it is removed, and its trial is judged again.").ifPresent(cuts::add);
            cutTorn(files.raw(), "it is removed.").ifPresent(cuts::add);
            RunLogWriter writer = new RunLogWriter(lock, files);
            writer.notices.addAll(cuts);
            return writer;
        });
    }

    private static RunLogWriter locked(RunFiles files, Function<RunLock, RunLogWriter> open) {
        RunLock lock = RunLock.take(files);
        try {
            return open.apply(lock);
        } catch (RunLogException e) {
            lock.close();
            throw e;
        }
    }

    private static Optional<String> cutTorn(Path file, String consequence) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            RunFiles.Part part = RunFiles.part(file);
            if (part.torn() > 0) {
                try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                    cut.setLength(part.whole());
                }
            }
            return part.notice(consequence);
        } catch (IOException e) {
            throw RunLogException.io(file, "cannot be mended after a crash", e, "Make it writable, then run again.");
        }
    }

    /// What a reader should know, such as a last line that was cut off, in the order in which it came to light.
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /// Keeps a result. When this returns, its transcript and its judgements are with the operating system.
    ///
    /// A transcript too large for one line (64 MiB) is not kept: the trial is kept as failed, with a notice.
    ///
    /// @throws RunLogException if it could not be written; everything before it is safe
    @Override
    public void onResult(SampleResult result) {
        transcripts.requireWhole();
        scores.requireWhole();
        switch (result.outcome()) {
            case Outcome.Failed failed -> appendTranscript(result);
            case Outcome.Scored scored -> {
                if (appendTranscript(withOutcome(result, new Outcome.Scored(scored.transcript(), List.of())))) {
                    judge(result.trial(), scored.judgements());
                }
            }
        }
    }

    private boolean appendTranscript(SampleResult result) {
        byte[] line = LogCodec.line(result);
        if (line.length <= LogCodec.LINE_LIMIT) {
            transcripts.append(line);
            return true;
        }
        String error = "The transcript takes " + (line.length >> 20) + " MiB, more than the 64 MiB that a line may have, and was not kept.";
        notices.add(result.trial() + ": " + error);
        transcripts.append(LogCodec.line(withOutcome(result, new Outcome.Failed("too large", error, List.of()))));
        return false;
    }

    private static SampleResult withOutcome(SampleResult result, Outcome outcome) {
        return new SampleResult(result.trial(), result.cluster(), result.metadata(), outcome, result.elapsed());
    }

    /// Appends judgements for a trial that has a transcript but none of them, such as after a crash between the two.
    ///
    /// @throws RunLogException if they could not be written
    public void judge(Trial trial, List<Judgement> judgements) {
        if (!judgements.isEmpty()) {
            scores.append(lines(trial, judgements));
        }
    }

    private static byte[] lines(Trial trial, List<Judgement> judgements) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        judgements.forEach(judgement -> lines.writeBytes(line(trial, judgement)));
        return lines.toByteArray();
    }

    /// The line of a verdict; one that is too large for a line, as when it repeats a huge answer, becomes a missing one that says so.
    private static byte[] line(Trial trial, Judgement judgement) {
        byte[] line = LogCodec.line(LogCodec.ScoreLine.of(trial, judgement));
        if (line.length <= LogCodec.LINE_LIMIT) {
            return line;
        }
        String text = "The verdict takes " + (line.length >> 20) + " MiB, more than the 64 MiB that a line may have, and was not kept.";
        Score unscored = new Score.Unscored(Optional.empty(), Explanation.of(Judgement.CHECK, text, Optional.empty()));
        return LogCodec.line(LogCodec.ScoreLine.of(trial, new Judgement(judgement.scorer(), unscored, judgement.ending())));
    }

    /// Where the bodies of every attempt go: `raw.jsonl`, made with the first of them. Safe for threads. It never fails: when it can write
    /// no more, the bodies from then on are not kept, and a notice says so.
    public RawSink raw() {
        return raw;
    }

    /// Forces everything to the disk and gives the lock back. Closing twice does nothing.
    ///
    /// @throws RunLogException if the disk refuses
    @Override
    public void close() {
        try (lock; raw; scores) {
            transcripts.close();
        }
    }

    /// Judges a whole run again, from its transcripts and at no cost: `scores.jsonl` is made anew and put in place of the old one in one
    /// step, so that a crash leaves either the old scores or the new.
    ///
    /// @param judge gives all judgements that a trial is to have from now on; it is asked for trials with an answer alone
    /// @throws RunLogException if the run cannot be read or written, or is being written
    public static void rescore(Path directory, Function<SampleResult, List<Judgement>> judge) {
        RunFiles files = new RunFiles(directory);
        RunLog.readHeader(files);
        try (var _ = RunLock.take(files)) {
            Path draft = RunFiles.draft(files.scores());
            writeScores(RunLog.open(directory), draft, judge);
            List<Path> replaced = files.furtherScores();
            Files.move(draft, files.scores(), StandardCopyOption.ATOMIC_MOVE);
            for (Path file : replaced) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw RunLogException.io(files.scores(), "cannot be made anew", e, "The old scores are untouched; make room or make the disk writable.");
        }
    }

    private static void writeScores(RunLog log, Path draft, Function<SampleResult, List<Judgement>> judge) throws IOException {
        try (FileOutputStream file = new FileOutputStream(draft.toFile()); OutputStream out = new BufferedOutputStream(file, 1 << 16)) {
            log.forEach(result -> {
                if (result.outcome() instanceof Outcome.Scored) {
                    write(out, draft, lines(result.trial(), judge.apply(result)));
                }
            });
            out.flush();
            file.getChannel().force(true);
        }
    }

    private static void write(OutputStream out, Path draft, byte[] lines) {
        try {
            out.write(lines);
        } catch (IOException e) {
            throw RunLogException.io(draft, "cannot be written", e, "The old scores are untouched; make room or make the disk writable.");
        }
    }
}
