package dev.assay.cli;

import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.RunListener;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.transcript.Ending;
import dev.assay.reports.board.Figures;
import dev.assay.runners.model.Activity;
import dev.assay.runners.model.Budget;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// What a person sees while a run goes on: a few live lines on a terminal, one plain line now and then elsewhere.
///
/// Scores so far are not shown: short, easy answers come back first, so an early mean flatters.
///
/// Safe for threads: results come from the run, ticks from a ticker; both hold one lock.
final class Progress implements RunListener, AutoCloseable {

    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(30);
    /// What makes a run worth stopping while there is still money to save, and how many trials it takes to say so.
    private static final double TOO_MANY_TRUNCATED = 0.05;
    private static final double TOO_MANY_OUTAGES = 0.02;
    private static final int ENOUGH_TO_WARN = 50;
    private static final int THOUGHTS_SKIPPED = 3;
    private static final int BAR = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Console console;
    private final Activity activity;
    private final Budget budget;
    private final InstantSource clock;
    private final Instant start;
    private final String title;
    private final Map<ModelRef, Count> counts = new LinkedHashMap<>();
    private final EnumMap<Ending, Long> endings = new EnumMap<>(Ending.class);
    private final List<String> warned = new ArrayList<>();
    private final long total;
    private final long doneBefore;
    private int linesOnScreen;
    private int tenthsSaid;
    private int thoughtsSkipped;
    private Instant lastPlain;

    private static final class Count {
        private final long total;
        private long done;
        private long finishedNow;

        private Count(long total, long done) {
            this.total = total;
            this.done = done;
        }
    }

    Progress(Console console, RunPlan plan, Activity activity, Budget budget, InstantSource clock) {
        this.console = console;
        this.activity = activity;
        this.budget = budget;
        this.clock = clock;
        this.start = clock.instant();
        this.lastPlain = start;
        for (ModelRef model : plan.spec().models()) {
            long before = plan.done().stream().filter(trial -> trial.model().equals(model)).count();
            counts.put(model, new Count(plan.perModel(), before));
        }
        this.total = plan.total();
        this.doneBefore = counts.values().stream().mapToLong(count -> count.done).sum();
        this.tenthsSaid = (int) (doneBefore * 10 / Math.max(1, total));
        this.title = plan.tasks().stream().map(task -> task.id()).collect(Collectors.joining(", "));
    }

    @Override
    public void onResult(SampleResult result) {
        lock.lock();
        try {
            count(result);
            warn();
            if (!console.interactive()) {
                sayTenth();
            }
        } finally {
            lock.unlock();
        }
    }

    private void count(SampleResult result) {
        Count count = counts.computeIfAbsent(result.trial().model(), model -> new Count(0, 0));
        count.done++;
        count.finishedNow++;
        switch (result.outcome()) {
            case Outcome.Failed failed -> endings.merge(Ending.OUTAGE, 1L, Long::sum);
            case Outcome.Scored scored -> {
                for (Judgement judgement : scored.judgements().stream().limit(1).toList()) {
                    endings.merge(judgement.ending(), 1L, Long::sum);
                    thoughtsSkipped += judgement.score().explanation().flags().contains("THOUGHT_SKIPPED") ? 1 : 0;
                }
            }
        }
    }

    private long finishedNow() {
        return counts.values().stream().mapToLong(count -> count.finishedNow).sum();
    }

    private long ended(Ending ending) {
        return endings.getOrDefault(ending, 0L);
    }

    private void warn() {
        long finished = finishedNow();
        if (finished < ENOUGH_TO_WARN) {
            return;
        }
        long truncated = ended(Ending.TRUNCATED_IN_THOUGHT) + ended(Ending.TRUNCATED_IN_ANSWER);
        if (truncated >= TOO_MANY_TRUNCATED * finished) {
            warnOnce("truncated",
                truncated + " of the first " + finished + " trials ran out of tokens or time.  They count as wrong; consider a higher --max-tokens.");
        }
        if (ended(Ending.OUTAGE) >= TOO_MANY_OUTAGES * finished) {
            warnOnce("outage", ended(Ending.OUTAGE) + " of the first " + finished + " trials got no answer from their provider.  They are not scored.");
        }
        if (thoughtsSkipped >= THOUGHTS_SKIPPED) {
            warnOnce("skipped", thoughtsSkipped + " answers came without the thought that the model's reasoning profile promises.");
        }
    }

    private void warnOnce(String key, String text) {
        if (warned.contains(key)) {
            return;
        }
        warned.add(key);
        erase();
        console.note("warning  " + text);
    }

    /// Called at an interval; shows what changed.
    void tick() {
        lock.lock();
        try {
            if (console.interactive()) {
                redraw();
                return;
            }
            if (Duration.between(lastPlain, clock.instant()).compareTo(PLAIN_INTERVAL) >= 0) {
                plainLine();
            }
        } finally {
            lock.unlock();
        }
    }

    private void sayTenth() {
        int tenth = (int) (done() * 10 / Math.max(1, total));
        if (tenth > tenthsSaid) {
            tenthsSaid = tenth;
            plainLine();
        }
    }

    private long done() {
        return counts.values().stream().mapToLong(count -> count.done).sum();
    }

    private void plainLine() {
        lastPlain = clock.instant();
        console.note(String.format(Locale.ROOT, "%,d/%,d trials  %s%s  %s", done(), total, endingsLine(), money(), remaining()));
    }

    private void redraw() {
        erase();
        List<String> lines = new ArrayList<>();
        int nameWidth = counts.keySet().stream().mapToInt(model -> model.shortName().length()).max().orElse(0);
        lines.add(title);
        counts.forEach((model, count) -> lines.add(modelLine(model, count, nameWidth)));
        lines.add("endings  " + endingsLine() + money() + "  " + remaining());
        lines.forEach(line -> console.err().println(clip(line)));
        console.err().flush();
        linesOnScreen = lines.size();
    }

    private String clip(String line) {
        return line.length() < console.width() ? line : line.substring(0, Math.max(1, console.width() - 1));
    }

    private void erase() {
        if (linesOnScreen > 0) {
            console.err().print("\u001b[" + linesOnScreen + "A\u001b[0J");
            linesOnScreen = 0;
        }
    }

    private String modelLine(ModelRef model, Count count, int nameWidth) {
        Activity.Snapshot now = activity.snapshot(model);
        int filled = (int) (count.done * BAR / Math.max(1, count.total));
        String line = String.format(Locale.ROOT, "  %-" + Math.max(1, nameWidth) + "s  %,9d/%,d  %s  %3d in flight (limit %d)", model.shortName(), count.done,
            count.total, "━".repeat(filled) + "─".repeat(BAR - filled), now.inFlight(), now.limit());
        BigDecimal spent = budget.spent(model);
        return line + (spent.signum() > 0 ? "  " + Figures.money(spent) : "") + waits(now);
    }

    /// `$7.41 of $40`: what is spent of the cap; nothing where nothing costs anything.
    private String money() {
        BigDecimal spent = budget.snapshot().spent();
        if (spent.signum() == 0 && budget.cap().isEmpty()) {
            return "";
        }
        return "  " + Figures.money(spent) + budget.cap().map(cap -> " of " + Figures.money(cap)).orElse("");
    }

    private String waits(Activity.Snapshot now) {
        String limited = now.lastRateLimited().map(at -> "  rate limited " + words(Duration.between(at, clock.instant())) + " ago").orElse("");
        if (now.waitingToRetry() == 0) {
            return limited;
        }
        return limited + "  waiting to retry " + now.waitingToRetry() + now.longestWait().map(wait -> ", longest " + words(wait)).orElse("")
            + now.nextTry().map(next -> ", next in " + words(next)).orElse("");
    }

    private String endingsLine() {
        return List.of(Ending.values()).stream().filter(ending -> ended(ending) > 0 || ending == Ending.ANSWERED)
            .map(ending -> String.format(Locale.ROOT, "%s %,d", ending.words(), ended(ending))).collect(Collectors.joining("  "));
    }

    private String remaining() {
        long finished = finishedNow();
        Duration elapsed = Duration.between(start, clock.instant());
        long left = total - done();
        if (finished == 0 || left == 0 || elapsed.isZero()) {
            return "";
        }
        return "about " + words(Duration.ofMillis((long) ((double) elapsed.toMillis() / finished * left)));
    }

    /// A duration as people say it: `41 s`, `11 min`, `2.5 h`.
    static String words(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(100)) < 0) {
            return duration.toSeconds() + " s";
        }
        if (duration.compareTo(Duration.ofMinutes(100)) < 0) {
            return duration.toMinutes() + " min";
        }
        return String.format(Locale.ROOT, "%.1f h", duration.toMinutes() / 60.0);
    }

    /// Clears the live lines; what happened stays.
    @Override
    public void close() {
        lock.lock();
        try {
            erase();
            console.err().flush();
        } finally {
            lock.unlock();
        }
    }
}
