package dev.assay.suites.code.check;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Verdict;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Segments;
import dev.assay.core.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// Judges programs by running them: `code/1.0`.
///
/// The target is a [Target.Program]. What stands in the answer is found as [AnswerCode] says, and run by a [ProgramRunner]. A fault of ours is
/// `Unscored`, never wrong.
public final class ProgramScorer implements Scorer {

    /// Its name and version.
    public static final ScorerRef REF = new ScorerRef("code", "1.0");

    private static final int LONGEST_SHOWN = 4096;

    private final ProgramRunner runner;

    /// @param runner what runs the programs
    public ProgramScorer(ProgramRunner runner) {
        this.runner = runner;
    }

    @Override
    public ScorerRef ref() {
        return REF;
    }

    /// The hash of our own programs in the boxes.
    @Override
    public Optional<String> profile() {
        return Optional.of("split " + Stubs.DIGEST);
    }

    @Override
    public Score score(Sample sample, Transcript transcript) {
        if (!(sample.target() instanceof Target.Program(String language, String text))) {
            return unscored("The right answer is no program with checks.", sample);
        }
        Segments segments = Segmentation.of(transcript.output());
        if (segments.answer().isEmpty() || segments.ending() == Ending.REFUSED) {
            return nothing(segments, absence(segments), sample);
        }
        try {
            Checks checks = Checks.read(text);
            Optional<AnswerCode> code = checks.tests().find(segments.answer().get(), language);
            if (code.isEmpty()) {
                return nothing(segments, "NOTHING_FOUND", sample);
            }
            return judged(code.get(), runner.run(checks, Language.valueOf(language.toUpperCase(Locale.ROOT)), code.get().text()), segments, sample);
        } catch (IllegalArgumentException unreadable) {
            return unscored(String.valueOf(unreadable.getMessage()), sample);
        }
    }

    private static String absence(Segments segments) {
        return switch (segments.ending()) {
            case TRUNCATED_IN_THOUGHT, TRUNCATED_IN_ANSWER, REFUSED -> segments.ending().name();
            case ANSWERED, NO_ANSWER, OUTAGE -> segments.thought().isPresent() ? "ONLY_IN_THOUGHT" : "NOTHING_FOUND";
        };
    }

    private static Score nothing(Segments segments, String relation, Sample sample) {
        return new Score.NoAnswer(new Explanation(relation, "There is no program in the answer.", Optional.of(sample.target().display()), segments.flags(),
            new TreeMap<>()));
    }

    private static Score unscored(String why, Sample sample) {
        return new Score.Unscored(Optional.empty(), Explanation.of(Judgement.CHECK, why, Optional.of(sample.target().display())));
    }

    private static Score judged(AnswerCode code, Checked checked, Segments segments, Sample sample) {
        List<String> flags = new ArrayList<>(segments.flags());
        code.flags().stream().filter(flag -> !flags.contains(flag)).forEach(flags::add);
        if (checked.facts().containsKey("unsafe")) {
            flags.add("UNSAFE");
        }
        TreeMap<String, String> details = new TreeMap<>(checked.facts());
        details.put("verdict", checked.verdict().kind().name());
        if (!checked.verdict().detail().isEmpty()) {
            details.put("kind", checked.verdict().detail());
        }
        Explanation explanation = new Explanation(checked.verdict().kind().name(), checked.sentence(), Optional.of(sample.target().display()), flags, details);
        Optional<String> shown = Optional.of(code.text().length() <= LONGEST_SHOWN ? code.text() : code.text().substring(0, LONGEST_SHOWN) + "…");
        return switch (checked.verdict()) {
            case Verdict.Passed _ -> new Score.Correct(shown, explanation);
            case Verdict.HarnessError _ -> new Score.Unscored(shown, explanation);
            case Verdict.Wrong _,Verdict.CompileError _,Verdict.RuntimeError _,Verdict.Timeout _,Verdict.Memory _,Verdict.OutputLimit _,Verdict.Security _ ->
                new Score.Incorrect(shown, explanation);
        };
    }
}
