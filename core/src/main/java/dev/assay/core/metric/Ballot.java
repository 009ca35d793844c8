package dev.assay.core.metric;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// How the tries of one sample voted: classes of equal answers, and tries that gave no answer and abstain.
///
/// Who votes with whom is decided elsewhere; here only counts matter.
///
/// @param classes every class; one without votes changes nothing
/// @param abstentions tries without an answer: they do not vote, but stay among the tries
public record Ballot(List<Party> classes, int abstentions) {

    public Ballot {
        classes = List.copyOf(classes);
        if (abstentions < 0) {
            throw new IllegalArgumentException("Abstentions cannot be " + abstentions + ".");
        }
    }

    /// A class of equal answers.
    ///
    /// @param votes how many tries gave it, at least 0
    /// @param correct whether the answer is right
    public record Party(int votes, boolean correct) {
        public Party {
            if (votes < 0) {
                throw new IllegalArgumentException("A class of answers cannot have " + votes + " votes.");
            }
        }
    }

    /// The ballot of the first `k` tries, in the order in which they were made.
    ///
    /// @param votes for each try the number of its class; empty for no answer
    /// @param correct the numbers of the classes that are right
    /// @param k how many tries count, at least 1
    /// @return absent if there were fewer tries
    public static Optional<Ballot> ofFirst(List<Optional<Integer>> votes, Collection<Integer> correct, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("A vote needs at least 1 try, not " + k + ".");
        }
        if (k > votes.size()) {
            return Optional.empty();
        }
        Map<Integer, Integer> counts = new TreeMap<>();
        votes.subList(0, k).forEach(vote -> vote.ifPresent(number -> counts.merge(number, 1, Integer::sum)));
        List<Party> classes = new ArrayList<>();
        Set<Integer> right = Set.copyOf(correct);
        counts.forEach((number, count) -> classes.add(new Party(count, right.contains(number))));
        return Optional.of(new Ballot(classes, k - classes.stream().mapToInt(Party::votes).sum()));
    }

    /// How many tries there were, abstentions included.
    public int tries() {
        return classes.stream().mapToInt(Party::votes).sum() + abstentions;
    }

    /// How many different answers were given.
    public int distinct() {
        return (int) classes.stream().filter(party -> party.votes > 0).count();
    }

    /// How many tries gave a right answer.
    public int right() {
        return classes.stream().filter(Party::correct).mapToInt(Party::votes).sum();
    }
}
