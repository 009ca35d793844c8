package dev.assay.suites.answer;

import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Score;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Segments;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.Finding.Found;
import dev.assay.suites.answer.Finding.Missing;
import dev.assay.suites.answer.Finding.Reason;
import dev.assay.suites.answer.equality.Equality;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.equality.Relation;
import dev.assay.suites.answer.expression.ParseProblem;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Judges whether a text gives the right answer, and says why.
///
/// The pipeline: thought and answer are parted, the answer is found, gold and answer are read, and the two are compared under a profile.
/// A verdict is a function of its arguments alone: no clock, no chance, no thread. Every text gives a typed result, within counted limits.
public final class Grader {

    /// The name and version under which verdicts stand; the number rises with any change that can flip one.
    public static final String VERSION = "answer/1.0";

    private static final int MAX_QUESTION_SPANS = 64;

    private final Profile profile;
    private final String hash;

    /// A grader under a profile.
    public Grader(Profile profile) {
        this.profile = profile;
        this.hash = profile.hash(AnswerTables.canonical());
    }

    /// The profile it judges under.
    public Profile profile() {
        return profile;
    }

    /// The digest of the profile and of every table it judges with.
    public String profileHash() {
        return hash;
    }

    /// Judges a model's whole output, or a bare answer, as one that ended by itself.
    public Grade grade(String gold, String output, GradeRequest request) {
        ModelOutput said = new ModelOutput(Message.Assistant.of(output), StopReason.NATURAL, Usage.unknown(), Timing.of(Duration.ZERO), ReasoningProfile.AUTO,
            Optional.empty(), List.of(), List.of());
        return grade(gold, new Transcript(List.of(), said), request);
    }

    /// Judges a trial.
    public Grade grade(String gold, Transcript transcript, GradeRequest request) {
        List<String> golds = new ArrayList<>(List.of(gold));
        golds.addAll(request.alternatives());
        Grade first = judge(golds.getFirst(), transcript, request);
        for (int i = 1; i < golds.size() && !(first.score() instanceof Score.Correct); i++) {
            Grade other = judge(golds.get(i), transcript, request);
            if (other.score() instanceof Score.Correct) {
                return other;
            }
        }
        return first;
    }

    private Grade judge(String gold, Transcript transcript, GradeRequest request) {
        return switch (request.kind()) {
            case EXPRESSION -> expression(gold, transcript, request);
            case NUMBER -> request.location() == GradeRequest.Location.ANSWER
                ? expression(gold, transcript, request)
                : NumberAtPlace.grade(this, gold, transcript, request.location());
            case CHOICE -> plain(new ChoiceScorer().score(Samples.choice(gold, request.options()), transcript));
            case TEXT -> plain(TextScorer.folded().score(Samples.text(gold), transcript));
        };
    }

    /// A score of a scorer without profiles.
    private Grade plain(Score score) {
        Explanation explanation = score.explanation();
        Optional<String> witness = score instanceof Score.Incorrect ? Optional.of(explanation.text()) : Optional.empty();
        Optional<String> certificate = score instanceof Score.Correct ? Optional.of("STRUCTURAL") : Optional.empty();
        return new Grade(score, explanation.relation(), certificate, witness, 0);
    }

    private Grade expression(String goldText, Transcript transcript, GradeRequest request) {
        Gold gold = Gold.of(goldText);
        return switch (finalText(transcript)) {
            case FinalText.Absent(var reason, var flags) -> nothing(reason, gold, flags);
            case FinalText.Present(var text, var truncated, var flags) -> switch (AnswerFinder.find(text, truncated, gold.kind())) {
                case Missing(var reason) -> nothing(reason, gold, flags);
                case Found found -> rejected(found).map(reason -> nothing(reason, gold, flags)).orElseGet(() -> compared(gold, found, text, flags, request));
            };
        };
    }

    /// The text that may be judged: after the thought, or in it where the profile says so and there is nothing after it.
    private FinalText finalText(Transcript transcript) {
        FinalText text = FinalText.of(transcript);
        if (profile.thought() == Profile.Thought.REJECT || text instanceof FinalText.Present) {
            return text;
        }
        Segments segments = Segmentation.of(transcript.output());
        boolean boxed = segments.thought().filter(thought -> !Boxes.in(thought).isEmpty()).isPresent();
        if (segments.thought().isEmpty() || (profile.thought() == Profile.Thought.LAST_BOX && !boxed)) {
            return text;
        }
        List<String> flags = new ArrayList<>(segments.flags());
        flags.addAll(List.of("ANSWER_IN_THOUGHT", "LOW_CONFIDENCE"));
        return new FinalText.Present(segments.thought().get(), false, flags);
    }

    /// Why the profile takes no answer that was found this way; it never goes on to the next candidate.
    private Optional<Reason> rejected(Found found) {
        boolean unclosed = found.flags().contains("TRUNCATED_BOX") && profile.unclosedBox() == Profile.Acceptance.REJECT;
        boolean unmarked = (found.tier() == Tier.T6 || found.tier() == Tier.T7) && profile.spans() == Profile.Acceptance.REJECT;
        return unclosed || unmarked ? Optional.of(Reason.NOTHING_FOUND) : Optional.empty();
    }

    private Grade nothing(Reason reason, Gold gold, List<String> flags) {
        Explanation explanation = new Explanation(reason.name(), reason.sentence(), Optional.of(gold.raw()), List.copyOf(flags), details());
        return new Grade(new Score.NoAnswer(explanation), reason.name(), Optional.empty(), Optional.empty(), 0);
    }

    private Grade compared(Gold gold, Found found, String text, List<String> flags, GradeRequest request) {
        Reading reading = Reading.of(found.raw(), ReadingOptions.STANDARD);
        Relation relation = relation(gold, found, reading, request);
        if (gold.reading() instanceof ParseProblem problem && !relation.isEqual()) {
            return unreadable(gold, problem);
        }
        List<String> all = new ArrayList<>(flags);
        found.flags().stream().filter(flag -> !all.contains(flag)).forEach(all::add);
        relation.flags().stream().filter(flag -> !all.contains(flag)).forEach(all::add);
        if (!relation.isEqual()) {
            Suspicion.of(text, gold, found).stream().filter(flag -> !all.contains(flag)).forEach(all::add);
        }
        return graded(gold, found, reading, relation, all);
    }

    private Relation relation(Gold gold, Found found, Reading reading, GradeRequest request) {
        if (PlainForm.plain(found.raw()).equals(PlainForm.plain(gold.raw())) && (gold.reading() instanceof ParseProblem || reading instanceof ParseProblem)) {
            return new Relation(Relation.Name.IDENTICAL, Optional.of("STRUCTURAL"), Optional.empty(), List.of(), "The answer is the gold as written.", 0);
        }
        Relation relation = Equality.judge(gold.reading(), reading, profile, request.rules());
        if (relation.isEqual() && isEcho(gold, found, request)) {
            return new Relation(Relation.Name.NOT_EQUAL, Optional.empty(), Optional.of("the answer repeats a formula of the question"), List.of("ECHO"),
                "The answer only repeats a formula of the question.", relation.work());
        }
        return relation;
    }

    /// Whether the answer repeats a formula of the question that is not the gold as written.
    private static boolean isEcho(Gold gold, Found found, GradeRequest request) {
        if (request.question().isEmpty()) {
            return false;
        }
        String answer = PlainForm.plain(found.raw());
        return !answer.equals(PlainForm.plain(gold.raw()))
            && MathSpans.all(request.question().get(), MAX_QUESTION_SPANS).stream().anyMatch(span -> PlainForm.plain(span).equals(answer));
    }

    private Grade unreadable(Gold gold, ParseProblem problem) {
        Explanation explanation = new Explanation("GOLD", "The right answer cannot be read: " + problem.sentence(), Optional.of(gold.raw()), List.of(),
            details());
        return new Grade(new Score.Unscored(Optional.empty(), explanation), "GOLD", Optional.empty(), Optional.empty(), 0);
    }

    private Grade graded(Gold gold, Found found, Reading reading, Relation relation, List<String> flags) {
        SortedMap<String, String> details = details();
        details.put("tier", found.tier().name());
        details.put("confidence", found.tier().confidence().name());
        details.put("start", Integer.toString(found.span().start()));
        details.put("end", Integer.toString(found.span().end()));
        details.put("work", Long.toString(relation.work()));
        if (!found.suffix().isEmpty()) {
            details.put("suffix", found.suffix());
        }
        describe("gold", gold.reading(), details);
        describe("answer", reading, details);
        relation.certificate().ifPresent(text -> details.put("certificate", text));
        relation.witness().ifPresent(text -> details.put("witness", text));
        Explanation explanation = new Explanation(relation.name().name(), relation.sentence(), Optional.of(gold.raw()), flags, details);
        Optional<String> extracted = Optional.of(Scores.shown(found.raw()));
        Score score = relation.isEqual() ? new Score.Correct(extracted, explanation) : new Score.Incorrect(extracted, explanation);
        return new Grade(score, relation.name().name(), relation.certificate(), relation.witness(), relation.work());
    }

    private static void describe(String side, Reading reading, SortedMap<String, String> details) {
        switch (reading) {
            case ParseProblem problem -> details.put(side + ".problem", problem.sentence());
            case Reading.Parsed parsed -> {
                details.put(side + ".type", parsed.tree().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
                details.put(side + ".tree", Scores.shown(parsed.tree().print()));
                if (!parsed.steps().isEmpty()) {
                    details.put(side + ".steps", String.join(" ", parsed.steps()));
                }
            }
        }
    }

    private SortedMap<String, String> details() {
        TreeMap<String, String> details = new TreeMap<>();
        details.put(ProfiledScorer.PROFILE, profile.name());
        details.put(ProfiledScorer.PROFILE_HASH, hash);
        return details;
    }

    /// The details of a verdict under this grader's profile.
    SortedMap<String, String> detailsOf(String tier) {
        SortedMap<String, String> details = details();
        details.put("tier", tier);
        return details;
    }
}
