package dev.assay.suites.answer.instruction;

import dev.assay.core.dataset.Sample;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Segments;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.ProfiledScorer;
import dev.assay.suites.answer.expression.ReadingTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Judges whether an answer follows the verifiable instructions of its prompt: `instructions/1.0`, and `instructions-faithful/1.0` by the
/// published rules with their defects.
///
/// The instructions stand in the sample's metadata under [#INSTRUCTIONS], as a JSON array of `{"id", "kwargs"}`. There is no right answer, so
/// the target is not looked at; a placeholder text will do. `Correct` means that every instruction holds strictly. An answer that broke off is
/// judged as far as it goes. An instruction that cannot be checked leaves the sample `Unscored`.
public final class InstructionScorer implements Scorer {

    /// The name of the sample's metadata that holds its instructions.
    public static final String INSTRUCTIONS = "instructions";

    /// How much of an answer is read: its last 4 Mi characters.
    private static final int LONGEST = 4 << 20;
    private static final int LONGEST_SHOWN = 4096;
    private static final String TABLES = ReadingTables.digest(List.of(LanguageTable.canonical()));

    private final ScorerRef ref;
    private final Edition edition;

    private InstructionScorer(ScorerRef ref, Edition edition) {
        this.ref = ref;
        this.edition = edition;
    }

    /// The scorer by the repaired checks.
    public static InstructionScorer repaired() {
        return new InstructionScorer(new ScorerRef("instructions", "1.0"), Edition.REPAIRED);
    }

    /// The scorer by the checks as published.
    public static InstructionScorer faithful() {
        return new InstructionScorer(new ScorerRef("instructions-faithful", "1.0"), Edition.FAITHFUL);
    }

    @Override
    public ScorerRef ref() {
        return ref;
    }

    /// The edition, with the hash of the languages' marks that both judge by.
    @Override
    public Optional<String> profile() {
        return Optional.of(edition.name().toLowerCase(Locale.ROOT) + " " + TABLES);
    }

    @Override
    public Score score(Sample sample, Transcript transcript) {
        Optional<String> written = Optional.ofNullable(sample.metadata().get(INSTRUCTIONS));
        if (written.isEmpty()) {
            return unscored("The sample names no instructions.");
        }
        try {
            return judged(InstructionJson.read(written.get()), Segmentation.of(transcript.output()));
        } catch (IllegalArgumentException e) {
            return unscored(String.valueOf(e.getMessage()));
        }
    }

    private static Score unscored(String why) {
        return new Score.Unscored(Optional.empty(), Explanation.of(Judgement.CHECK, why, Optional.empty()));
    }

    private Score judged(List<Instruction> instructions, Segments segments) {
        if (segments.answer().isEmpty() || segments.ending() == Ending.REFUSED) {
            return nothing(segments);
        }
        String whole = segments.answer().get();
        List<String> flags = new ArrayList<>(segments.flags());
        String text = whole.length() <= LONGEST ? whole : whole.substring(whole.length() - LONGEST);
        if (text.length() < whole.length()) {
            flags.add("CLIPPED");
        }
        Optional<String> shown = Optional.of(text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…");
        Outcome outcome = Outcome.of(instructions, text, edition);
        if (outcome.undecided().isPresent()) {
            return new Score.Unscored(shown, explanation(Judgement.CHECK, outcome.undecided().get(), outcome, flags));
        }
        long broken = outcome.lines().size() - outcome.held(Outcome.Line::strict);
        return broken == 0
            ? new Score.Correct(shown, explanation("ALL_HELD", "The answer follows every instruction.", outcome, flags))
            : new Score.Incorrect(shown, explanation("NOT_ALL_HELD", "The answer breaks " + broken + " of " + outcome.lines().size() + " instructions.",
                outcome, flags));
    }

    private static Score nothing(Segments segments) {
        String relation = switch (segments.ending()) {
            case TRUNCATED_IN_THOUGHT, TRUNCATED_IN_ANSWER, REFUSED -> segments.ending().name();
            case ANSWERED, NO_ANSWER, OUTAGE -> segments.thought().isPresent() ? "ONLY_IN_THOUGHT" : "NOTHING_FOUND";
        };
        return new Score.NoAnswer(new Explanation(relation, "There is no answer that could follow an instruction.", Optional.empty(), segments.flags(),
            new TreeMap<>()));
    }

    private Explanation explanation(String relation, String sentence, Outcome outcome, List<String> flags) {
        SortedMap<String, String> details = new TreeMap<>();
        int size = outcome.lines().size();
        for (int i = 0; i < size; i++) {
            Outcome.Line line = outcome.lines().get(i);
            details.put(String.format(Locale.ROOT, "%02d %s", i + 1, line.id()), line.words());
        }
        details.put("strict", outcome.held(Outcome.Line::strict) + "/" + size);
        details.put("loose", outcome.held(Outcome.Line::loose) + "/" + size);
        details.put("edition", edition.name().toLowerCase(Locale.ROOT));
        details.put(ProfiledScorer.PROFILE_HASH, TABLES);
        return new Explanation(relation, sentence, Optional.empty(), flags, details);
    }
}
