package dev.assay.suites.answer.equality;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A finding about two answers or parts of answers, from which a [Relation] is made.
///
/// @param name the relation
/// @param certificate how equality is known
/// @param witness where they differ
/// @param flags what was noticed
record Match(Relation.Name name, Optional<String> certificate, Optional<String> witness, NavigableSet<String> flags) {

    static final Match IDENTICAL = equal(Relation.Name.IDENTICAL, "STRUCTURAL");

    static Match equal(Relation.Name name, String certificate) {
        return new Match(name, Optional.of(certificate), Optional.empty(), new TreeSet<>());
    }

    static Match not(Relation.Name name, String witness) {
        return new Match(name, Optional.empty(), Optional.of(witness), new TreeSet<>());
    }

    static Match type(String gold, String answer) {
        return not(Relation.Name.TYPE_MISMATCH, "gold is " + gold + ", answer is " + answer);
    }

    static Match of(Outcome outcome) {
        NavigableSet<String> flags = new TreeSet<>();
        if (outcome.domain()) {
            flags.add("DOMAIN");
        }
        if (outcome.estimated()) {
            flags.add("ESTIMATED");
        }
        Relation.Name name = switch (outcome.kind()) {
            case IDENTICAL -> Relation.Name.IDENTICAL;
            case EXACT -> Relation.Name.EQUAL_EXACT;
            case NUMERIC -> Relation.Name.EQUAL_NUMERIC;
            case DIFFERENT -> Relation.Name.NOT_EQUAL;
            case UNDECIDED -> Relation.Name.UNDECIDED;
        };
        Optional<String> witness = outcome.kind() == Outcome.Kind.UNDECIDED ? Optional.of("no agreement at enough points") : outcome.witness();
        return new Match(name, outcome.certificate(), witness, flags);
    }

    boolean isEqual() {
        return switch (name) {
            case IDENTICAL, EQUAL_EXACT, EQUAL_NUMERIC, EQUAL_ROUNDED, EQUAL_CONVERTED -> true;
            case NOT_EQUAL, TYPE_MISMATCH, STRUCTURE, UNDECIDED -> false;
        };
    }

    Match with(String... more) {
        NavigableSet<String> all = new TreeSet<>(flags);
        all.addAll(Set.of(more));
        return new Match(name, certificate, witness, all);
    }

    Match withAll(Iterable<String> more) {
        NavigableSet<String> all = new TreeSet<>(flags);
        more.forEach(all::add);
        return new Match(name, certificate, witness, all);
    }

    /// The same, no longer called identical or exact.
    Match as(Relation.Name weaker) {
        return isEqual() ? new Match(weaker, certificate, witness, flags) : this;
    }

    Match at(String path) {
        return isEqual() ? this : new Match(name, certificate, witness.map(text -> path + ": " + text), flags);
    }

    /// Both must hold: the weaker equality, or the first that fails.
    Match and(Match other) {
        if (!isEqual()) {
            return this;
        }
        if (!other.isEqual()) {
            return other;
        }
        Match weaker = other.name.compareTo(name) > 0 ? other : this;
        return new Match(weaker.name, weaker.certificate, Optional.empty(), flags).withAll(other.flags);
    }
}
