package dev.assay.suites.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Finds phrases that announce an answer, and the stretch of text that they announce.
final class Phrases {

    /// Phrases of a final line.
    static final List<String> FINAL = List.of("final answer", "####", "最终答案");
    /// Phrases that announce an answer, in the languages of public multilingual benchmarks.
    static final List<String> ANSWER = List.of("answer", "antwort", "réponse", "respuesta", "risposta", "resposta", "ответ", "答案", "答え", "正解", "回答", "정답", "답",
        "उत्तर",
        "الإجابة", "الجواب", "antwoord", "odpowiedź", "câu trả lời", "cevap", "svar");

    private static final int MAX_TRIES = 64;
    private static final int MAX_BRIDGE = 80;
    private static final List<String> COPULAS = List.of("is", "was", "are", "equals", "ist", "lautet", "est", "es", "è", "é", "是", "为", "為", "は", "is:",
        "would", "be", "will", "comes",
        "therefore", "thus", "then", "to", "out");

    private Phrases() {
    }

    /// The stretches that follow the last phrases with `is`, `:` or `=`, or as a heading; in the order of the text, at most 64.
    static List<Span> remainders(String text, List<String> phrases) {
        TreeSet<Integer> ends = new TreeSet<>();
        for (String phrase : phrases) {
            int at = text.length();
            for (int tries = 0; tries < MAX_TRIES && at >= 0; tries++) {
                at = lastIgnoringCase(text, phrase, at - 1);
                if (at >= 0 && wholeWord(text, at)) {
                    ends.add(at + phrase.length());
                }
            }
        }
        List<Span> remainders = new ArrayList<>();
        for (int end : ends) {
            boolean rightAway = text.startsWith("####", end - 4);
            int start = bridge(text, end, rightAway);
            if (start >= 0) {
                remainders.add(new Span(start, lineEnd(text, start)));
            }
        }
        return remainders;
    }

    private static int lastIgnoringCase(String text, String wanted, int from) {
        char low = Character.toLowerCase(wanted.charAt(0));
        char high = Character.toUpperCase(low);
        for (int at = Math.min(from, text.length() - wanted.length()); at >= 0; at--) {
            char c = text.charAt(at);
            if ((c == low || c == high) && text.regionMatches(true, at, wanted, 0, wanted.length())) {
                return at;
            }
        }
        return -1;
    }

    private static boolean wholeWord(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at) >= '\u2e80';
    }

    /// Where the answer starts: after marks, filler and the copula; -1 if nothing announces one.
    private static int bridge(String text, int end, boolean rightAway) {
        int at = end;
        int limit = Math.min(text.length(), end + MAX_BRIDGE);
        boolean announced = rightAway;
        boolean marked = false;
        while (at < limit) {
            char c = text.charAt(at);
            if (":：=≈".indexOf(c) >= 0) {
                announced = true;
                at++;
            } else if ((c == '*' && text.startsWith("**", at)) || (c == '_' && text.startsWith("__", at))) {
                marked = true;
                at += 2;
            } else if (c == '\n') {
                boolean heading = announced || marked || headingLine(text, end);
                return heading ? nextLine(text, at) : -1;
            } else if (c == ' ' || c == '\t' || c == '#' || c == '\u00a0') {
                at++;
            } else if ((c == '-' && at + 1 < limit && text.charAt(at + 1) == ' ') || c == '–' || c == '—') {
                announced = true;
                at++;
            } else {
                int word = announced && !copulaAt(text, at) ? -1 : copulaEnd(text, at);
                if (word < 0) {
                    return announced ? at : -1;
                }
                announced = true;
                at = word;
            }
        }
        return announced && at < text.length() ? at : -1;
    }

    private static boolean copulaAt(String text, int at) {
        return copulaEnd(text, at) > 0;
    }

    private static int copulaEnd(String text, int at) {
        for (String copula : COPULAS) {
            int end = at + copula.length();
            boolean whole = end >= text.length() || !Character.isLetter(text.charAt(end)) || text.charAt(at) >= '\u2e80';
            if (text.regionMatches(true, at, copula, 0, copula.length()) && whole) {
                return end;
            }
        }
        return -1;
    }

    /// True if the line up to the phrase is a Markdown heading.
    private static boolean headingLine(String text, int end) {
        int start = text.lastIndexOf('\n', Math.max(0, end - 1)) + 1;
        return end - start < 80 && text.startsWith("#", start);
    }

    private static int nextLine(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? at : -1;
    }

    /// The end of the line, or of the display formula or fence that starts here.
    private static int lineEnd(String text, int start) {
        int limit = Math.min(text.length(), start + AnswerFinder.MAX_CANDIDATE);
        for (String[] block : new String[][]{{"\\[", "\\]"}, {"$$", "$$"}, {"```", "```"}}) {
            if (text.startsWith(block[0], start)) {
                int close = text.indexOf(block[1], start + block[0].length());
                if (close > 0 && close + block[1].length() <= limit) {
                    return close + block[1].length();
                }
            }
        }
        int end = start;
        while (end < limit && text.charAt(end) != '\n') {
            end++;
        }
        return end;
    }
}
