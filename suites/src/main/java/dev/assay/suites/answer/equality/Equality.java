package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.ParseProblem;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.Work;
import dev.assay.suites.answer.expression.WorkSpent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Judges whether two readings are the same answer.
///
/// The judgement is a function of its arguments alone. It always comes to an end: work is counted, and what is not decided
/// within the budget is [Relation.Name#UNDECIDED] on every machine alike.
public final class Equality {

    private Equality() {
    }

    /// Judges an answer with the budget of a pair.
    public static Relation judge(Reading gold, Reading answer, Profile profile, SampleRules rules) {
        return judge(gold, answer, profile, rules, Work.of(Work.PAIR));
    }

    /// Judges an answer and charges a counter that may have been used before.
    public static Relation judge(Reading gold, Reading answer, Profile profile, SampleRules rules, Work work) {
        long before = work.spent();
        Match match = switch (gold) {
            case ParseProblem problem -> Match.not(Relation.Name.TYPE_MISMATCH, "the gold could not be read: " + problem.sentence());
            case Reading.Parsed left -> switch (answer) {
                case ParseProblem problem -> Match.not(Relation.Name.TYPE_MISMATCH, "the answer could not be read: " + problem.sentence());
                case Reading.Parsed right -> chained(right, asWritten(left, right, bounded(left, right, profile, rules, work)), work);
            };
        };
        return relation(match, work.spent() - before);
    }

    /// An answer whose chain of equalities contradicts itself is flagged, whatever the verdict.
    private static Match chained(Reading.Parsed answer, Match match, Work work) {
        return ChainCheck.isInconsistent(answer.tree(), work) ? match.with(ChainCheck.INCONSISTENT) : match;
    }

    /// Only what is written alike is identical; equal trees behind two writings are exactly equal.
    private static Match asWritten(Reading.Parsed gold, Reading.Parsed answer, Match match) {
        boolean alike = match.name() != Relation.Name.IDENTICAL || gold.text().equals(answer.text());
        return alike ? match : match.as(Relation.Name.EQUAL_EXACT);
    }

    private static Match bounded(Reading.Parsed gold, Reading.Parsed answer, Profile profile, SampleRules rules, Work work) {
        try {
            return readings(gold, answer, profile, rules, work);
        } catch (WorkSpent e) {
            return Match.not(Relation.Name.UNDECIDED, "the budget of work is spent");
        } catch (Uninformative e) {
            return Match.not(Relation.Name.UNDECIDED, "a number is out of reach: " + e.getMessage());
        }
    }

    /// The usual readings first; then a second reading of one side, as the other decides.
    private static Match readings(Reading.Parsed gold, Reading.Parsed answer, Profile profile, SampleRules rules, Work work) {
        Comparison comparison = new Comparison(profile, rules, work);
        List<String> damage = damage(answer, profile);
        Match first = finished(comparison.compare(gold.tree(), answer.tree()).withAll(damage), profile);
        if (first.isEqual()) {
            return first;
        }
        for (Reading.Other other : answer.others()) {
            Match match = second(comparison, gold.tree(), other.tree(), other.flag(), damage, profile);
            if (match.isEqual()) {
                return match;
            }
        }
        for (Reading.Other other : gold.others()) {
            Match match = second(comparison, other.tree(), answer.tree(), other.flag(), damage, profile);
            if (match.isEqual()) {
                return match;
            }
            for (Reading.Other third : answer.others()) {
                Match both = second(comparison, other.tree(), third.tree(), third.flag(), damage, profile);
                if (both.isEqual()) {
                    return both.with(other.flag());
                }
            }
        }
        return first;
    }

    private static List<String> damage(Reading.Parsed answer, Profile profile) {
        if (profile.repairs() != Profile.Repairs.AS_PUBLISHED || !answer.steps().contains("N1")) {
            return answer.flags();
        }
        return Stream.concat(answer.flags().stream(), Stream.of(Profile.UNICODE)).toList();
    }

    private static Match second(Comparison comparison, Answer gold, Answer answer, String flag, List<String> damage, Profile profile) {
        Match match = comparison.compare(gold, answer);
        boolean loose = flag.equals("LOCALE") && match.name() == Relation.Name.EQUAL_ROUNDED;
        if (!match.isEqual() || loose) {
            return loose ? Match.not(Relation.Name.NOT_EQUAL, "a decimal comma must be exact") : match;
        }
        return finished(match.with(flag).withAll(damage), profile);
    }

    private static Match finished(Match match, Profile profile) {
        for (String flag : match.flags()) {
            if (match.isEqual() && profile.rejects(flag)) {
                return Match.not(Relation.Name.NOT_EQUAL, "the profile " + profile.name() + " does not accept " + flag).withAll(match.flags());
            }
        }
        return match;
    }

    private static Relation relation(Match match, long work) {
        String certificate = match.certificate().map(text -> " (" + text + ")").orElse("");
        String witness = match.witness().map(text -> ": " + text).orElse("");
        String sentence = switch (match.name()) {
            case IDENTICAL -> "The answer is the gold as written" + certificate + ".";
            case EQUAL_EXACT -> "The answer equals the gold" + certificate + ".";
            case EQUAL_NUMERIC -> "The answer agrees with the gold to many digits" + certificate + ".";
            case EQUAL_ROUNDED -> "The answer agrees with the gold after rounding" + certificate + ".";
            case EQUAL_CONVERTED -> "The answer equals the gold after conversion" + certificate + ".";
            case NOT_EQUAL -> "The answer differs from the gold" + witness + ".";
            case TYPE_MISMATCH -> "The answer is of another kind than the gold" + witness + ".";
            case STRUCTURE -> "The answer is built differently from the gold" + witness + ".";
            case UNDECIDED -> "It was not decided whether the answer equals the gold" + witness + ".";
        };
        Optional<String> reason = match.isEqual() ? Optional.empty() : match.witness();
        return new Relation(match.name(), match.isEqual() ? match.certificate() : Optional.empty(), reason, List.copyOf(match.flags()), sentence, work);
    }
}
