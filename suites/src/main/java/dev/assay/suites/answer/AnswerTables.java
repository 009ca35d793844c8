package dev.assay.suites.answer;

import java.util.ArrayList;
import java.util.List;

/// The tables by which answers are found, in one canonical text: what they say is part of a profile's hash.
final class AnswerTables {

    private AnswerTables() {
    }

    static String canonical() {
        List<String> lines = new ArrayList<>();
        lines.add("final:" + String.join("|", Phrases.FINAL));
        lines.add("answer:" + String.join("|", Phrases.ANSWER));
        lines.add("scanned:" + AnswerFinder.MAX_SCANNED);
        lines.add("candidate:" + AnswerFinder.MAX_CANDIDATE);
        lines.add("joined:" + BoxList.MAX_JOINED);
        return String.join("\n", lines);
    }
}
