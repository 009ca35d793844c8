package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.model.Attempt;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Segments;
import dev.assay.reports.format.VisibleText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `assay show`: one trial whole, or a line for each trial that was not right.
final class ShowAction implements Command.Action {

    private static final int LINES = 50;
    private static final int LONGEST = 100_000;

    @Override
    public ExitCode run(Invocation call) {
        Path directory = call.how().runs().find(call.arguments().getFirst());
        RunLog log = RunLog.open(directory);
        if (call.arguments().size() > 1) {
            return showTrials(call, log, call.arguments().get(1));
        }
        return showFailures(call, log);
    }

    private static ExitCode showFailures(Invocation call, RunLog log) {
        List<String> lines = new ArrayList<>();
        long[] counts = new long[2];
        int most = call.settings().showing().verbose() ? Integer.MAX_VALUE : LINES;
        log.forEach(result -> {
            counts[0]++;
            if (isRight(result)) {
                return;
            }
            counts[1]++;
            if (lines.size() < most) {
                lines.add(line(result));
            }
        });
        lines.forEach(call.console().out()::println);
        call.note(String.format(Locale.ROOT, "%,d of %,d trials were not right%s.  One of them whole: assay show %s TRIAL", counts[1], counts[0],
            lines.size() < counts[1] ? "; the first " + lines.size() + " are shown, --verbose shows all" : "", log.directory()));
        return ExitCode.DONE;
    }

    private static boolean isRight(SampleResult result) {
        return result.outcome() instanceof Outcome.Scored scored && !scored.judgements().isEmpty()
            && scored.judgements().getFirst().score() instanceof Score.Correct;
    }

    private static String line(SampleResult result) {
        String what = switch (result.outcome()) {
            case Outcome.Failed failed -> "outage  " + failed.error();
            case Outcome.Scored scored -> scored.judgements().isEmpty() ? "not judged yet" : verdict(scored.judgements().getFirst());
        };
        return VisibleText.line(result.trial() + "  " + what, 400);
    }

    private static String verdict(Judgement judgement) {
        Score score = judgement.score();
        String found = score.extracted().map(text -> "found \"" + text + "\"").orElse("found nothing");
        String expected = score.explanation().expected().map(text -> ", expected \"" + text + "\"").orElse("");
        return judgement.ending().words() + "  " + found + expected + "  " + score.explanation().text();
    }

    private static ExitCode showTrials(Invocation call, RunLog log, String key) {
        List<SampleResult> found = new ArrayList<>();
        log.forEach(result -> {
            String name = result.trial().toString();
            boolean meant = name.equals(key) || name.startsWith(key + "@") || name.startsWith(key + "#") || name.startsWith(key + "/");
            if (meant && !(call.settings().showing().onlyFailures() && isRight(result))) {
                found.add(result);
            }
        });
        if (found.isEmpty()) {
            String failed = call.settings().showing().onlyFailures() ? " that was not right" : "";
            throw UsageException
                .of(log.directory() + "  has no trial " + key + failed + ".  Trials are named task/sample#epoch@model; the failures: assay show "
                    + log.directory());
        }
        log.header().provenance().origin().ifPresent(origin -> call.console().out()
            .println("origin    " + VisibleText.line(origin.file() + " (" + origin.name() + ", SHA-256 " + origin.sha256() + ")")));
        found.forEach(result -> trial(result).forEach(call.console().out()::println));
        return ExitCode.DONE;
    }

    private static List<String> trial(SampleResult result) {
        List<String> lines = new ArrayList<>(List.of("trial     " + VisibleText.line(result.trial().toString())));
        switch (result.outcome()) {
            case Outcome.Failed failed -> {
                lines.add("outage    " + failed.kind() + ": " + VisibleText.line(failed.error()));
                failed.events().forEach(event -> event(event, lines));
            }
            case Outcome.Scored scored -> {
                scored.transcript().events().forEach(event -> event(event, lines));
                answer(scored.transcript().output(), lines);
                scored.judgements().forEach(judgement -> judgement(judgement, lines));
            }
        }
        lines.add("");
        return lines;
    }

    private static void event(Event event, List<String> lines) {
        switch (event) {
            case Event.ModelCall call -> {
                call.input().forEach(message -> block(role(message), message.text(), lines));
                call.attempts().forEach(attempt -> lines.add("attempt   " + attempt(attempt)));
            }
            case Event.ToolCall tool -> block("tool " + tool.name(), tool.output(), lines);
            case Event.Note note -> lines.add("note      " + VisibleText.line(note.text()));
        }
    }

    private static String role(Message message) {
        return switch (message) {
            case Message.System system -> "system";
            case Message.User user -> "prompt";
            case Message.Assistant assistant -> "assistant";
            case Message.Tool tool -> "tool";
        };
    }

    private static String attempt(Attempt attempt) {
        String status = attempt.status().map(code -> " (status " + code + ")").orElse("");
        String message = attempt.message().map(text -> "  " + text).orElse("");
        return VisibleText.line(attempt.number() + "  " + attempt.result() + status + ", " + attempt.timing().total().toMillis() + " ms, waited "
            + attempt.waitBefore().toMillis() + " ms before" + message);
    }

    private static void answer(ModelOutput output, List<String> lines) {
        Segments segments = Segmentation.of(output);
        Optional<String> thought = segments.thought().or(() -> output.message().reasoning().summary());
        thought.ifPresent(text -> block("thought", text, lines));
        block("answer", segments.answer().orElse("(none)"), lines);
        lines.add("stop      " + output.stop() + ", usage " + usage(output));
        output.notes().forEach(note -> lines.add("note      " + VisibleText.line(note)));
    }

    private static String usage(ModelOutput output) {
        return "in " + tokens(output.usage().input()) + ", out " + tokens(output.usage().output()) + ", of which thought " + tokens(output.usage().reasoning());
    }

    private static String tokens(Optional<Long> count) {
        return count.map(number -> String.format(Locale.ROOT, "%,d", number)).orElse("unknown");
    }

    private static void judgement(Judgement judgement, List<String> lines) {
        Score score = judgement.score();
        lines.add("verdict   " + score.getClass().getSimpleName() + "  (" + judgement.scorer() + ", " + judgement.ending().words() + ")");
        lines.add("found     " + score.extracted().map(text -> VisibleText.line(text, 2_000)).orElse("nothing"));
        score.explanation().expected().ifPresent(text -> lines.add("expected  " + VisibleText.line(text, 2_000)));
        lines.add("why       " + score.explanation().relation() + ": " + VisibleText.line(score.explanation().text(), 2_000));
        if (!score.explanation().flags().isEmpty()) {
            lines.add("flags     " + String.join(", ", score.explanation().flags()));
        }
        score.explanation().details().forEach((name, value) -> lines.add("          " + name + " " + VisibleText.line(value, 500)));
        judgement.calls().forEach(call -> asked(call, lines));
    }

    /// What a judge model was asked for a verdict, and what it said.
    private static void asked(Event.ModelCall call, List<String> lines) {
        call.input().forEach(message -> block("judge's " + role(message), message.text(), lines));
        call.output().ifPresent(output -> block("judge's reply", output.message().text(), lines));
        call.output().ifPresent(output -> lines.add("stop      " + output.stop() + ", usage " + usage(output)));
        call.failure().ifPresent(failure -> lines.add("failed    " + VisibleText.line(failure)));
        call.attempts().forEach(attempt -> lines.add("attempt   " + attempt(attempt)));
    }

    private static void block(String title, String text, List<String> lines) {
        lines.add("--- " + title);
        lines.add(VisibleText.block(text, LONGEST).stripTrailing());
    }
}
