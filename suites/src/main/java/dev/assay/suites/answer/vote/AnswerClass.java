package dev.assay.suites.answer.vote;

import java.util.List;

/// Answers that vote as one.
///
/// @param <A> what an answer is
/// @param representative the answer that stands for all: of the largest exact class in it, the one with the least canonical print
/// @param print the canonical print of the representative
/// @param prints the canonical prints of all different answers in it, in order
/// @param votes how many tries gave one of these answers
public record AnswerClass<A>(A representative, String print, List<String> prints, int votes) {

    public AnswerClass {
        prints = List.copyOf(prints);
        if (votes < 1) {
            throw new IllegalArgumentException("A class of answers has at least one vote, not " + votes + ".");
        }
    }
}
