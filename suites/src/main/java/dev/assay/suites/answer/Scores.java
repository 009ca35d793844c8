package dev.assay.suites.answer;

import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Score.Correct;
import dev.assay.core.scorer.Score.Incorrect;
import dev.assay.core.scorer.Score.NoAnswer;
import dev.assay.core.scorer.Score.Unscored;
import dev.assay.suites.answer.Finding.Found;
import dev.assay.suites.answer.Finding.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts findings and verdicts into scores with a full explanation.
final class Scores {

    /// The longest extracted answer that a score carries.
    private static final int MAX_SHOWN = 4096;

    private Scores() {
    }

    /// The score of an answer that was found and compared.
    static Score judged(Found found, Verdict verdict, Target target, List<String> textFlags) {
        List<String> flags = union(textFlags, found.flags(), verdict.flags());
        Explanation explanation = new Explanation(verdict.relation(), verdict.sentence(), Optional.of(target.display()), flags, details(found));
        Optional<String> extracted = Optional.of(shown(found.raw()));
        return verdict.equal() ? new Correct(extracted, explanation) : new Incorrect(extracted, explanation);
    }

    /// The score where there is nothing to judge.
    static Score nothing(Reason reason, Target target, List<String> flags) {
        SortedMap<String, String> details = new TreeMap<>();
        AnswerTables.describe(details);
        return new NoAnswer(new Explanation(reason.name(), reason.sentence(), Optional.of(target.display()), union(flags), details));
    }

    /// The score where the gold cannot be read: the harness's fault.
    static Score unreadableGold(Target target, String needed) {
        return new Unscored(Optional.empty(),
            Explanation.of("GOLD", "The right answer is not " + needed + ": " + target.display(), Optional.of(target.display())));
    }

    private static SortedMap<String, String> details(Found found) {
        SortedMap<String, String> details = new TreeMap<>();
        details.put("tier", found.tier().name());
        details.put("confidence", found.tier().confidence().name());
        details.put("start", Integer.toString(found.span().start()));
        details.put("end", Integer.toString(found.span().end()));
        AnswerTables.describe(details);
        if (!found.suffix().isEmpty()) {
            details.put("suffix", found.suffix());
        }
        return details;
    }

    static String shown(String raw) {
        return raw.length() <= MAX_SHOWN ? raw : raw.substring(0, MAX_SHOWN) + "…";
    }

    @SafeVarargs
    private static List<String> union(List<String>... lists) {
        List<String> all = new ArrayList<>();
        for (List<String> list : lists) {
            list.stream().filter(flag -> !all.contains(flag)).forEach(all::add);
        }
        return all;
    }
}
