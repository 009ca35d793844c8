package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Transcript;
import java.util.Optional;

/// Judges the wrapping of an answer, for suites that demand one: `think-format/1.0` and `think-answer-format/1.0`.
///
/// Other scorers never refuse an answer for its wrapping.
public final class FormatScorer implements Scorer {

    private static final String THINK = "<think>";
    private static final String THOUGHT = "</think>";
    private static final String ANSWER = "<answer>";
    private static final String ANSWERED = "</answer>";

    private final ScorerRef ref;
    private final boolean answerToo;

    private FormatScorer(String name, boolean answerToo) {
        this.ref = new ScorerRef(name, "1.0");
        this.answerToo = answerToo;
    }

    /// Exactly one thought between `<think>` tags, at the very start, and something after it.
    public static FormatScorer think() {
        return new FormatScorer("think-format", false);
    }

    /// The same, and after it exactly one answer between `<answer>` tags that ends the text.
    public static FormatScorer thinkAnswer() {
        return new FormatScorer("think-answer-format", true);
    }

    @Override
    public ScorerRef ref() {
        return ref;
    }

    @Override
    public Score score(Sample sample, Transcript transcript) {
        Optional<String> fault = fault(transcript.output().message().text());
        if (fault.isPresent()) {
            return new Score.Incorrect(Optional.empty(), Explanation.of("FORMAT", fault.get(), Optional.empty()));
        }
        return new Score.Correct(Optional.empty(), Explanation.of("FORMAT", "The text is wrapped as it was asked to be.", Optional.empty()));
    }

    private Optional<String> fault(String text) {
        String all = text.strip();
        if (!all.startsWith(THINK)) {
            return Optional.of("The text does not start with " + THINK + ".");
        }
        int close = all.indexOf(THOUGHT);
        if (close < 0) {
            return Optional.of("The thought is never closed.");
        }
        if (all.indexOf(THINK, 1) >= 0 || all.indexOf(THOUGHT, close + 1) >= 0) {
            return Optional.of("There is more than one thought.");
        }
        String rest = all.substring(close + THOUGHT.length()).strip();
        if (rest.isEmpty()) {
            return Optional.of("Nothing follows the thought.");
        }
        return answerToo ? answerFault(rest) : Optional.empty();
    }

    private static Optional<String> answerFault(String rest) {
        boolean whole = rest.startsWith(ANSWER) && rest.endsWith(ANSWERED) && rest.length() >= ANSWER.length() + ANSWERED.length();
        boolean once = rest.indexOf(ANSWER, 1) < 0 && rest.indexOf(ANSWERED) == rest.length() - ANSWERED.length();
        return whole && once ? Optional.empty() : Optional.of("After the thought there is not exactly one answer between " + ANSWER + " and " + ANSWERED + ".");
    }
}
