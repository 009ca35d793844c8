package dev.assay.reports.format;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Segments;
import dev.assay.reports.board.Figures;
import dev.assay.reports.board.Verdicts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One trial as the page shows it; every text in it is fit to be shown, hidden characters visible and long texts cut.
///
/// @param anchor its place in the page
/// @param mark the verdict as a sign
/// @param markClass the style of the sign
/// @param name sample and epoch
/// @param address the trial as people quote it
/// @param ending how it ended
/// @param shortAnswer found and expected answer on one line
/// @param flags what a reader should look at; empty if nothing
/// @param prompt what was asked
/// @param visibility how much of the thought is seen
/// @param thought the thought
/// @param noThought what stands where no thought is
/// @param answer what was judged
/// @param failure why no answer came
/// @param verdicts what the scorers say
/// @param usage tokens and times in a sentence
/// @param attempts every request
/// @param notes what else the transcript says
public record TrialView(String anchor, String mark, String markClass, String name, String address, String ending, String shortAnswer, String flags,
    List<RunWords.Fact> prompt, String visibility, Optional<String> thought, String noThought, Optional<String> answer, Optional<String> failure,
    List<Verdict> verdicts, String usage, List<Try> attempts, List<String> notes) {

    private static final int LONGEST = 100_000;
    private static final int LONGEST_CELL = 2_000;
    private static final int MOST = 50;

    /// What one scorer says.
    ///
    /// @param scorer who
    /// @param word the verdict in words
    /// @param mark the verdict as a sign
    /// @param markClass the style of the sign
    /// @param extracted the answer found
    /// @param expected the right answer
    /// @param relation the reason in capitals
    /// @param text the reason in a sentence
    /// @param details flags and named facts
    public record Verdict(String scorer, String word, String mark, String markClass, String extracted, String expected, String relation, String text,
        List<RunWords.Fact> details) {
    }

    /// One request.
    ///
    /// @param number counted from 1
    /// @param result what became of it
    /// @param status the HTTP status
    /// @param sent when, in UTC
    /// @param waited how long it waited before it was sent
    /// @param took how long it took
    /// @param cost what it was billed
    /// @param message what went wrong
    public record Try(String number, String result, String status, String sent, String waited, String took, String cost, String message) {
    }

    static TrialView of(int run, SampleResult result) {
        return switch (result.outcome()) {
            case Outcome.Failed failed -> failed(run, result, failed);
            case Outcome.Scored scored -> scored(run, result, scored);
        };
    }

    private static TrialView failed(int run, SampleResult result, Outcome.Failed failed) {
        return new TrialView(TrialAnchor.of(run, result.trial()), "!", "warning", name(result), VisibleText.line(result.trial().toString()),
            Ending.OUTAGE.words(), VisibleText.line(failed.error(), 200), "", prompt(failed.events()), "none", Optional.empty(), "", Optional.empty(),
            Optional.of(VisibleText.line(failed.kind() + ": " + failed.error(), LONGEST_CELL)), List.of(),
            "Took " + Figures.duration(result.elapsed()) + " in all.",
            tries(failed.events()), notes(failed.events(), List.of()));
    }

    private static TrialView scored(int run, SampleResult result, Outcome.Scored scored) {
        ModelOutput output = scored.transcript().output();
        Segments segments = Segmentation.of(output);
        List<Judgement> current = Verdicts.current(scored.judgements());
        Optional<Judgement> first = current.stream().findFirst();
        Reasoning reasoning = output.message().reasoning();
        Optional<String> thought = segments.thought().or(reasoning::summary);
        Reasoning.Visibility seen = segments.thought().isPresent() ? Reasoning.Visibility.FULL : reasoning.visibility();
        String word = first.map(judgement -> Verdicts.word(judgement.score())).orElse("unscored");
        return new TrialView(TrialAnchor.of(run, result.trial()), mark(word), markClass(word), name(result), VisibleText.line(result.trial().toString()),
            first.map(Judgement::ending).orElse(segments.ending()).words(), shortAnswer(first), flags(segments, current), prompt(scored.transcript().events()),
            seen.name().toLowerCase(Locale.ROOT), thought.map(text -> VisibleText.block(text, LONGEST)), noThought(seen),
            segments.answer().map(text -> VisibleText.block(text, LONGEST)), Optional.empty(), current.stream().map(TrialView::verdict).toList(),
            usage(output, result.elapsed()), tries(scored.transcript().events()), notes(scored.transcript().events(), output.notes()));
    }

    private static String name(SampleResult result) {
        return VisibleText.line(result.trial().sample(), 100) + " #" + result.trial().epoch();
    }

    private static String shortAnswer(Optional<Judgement> judgement) {
        if (judgement.isEmpty()) {
            return "not judged yet";
        }
        Score score = judgement.get().score();
        String found = score.extracted().map(text -> VisibleText.line(text, 60)).orElse("nothing");
        return "found " + found + score.explanation().expected().map(text -> ", expected " + VisibleText.line(text, 60)).orElse("");
    }

    private static String flags(Segments segments, List<Judgement> current) {
        Set<String> flags = new LinkedHashSet<>(segments.flags());
        current.forEach(judgement -> flags.addAll(judgement.score().explanation().flags()));
        return VisibleText.line(String.join(" ", flags), 300);
    }

    private static List<RunWords.Fact> prompt(List<Event> events) {
        for (Event event : events) {
            if (event instanceof Event.ModelCall call) {
                return call.input().stream().map(TrialView::message).toList();
            }
        }
        return List.of();
    }

    private static RunWords.Fact message(Message message) {
        String role = switch (message) {
            case Message.System _ -> "System";
            case Message.User _ -> "Prompt";
            case Message.Assistant _ -> "Earlier answer";
            case Message.Tool _ -> "Tool result";
        };
        return new RunWords.Fact(role, VisibleText.block(message.text(), LONGEST));
    }

    private static String noThought(Reasoning.Visibility seen) {
        return switch (seen) {
            case FULL, SUMMARY, NONE -> "No sign of reasoning.";
            case ENCRYPTED -> "Encrypted: only the provider can read it.";
            case HIDDEN -> "Hidden: only its length in tokens is known.";
        };
    }

    private static Verdict verdict(Judgement judgement) {
        Score score = judgement.score();
        Explanation explanation = score.explanation();
        String word = Verdicts.word(score);
        List<RunWords.Fact> details = new ArrayList<>();
        if (!explanation.flags().isEmpty()) {
            details.add(new RunWords.Fact("flags", VisibleText.line(String.join(" ", explanation.flags()), LONGEST_CELL)));
        }
        explanation.details().entrySet().stream().limit(MOST)
            .forEach(detail -> details.add(new RunWords.Fact(VisibleText.line(detail.getKey(), 200), VisibleText.line(detail.getValue(), LONGEST_CELL))));
        String credit = score instanceof Score.Partial partial ? " (" + Figures.percent(partial.share()) + ")" : "";
        return new Verdict(judgement.scorer().toString(), word + credit, mark(word), markClass(word),
            score.extracted().map(text -> VisibleText.line(text, LONGEST_CELL)).orElse(Figures.ABSENT),
            explanation.expected().map(text -> VisibleText.line(text, LONGEST_CELL)).orElse(Figures.ABSENT), explanation.relation(),
            VisibleText.line(explanation.text(), LONGEST_CELL), details);
    }

    /// The sign of a verdict: `✓ ✗ ½ – !`.
    static String mark(String word) {
        return switch (word) {
            case "right" -> "✓";
            case "wrong" -> "✗";
            case "partly right" -> "½";
            case "no answer" -> "–";
            default -> "!";
        };
    }

    private static String markClass(String word) {
        return switch (word) {
            case "right" -> "right";
            case "wrong", "no answer" -> "wrong";
            default -> "warning";
        };
    }

    private static String usage(ModelOutput output, Duration elapsed) {
        Usage usage = output.usage();
        Timing timing = output.timing();
        Optional<Long> thought = usage.reasoning().or(() -> output.message().reasoning().tokens());
        List<String> parts = new ArrayList<>();
        parts.add("Read " + tokens(usage.input()) + usage.cachedInput().map(n -> " and " + Figures.count(n) + " from the cache").orElse(""));
        parts.add("wrote " + tokens(usage.output()) + thought.map(n -> ", " + Figures.count(n) + " of them thought").orElse(", thought unknown"));
        parts.add(switch (usage.origin()) {
            case REPORTED -> "counted by the provider";
            case ESTIMATED -> "estimated from characters";
            case UNKNOWN -> "nobody counted";
        });
        if (timing.total().isPositive()) {
            parts.add("took " + Figures.duration(timing.total())
                + timing.firstAnswerToken().map(t -> ", first answer token after " + Figures.duration(t)).orElse(""));
        }
        parts.add(Figures.duration(elapsed) + " with waits");
        output.modelReturned().ifPresent(name -> parts.add("the provider calls the model " + VisibleText.line(name, 200)));
        return String.join("; ", parts) + ".";
    }

    private static String tokens(Optional<Long> count) {
        return count.map(n -> Figures.count(n) + (n == 1 ? " token" : " tokens")).orElse("an unknown number of tokens");
    }

    private static List<Try> tries(List<Event> events) {
        List<Try> tries = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.ModelCall call) {
                call.attempts().stream().limit(MOST).map(TrialView::tried).forEach(tries::add);
            }
        }
        return tries;
    }

    private static Try tried(Attempt attempt) {
        return new Try(Integer.toString(attempt.number()), VisibleText.line(attempt.result(), 100),
            attempt.status().map(Object::toString).orElse(Figures.ABSENT),
            attempt.sent().toString(), Figures.duration(attempt.waitBefore()), Figures.duration(attempt.timing().total()),
            cost(attempt), VisibleText.line(attempt.message().orElse(""), LONGEST_CELL));
    }

    private static String cost(Attempt attempt) {
        return attempt.cost().map(cost -> Figures.money(cost.amount()) + (attempt.usage().origin() == Usage.Origin.ESTIMATED ? ", estimated" : "") + " by "
            + VisibleText.line(cost.priceEntry(), 200)).orElse(Figures.ABSENT);
    }

    private static List<String> notes(List<Event> events, List<String> more) {
        List<String> notes = new ArrayList<>();
        for (Event event : events) {
            switch (event) {
                case Event.Note note -> notes.add(VisibleText.line(note.text(), LONGEST_CELL));
                case Event.ToolCall tool -> notes.add(VisibleText.line("Tool " + tool.name() + ": " + tool.input() + " gave " + tool.output(), LONGEST_CELL));
                case Event.ModelCall _ -> {
                }
            }
        }
        more.forEach(note -> notes.add(VisibleText.line(note, LONGEST_CELL)));
        return notes.stream().limit(MOST).toList();
    }
}
