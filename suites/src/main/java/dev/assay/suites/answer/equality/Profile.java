package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.ReadingTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How strictly an answer is judged: one decision for each rule on which reasonable graders differ.
///
/// @param name how it is chosen, such as `standard`
/// @param thought an answer that stands only in the thought
/// @param unclosedBox a box that is not closed although the model stopped by itself
/// @param spans an answer that no anchor marks: a formula or a number in the last sentence
/// @param units a unit on one side only
/// @param unitConflict units of different kinds
/// @param percent a percent sign on one side only
/// @param decimals a decimal against an exact value, or against a decimal of other length
/// @param form another form of the same value, such as a sum that was not computed
/// @param ambiguous a second reading of what was written, the decimal comma among them
/// @param repairs damage that had to be repaired before the text could be read
/// @param solved a solved relation against an interval
/// @param words texts that mean the same
/// @param writing whether order, names and the shape of equations count as they are written
public record Profile(String name, Thought thought, Acceptance unclosedBox, Acceptance spans, Acceptance units, Acceptance unitConflict,
    Percent percent, Decimals decimals, Acceptance form, Acceptance ambiguous, Repairs repairs, Solved solved, Synonyms words, Writing writing) {

    /// What to do with a case.
    public enum Acceptance {
        /// It is not accepted.
        REJECT,
        /// It is accepted and flagged.
        ACCEPT
    }

    /// What to do with damage and with notation beyond LaTeX.
    public enum Repairs {
        /// Damage is not accepted.
        REJECT,
        /// Damage is repaired and flagged.
        ACCEPT,
        /// Neither damage nor Unicode mathematics is read, as in the graders that are reproduced.
        AS_PUBLISHED
    }

    /// What to do with an answer that stands only in the thought.
    public enum Thought {
        /// It is no answer.
        REJECT,
        /// The last box in it counts, with low confidence.
        LAST_BOX,
        /// It is an answer like any other.
        ACCEPT
    }

    /// What a percent sign on one side means.
    public enum Percent {
        /// Signs must agree.
        BOTH,
        /// The value or the bare number may be equal.
        EITHER,
        /// Only the value may be equal.
        VALUE,
        /// A factor of 100 is ignored even without a sign.
        LOOSE
    }

    /// When a decimal stands for a value it does not equal.
    public enum Decimals {
        /// Never.
        EQUAL,
        /// If it is the value, rounded or cut, to three significant digits or more.
        ROUNDED,
        /// The same from two significant digits on.
        ROUNDED_TWO,
        /// If both agree to six digits after the point.
        SIX_DECIMALS,
        /// If both agree within a ten-thousandth of the gold.
        RELATIVE
    }

    /// Whether a solved relation is a set of numbers.
    public enum Solved {
        /// Never.
        REJECT,
        /// On either side.
        EITHER,
        /// If the gold is the relation.
        GOLD_ONLY
    }

    /// Whether order, names and the shape of equations count.
    public enum Writing {
        /// What is meant counts: lists in any order, names that only name, equations up to a factor.
        MEANT,
        /// What is written counts.
        WRITTEN
    }

    /// When words are equal.
    public enum Synonyms {
        /// Letter by letter.
        EXACT,
        /// Also if they belong to one group of synonyms.
        GROUPS
    }

    /// The flag of an answer with Unicode mathematics in it, for profiles that do not read it.
    static final String UNICODE = "UNICODE";

    /// Accepts what is written out exactly and nothing that needs good will.
    public static final Profile STRICT = new Profile("strict", Thought.REJECT, Acceptance.REJECT, Acceptance.REJECT, Acceptance.REJECT,
        Acceptance.REJECT, Percent.BOTH, Decimals.EQUAL, Acceptance.REJECT, Acceptance.REJECT, Repairs.REJECT, Solved.EITHER, Synonyms.EXACT, Writing.MEANT);
    /// What a fair examiner accepts.
    public static final Profile STANDARD = new Profile("standard", Thought.REJECT, Acceptance.ACCEPT, Acceptance.ACCEPT, Acceptance.ACCEPT,
        Acceptance.REJECT, Percent.EITHER, Decimals.ROUNDED, Acceptance.ACCEPT, Acceptance.ACCEPT, Repairs.ACCEPT, Solved.EITHER, Synonyms.GROUPS,
        Writing.MEANT);
    /// Standard with low confidence where standard gives up.
    public static final Profile LENIENT = new Profile("lenient", Thought.LAST_BOX, Acceptance.ACCEPT, Acceptance.ACCEPT, Acceptance.ACCEPT,
        Acceptance.REJECT, Percent.EITHER, Decimals.ROUNDED_TWO, Acceptance.ACCEPT, Acceptance.ACCEPT, Repairs.ACCEPT, Solved.EITHER, Synonyms.GROUPS,
        Writing.MEANT);
    /// Reproduces the decisions of Math-Verify.
    public static final Profile COMPAT_MATHVERIFY = new Profile("compat-mathverify", Thought.ACCEPT, Acceptance.REJECT, Acceptance.ACCEPT,
        Acceptance.ACCEPT, Acceptance.ACCEPT, Percent.VALUE, Decimals.SIX_DECIMALS, Acceptance.ACCEPT, Acceptance.ACCEPT, Repairs.AS_PUBLISHED,
        Solved.GOLD_ONLY, Synonyms.EXACT, Writing.MEANT);
    /// Reproduces the decisions of the grader of Qwen2.5-Math.
    public static final Profile COMPAT_QWEN = new Profile("compat-qwen", Thought.ACCEPT, Acceptance.ACCEPT, Acceptance.ACCEPT, Acceptance.ACCEPT,
        Acceptance.ACCEPT, Percent.LOOSE, Decimals.RELATIVE, Acceptance.ACCEPT, Acceptance.REJECT, Repairs.AS_PUBLISHED, Solved.REJECT, Synonyms.EXACT,
        Writing.WRITTEN);

    /// All profiles, from the strictest on.
    public static List<Profile> all() {
        return List.of(STRICT, STANDARD, LENIENT, COMPAT_MATHVERIFY, COMPAT_QWEN);
    }

    /// The profile of this name.
    public static Optional<Profile> named(String name) {
        return all().stream().filter(profile -> profile.name().equals(name)).findFirst();
    }

    /// The canonical JSON of the decisions.
    public String canonical() {
        return "{\"ambiguous\":\"" + ambiguous + "\",\"decimals\":\"" + decimals + "\",\"form\":\"" + form + "\",\"name\":\"" + name
            + "\",\"percent\":\"" + percent + "\",\"repairs\":\"" + repairs + "\",\"solved\":\"" + solved + "\",\"spans\":\"" + spans
            + "\",\"thought\":\"" + thought + "\",\"unclosedBox\":\"" + unclosedBox + "\",\"unitConflict\":\"" + unitConflict
            + "\",\"units\":\"" + units + "\",\"words\":\"" + words + "\",\"writing\":\"" + writing + "\"}";
    }

    /// `sha256:` and the digest of the decisions, the synonyms, and whatever other tables the caller judges with.
    public String hash(String... tables) {
        List<String> all = new ArrayList<>(List.of(canonical(), Words.table()));
        all.addAll(List.of(tables));
        return ReadingTables.digest(all);
    }

    /// Whether a match with this flag does not count.
    boolean rejects(String flag) {
        return switch (flag) {
            case "UNIT_ADDED", "UNIT_DROPPED" -> units == Acceptance.REJECT;
            case "UNEVALUATED", "UNREDUCED", "UNSIMPLIFIED", "FORM" -> form == Acceptance.REJECT;
            case "AMBIGUOUS", "AMBIGUOUS_LOG", "LOCALE" -> ambiguous == Acceptance.REJECT;
            case "NAMES", "RENAMED", "NAME_DROPPED", "DUPLICATE", "CHAIN" -> writing == Writing.WRITTEN;
            case "REPAIRED" -> repairs != Repairs.ACCEPT;
            case UNICODE -> repairs == Repairs.AS_PUBLISHED;
            default -> false;
        };
    }
}
