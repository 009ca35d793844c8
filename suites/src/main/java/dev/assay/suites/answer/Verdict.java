package dev.assay.suites.answer;

import java.util.ArrayList;
import java.util.List;

/// What a comparison found.
///
/// @param equal whether answer and gold are the same
/// @param relation the one reason, such as `EQUAL_ROUNDED` or `UNIT_CONFLICT`
/// @param sentence the reason in a sentence
/// @param flags what a reader should look at
record Verdict(boolean equal, String relation, String sentence, List<String> flags) {

    Verdict {
        flags = List.copyOf(flags);
    }

    static Verdict same(String relation, String sentence, List<String> flags) {
        return new Verdict(true, relation, sentence, flags);
    }

    static Verdict different(String relation, String sentence, List<String> flags) {
        return new Verdict(false, relation, sentence, flags);
    }

    Verdict flagged(List<String> more) {
        List<String> all = new ArrayList<>(flags);
        more.stream().filter(flag -> !all.contains(flag)).forEach(all::add);
        return new Verdict(equal, relation, sentence, all);
    }
}
