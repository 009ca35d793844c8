package dev.assay.suites.answer;

import java.util.ArrayList;
import java.util.List;

/// Signs that a wrong verdict may be the grader's fault. They change no verdict; a reader sees them.
final class Suspicion {

    private static final int MAX_SEARCHED = 200_000;

    private Suspicion() {
    }

    static List<String> of(String text, Gold gold, Finding.Found found) {
        List<String> signs = new ArrayList<>();
        String tail = text.length() <= MAX_SEARCHED ? text : text.substring(text.length() - MAX_SEARCHED);
        List<Boxes.Box> boxes = Boxes.in(tail);
        String wanted = PlainForm.plain(gold.raw());
        if (!wanted.isBlank() && holdsWhole(tail, gold.raw().strip())) {
            signs.add("GOLD_IN_TEXT");
        }
        if (boxes.stream().limit(Math.max(0, boxes.size() - 1)).anyMatch(box -> same(box, tail, wanted))) {
            signs.add("GOLD_IN_EARLIER_BOX");
        }
        long distinct = boxes.stream().map(box -> box.content().of(tail).strip()).distinct().limit(3).count();
        if (distinct > 1) {
            signs.add("MANY_DISTINCT_BOXES");
        }
        if (found.flags().contains("TRUNCATED_BOX")) {
            signs.add("LIKELY_TRUNCATED");
        }
        return signs;
    }

    private static boolean same(Boxes.Box box, String text, String wanted) {
        return box.content().length() <= AnswerFinder.MAX_CANDIDATE && PlainForm.plain(box.content().of(text)).equals(wanted);
    }

    private static boolean holdsWhole(String text, String wanted) {
        int at = wanted.isEmpty() ? -1 : text.indexOf(wanted);
        while (at >= 0) {
            int end = at + wanted.length();
            boolean before = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean after = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (before && after) {
                return true;
            }
            at = text.indexOf(wanted, at + 1);
        }
        return false;
    }
}
