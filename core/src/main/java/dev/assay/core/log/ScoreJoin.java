package dev.assay.core.log;

import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.ScorerRef;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Joins transcripts with their scores in one pass.
///
/// Scores normally stand in the order of their transcripts, so each is read when its transcript comes and forgotten at once. A first look
/// counts the lines of every trial; only lines that come before their transcript wait in memory. For one thread.
final class ScoreJoin implements AutoCloseable {

    private final LogCodec codec;
    private final Deque<RunFiles.Part> unopened;
    private final Deque<LineReader> open = new ArrayDeque<>();
    private final Map<Trial, Integer> expected;
    private final Map<Trial, List<Judgement>> waiting = new HashMap<>();

    ScoreJoin(LogCodec codec, List<RunFiles.Part> parts) throws IOException {
        this.codec = codec;
        this.unopened = new ArrayDeque<>(parts);
        this.expected = count(codec, parts);
    }

    private static Map<Trial, Integer> count(LogCodec codec, List<RunFiles.Part> parts) throws IOException {
        Map<Trial, Integer> counts = new HashMap<>();
        for (RunFiles.Part part : parts) {
            try (LineReader lines = new LineReader(part.file(), 0, part.whole())) {
                for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                    counts.merge(RunLog.glance(codec, line).trial(), 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    /// The result with its judgements in the order in which they were written; a second line of one scorer version is ignored.
    SampleResult judged(SampleResult result, Outcome.Scored scored) throws IOException {
        Trial trial = result.trial();
        int lines = expected.getOrDefault(trial, 0);
        List<Judgement> judgements = waiting.computeIfAbsent(trial, t -> new ArrayList<>(2));
        while (judgements.size() < lines) {
            readLine();
        }
        waiting.remove(trial);
        return new SampleResult(trial, result.cluster(), result.metadata(), new Outcome.Scored(scored.transcript(), firstOfEach(judgements)), result.elapsed());
    }

    private static List<Judgement> firstOfEach(List<Judgement> judgements) {
        if (judgements.size() < 2) {
            return judgements;
        }
        Set<ScorerRef> seen = new HashSet<>();
        return judgements.stream().filter(judgement -> seen.add(judgement.scorer())).toList();
    }

    private void readLine() throws IOException {
        LogCodec.ScoreLine line = read(nextLine());
        waiting.computeIfAbsent(line.trial(), t -> new ArrayList<>(2)).add(line.judgement());
    }

    private LogCodec.ScoreLine read(LineReader.Line line) {
        try {
            return codec.score(line);
        } catch (RuntimeException e) {
            throw RunLog.damaged(line, e);
        }
    }

    private LineReader.Line nextLine() throws IOException {
        while (true) {
            LineReader lines = open.peek();
            LineReader.Line line = lines == null ? null : lines.next();
            if (line != null) {
                return line;
            }
            close();
            RunFiles.Part part = unopened.poll();
            if (part == null) {
                throw new IOException("a file of scores has become shorter while it was read");
            }
            open.push(new LineReader(part.file(), 0, part.whole()));
        }
    }

    /// What to say about scores whose trial has no transcript.
    Optional<String> rest(Collection<Trial> answered) {
        long lost = expected.keySet().stream().filter(trial -> !answered.contains(trial)).count();
        return lost == 0 ? Optional.empty() : Optional.of(lost + " trials have scores but no transcript; their scores are ignored.");
    }

    @Override
    public void close() throws IOException {
        LineReader lines = open.poll();
        if (lines != null) {
            lines.close();
        }
    }
}
