package dev.assay.suites.answer.judge;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Ruling;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Segments;
import dev.assay.core.transcript.Transcript;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Judges free text with a model where a rule cannot decide: `judge/1.0`.
///
/// The rule judges first. Its verdict stands where it says correct, where the sample does not declare a judge (metadata `judge` = `yes`),
/// and where there is no finished answer to show; it is kept in the details beside the judge's in any case. A judge that cannot be read, is
/// unsure, out of range, refuses, breaks off or does not answer gives no verdict: `Unscored` with relation `JUDGE`, never wrong; repeats
/// that do not agree give `JUDGE_SPLIT`. Every call stands in the ruling, with its tokens.
public final class JudgeScorer implements Scorer {

    /// The metadata key by which a sample declares that a judge may be asked, with the value `yes`.
    public static final String DECLARATION = "judge";
    /// Above this share of missing verdicts a task counts as not judged.
    public static final double MOST_UNSCORED = 0.01;

    private static final int MOST_KEPT = 4_000;
    private static final ScorerRef REF = new ScorerRef("judge", "1.0");

    private final Judge judge;
    private final Scorer rule;
    private final Calibration calibration;

    /// @param judge who judges
    /// @param rule who judges first
    /// @param calibration how often this judge is wrong when asked in this wording
    /// @throws IllegalArgumentException if the calibration is another judge's or of another wording
    public JudgeScorer(Judge judge, Scorer rule, Calibration calibration) {
        boolean words = judge.scale().isEmpty();
        if (!calibration.judge().equals(judge.name()) || (words && !calibration.template().equals(judge.template()))) {
            throw new IllegalArgumentException("The calibration is that of " + calibration.judge() + " with prompt " + calibration.template() + ", not of "
                + judge.name() + " with prompt " + judge.template() + ".  Calibrate this judge.");
        }
        this.judge = judge;
        this.rule = rule;
        this.calibration = calibration;
    }

    /// Whether so many verdicts are missing that the task counts as not judged.
    ///
    /// @param missing verdicts with relation `JUDGE` or `JUDGE_SPLIT`
    /// @param all verdicts that were asked for
    public static boolean tooManyMissing(long missing, long all) {
        return missing > all * MOST_UNSCORED;
    }

    @Override
    public ScorerRef ref() {
        return REF;
    }

    @Override
    public Score score(Sample sample, Transcript transcript) {
        return ruling(sample, transcript).score();
    }

    @Override
    public Ruling ruling(Sample sample, Transcript transcript) {
        Ruling ruled = rule.ruling(sample, transcript);
        Segments segments = Segmentation.of(transcript.output());
        boolean declared = "yes".equals(sample.metadata().get(DECLARATION));
        if (!declared || ruled.score() instanceof Score.Correct || segments.ending() != Ending.ANSWERED || segments.answer().isEmpty()) {
            return ruled;
        }
        String answer = segments.answer().get();
        Opinion opinion = judge.judge(question(sample), gold(sample.target()), answer, sample.id());
        List<Event.ModelCall> calls = new ArrayList<>(ruled.calls());
        calls.addAll(opinion.calls());
        Explanation explanation = new Explanation(opinion.relation(), opinion.sentence(), Optional.of(sample.target().display()),
            flags(answer, opinion, transcript), details(ruled.score(), opinion));
        Optional<String> shown = ruled.score().extracted().or(() -> Optional.of(cut(answer)));
        return new Ruling(scored(opinion.verdict(), shown, explanation), calls);
    }

    private Score scored(Optional<String> verdict, Optional<String> shown, Explanation explanation) {
        if (verdict.isEmpty()) {
            return new Score.Unscored(shown, explanation);
        }
        double credit = judge.scale().map(scale -> scale.credit(new BigDecimal(verdict.get()))).orElse(verdict.get().equals(Opinion.CORRECT) ? 1.0 : 0.0);
        if (credit <= 0) {
            return new Score.Incorrect(shown, explanation);
        }
        return credit >= 1 ? new Score.Correct(shown, explanation) : new Score.Partial(credit, shown, explanation);
    }

    private static String question(Sample sample) {
        return sample.input().stream().map(Message::text).collect(Collectors.joining("\n\n"));
    }

    private static String gold(Target target) {
        return switch (target) {
            case Target.Text(var accepted) -> String.join("\nor\n", accepted);
            case Target.Choice choice -> choice.label() + ": " + choice.options().getOrDefault(choice.label(), "");
            case Target.Expression _,Target.Fields _,Target.Program _ -> target.display();
        };
    }

    private List<String> flags(String answer, Opinion opinion, Transcript transcript) {
        List<String> flags = new ArrayList<>();
        kinship(opinion, transcript).flag().ifPresent(flags::add);
        if (answer.length() > Judge.LONGEST_ANSWER) {
            flags.add("CLIPPED");
        }
        if (opinion.repeats().stream().distinct().count() > 1) {
            flags.add("REPEATS_DIFFER");
        }
        return flags;
    }

    /// The nearest kinship that shows in any name by which the judge and the model are known.
    private Kinship kinship(Opinion opinion, Transcript transcript) {
        Optional<String> judged = transcript.output().modelReturned();
        if (judged.isEmpty()) {
            return Kinship.NONE;
        }
        List<String> names = new ArrayList<>(List.of(judge.modelName()));
        opinion.calls().forEach(call -> call.output().flatMap(ModelOutput::modelReturned).ifPresent(names::add));
        return names.stream().map(name -> Kinship.of(name, judged.get())).min(Kinship::compareTo).orElse(Kinship.NONE);
    }

    private SortedMap<String, String> details(Score ruled, Opinion opinion) {
        SortedMap<String, String> details = new TreeMap<>();
        details.put("judge", judge.name());
        details.put("promptHash", opinion.prompt());
        details.put("template", judge.template());
        details.put("verdicts", String.join(", ", opinion.repeats()));
        details.put("calls", Integer.toString(opinion.calls().size()));
        details.put("attempts", Long.toString(opinion.calls().stream().mapToLong(call -> call.attempts().size()).sum()));
        tokens(opinion, output -> output.usage().input()).ifPresent(sum -> details.put("tokensIn", sum.toString()));
        tokens(opinion, output -> output.usage().output()).ifPresent(sum -> details.put("tokensOut", sum.toString()));
        opinion.calls().reversed().stream().flatMap(call -> call.output().stream()).findFirst()
            .ifPresent(output -> details.put("reply", cut(output.message().text())));
        details.put("ruleVerdict", ruled.getClass().getSimpleName());
        details.put("ruleRelation", ruled.explanation().relation());
        details.put("rule", rule.ref().toString());
        calibration.falseAcceptRate().ifPresent(rate -> details.put("falseAccepts", rate.toString()));
        calibration.falseRejectRate().ifPresent(rate -> details.put("falseRejects", rate.toString()));
        return details;
    }

    /// The sum over all calls that came to an output; absent if any of them does not say.
    private static Optional<Long> tokens(Opinion opinion, Function<ModelOutput, Optional<Long>> count) {
        List<Optional<Long>> counts = opinion.calls().stream().flatMap(call -> call.output().stream()).map(count).toList();
        if (counts.isEmpty() || counts.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(counts.stream().mapToLong(Optional::orElseThrow).sum());
    }

    private static String cut(String text) {
        return text.length() <= MOST_KEPT ? text : text.substring(0, MOST_KEPT) + "…";
    }
}
