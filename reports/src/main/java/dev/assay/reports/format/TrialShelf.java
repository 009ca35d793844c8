package dev.assay.reports.format;

import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.reports.board.NaturalOrder;
import dev.assay.reports.board.Verdicts;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The trials that a page has room for, however many there are and in whatever order they come.
///
/// Trials are ranked: those on which scorers differ, failed ones and those without a score first, then wrong ones, then right ones; and within that by task,
/// model, sample and epoch. Kept is the longest run of ranks from the first on whose texts fit. Memory is the room, not the log: a text that does
/// not fit is dropped, and once one of a rank was dropped, nothing behind it is even made.
final class TrialShelf {

    /// A trial's rank.
    record Key(int urgency, int run, String task, ModelRef model, String sample, int epoch) {
        static final Comparator<Key> IN_PAGE = Comparator.comparing(Key::task, NaturalOrder.INSTANCE).thenComparing(Key::model).thenComparingInt(Key::run)
            .thenComparing(Key::sample, NaturalOrder.INSTANCE).thenComparingInt(Key::epoch);
        static final Comparator<Key> BY_URGENCY = Comparator.comparingInt(Key::urgency).thenComparing(IN_PAGE);
    }

    /// A kept trial.
    static final class Kept {
        private final Key key;
        private final byte[] html;

        Kept(Key key, byte[] html) {
            this.key = key;
            this.html = html;
        }

        Key key() {
            return key;
        }

        String text() {
            return new String(html, StandardCharsets.UTF_8);
        }
    }

    private static final int RIGHT = 2;

    private final long room;
    private final TreeMap<Key, Kept> kept = new TreeMap<>(Key.BY_URGENCY);
    private final AtomicReference<@Nullable Key> firstDropped = new AtomicReference<>();
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong droppedRight = new AtomicLong();

    /// @param room how many bytes the kept texts may take
    TrialShelf(long room) {
        this.room = room;
    }

    /// Offers a trial; its text is made only if there may be room for it.
    void offer(int run, SampleResult result, Function<SampleResult, String> html) {
        Key key = new Key(urgency(result), run, result.trial().task(), result.trial().model(), result.trial().sample(), result.trial().epoch());
        Key limit = firstDropped.get();
        if (limit != null && Key.BY_URGENCY.compare(key, limit) >= 0) {
            count(key);
            return;
        }
        byte[] text = html.apply(result).getBytes(StandardCharsets.UTF_8);
        kept.put(key, new Kept(key, text));
        used.addAndGet(text.length);
        while (used.get() > room) {
            Kept last = kept.pollLastEntry().getValue();
            used.addAndGet(-last.html.length);
            firstDropped.set(last.key());
            count(last.key());
        }
    }

    private void count(Key key) {
        dropped.incrementAndGet();
        if (key.urgency() == RIGHT) {
            droppedRight.incrementAndGet();
        }
    }

    private static int urgency(SampleResult result) {
        return switch (result.outcome()) {
            case Outcome.Failed _ -> 0;
            case Outcome.Scored scored -> urgency(Verdicts.current(scored.judgements()));
        };
    }

    private static int urgency(List<Judgement> current) {
        if (current.isEmpty() || Verdicts.differ(current) || current.getFirst().score() instanceof Score.Unscored) {
            return 0;
        }
        return current.getFirst().score() instanceof Score.Correct ? RIGHT : 1;
    }

    /// The kept trials by task, model, sample and epoch.
    List<Kept> inPageOrder() {
        Collection<Kept> all = kept.values();
        return all.stream().sorted(Comparator.comparing(Kept::key, Key.IN_PAGE)).toList();
    }

    /// How many trials had no room.
    long dropped() {
        return dropped.get();
    }

    /// How many of those are right.
    long droppedRight() {
        return droppedRight.get();
    }
}
