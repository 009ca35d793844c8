package dev.assay.suites.answer;

import dev.assay.suites.answer.expression.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Parts prose into sentences and clauses, by punctuation and a few words.
final class Prose {

    private static final int MAX_SENTENCE = 2000;
    /// How far before a number a denial is looked for.
    private static final int MAX_DENIAL = 40;
    private static final Set<String> FILLERS = Set.of("be", "equal", "to", "the", "a", "exactly", "simply");
    private static final List<String> CONTRASTS = List.of(" not ", ", not ", " rather than ", " instead of ", " but ", " because ", " since ", ", which ");
    private static final List<String> COPULAS = List.of(" is ", " are ", " = ", " equals ", " equal to ", ": ", " was ", " ist ", " est ", " es ", "是", "为",
        "為", "：");

    private Prose() {
    }

    /// The stretch up to the end of its first sentence or line.
    static Span firstSentence(String text, Span within) {
        for (int at = within.start(); at < within.end(); at++) {
            if (sentenceEnd(text, at, within.end())) {
                return new Span(within.start(), at);
            }
        }
        return within;
    }

    /// True if a sentence ends with the character at the position: a line end, or a stop that is no decimal point.
    private static boolean sentenceEnd(String text, int at, int end) {
        char c = text.charAt(at);
        if (c == '\n' || "。！？".indexOf(c) >= 0) {
            return true;
        }
        if (c != '.' && c != '!' && c != '?') {
            return false;
        }
        boolean last = at + 1 >= end || Character.isWhitespace(text.charAt(at + 1)) || "*$<\"'".indexOf(text.charAt(at + 1)) >= 0;
        boolean abbreviation = c == '.' && at >= 2 && text.charAt(at - 2) == '.';
        return last && !abbreviation;
    }

    /// The stretch up to a word that turns it, such as `not`.
    static Span untilTurn(String text, Span within) {
        int end = within.end();
        for (String contrast : CONTRASTS) {
            int at = within.start() < end ? text.indexOf(contrast, within.start(), end) : -1;
            end = at >= 0 ? at : end;
        }
        return new Span(within.start(), end);
    }

    /// The sentence up to the words that deny its last candidate, as in `it is 5, not 3`; the whole sentence if they do not.
    static Span untilDenied(String text, Span sentence, Span candidate) {
        int from = Math.max(sentence.start(), candidate.start() - MAX_DENIAL);
        String before = text.substring(Math.min(from, candidate.start()), candidate.start()).toLowerCase(Locale.ROOT);
        int end = before.length();
        for (int words = 0; words < 4; words++) {
            while (end > 0 && !Character.isLetter(before.charAt(end - 1)) && ".,;:!?=".indexOf(before.charAt(end - 1)) < 0) {
                end--;
            }
            int start = end;
            while (start > 0 && (Character.isLetter(before.charAt(start - 1)) || before.charAt(start - 1) == '\'' || before.charAt(start - 1) == '’')) {
                start--;
            }
            String word = before.substring(start, end);
            if (word.equals("not") || word.equals("cannot") || word.endsWith("n't") || word.endsWith("n’t")) {
                return new Span(sentence.start(), candidate.start() - before.length() + start);
            }
            if (!FILLERS.contains(word)) {
                return sentence;
            }
            end = start;
        }
        return sentence;
    }

    /// What follows the last copula; empty if there is none.
    static Span afterCopula(String text, Span within) {
        int start = -1;
        for (String copula : COPULAS) {
            int at = text.lastIndexOf(copula, within.end() - copula.length());
            start = at >= within.start() ? Math.max(start, at + copula.length()) : start;
        }
        return start < 0 || start > within.end() ? new Span(within.end(), within.end()) : new Span(start, within.end());
    }

    /// The sentence that holds a stretch, at most 2,000 characters to each side.
    static Span sentenceAround(String text, Span inner) {
        int start = inner.start();
        int first = Math.max(0, inner.start() - MAX_SENTENCE);
        while (start > first && !sentenceEnd(text, start - 1, text.length())) {
            start--;
        }
        int end = inner.end();
        int last = Math.min(text.length(), inner.end() + MAX_SENTENCE);
        while (end < last && !sentenceEnd(text, end, text.length())) {
            end++;
        }
        return new Span(start, end);
    }

    /// True if a number is only part of a formula that stands in the text without delimiters: taking it out would invent an answer.
    static boolean partOfFormula(String text, Span sentence, Span number) {
        int end = number.end();
        boolean letterAfter = end < sentence.end() && PlainForm.asciiLetter(text.charAt(end));
        if (letterAfter && !unitFollows(text, end, sentence.end())) {
            return true;
        }
        int start = number.start();
        while (start > sentence.start() && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        while (end < sentence.end() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        String around = text.substring(start, number.start()) + " " + text.substring(number.end(), end);
        return around.indexOf('^') >= 0 || holdsMacro(around) || macroBefore(text.substring(sentence.start(), start).strip())
            || powerBefore(text.substring(sentence.start(), start).strip());
    }

    /// The stretch without the punctuation that ends it.
    static Span withoutStop(String text, Span within) {
        int end = within.end();
        while (end > within.start() + 1 && ".,;:。，；：".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return new Span(within.start(), end);
    }

    /// True if an equals sign stands before whose left side is a power, so that what follows is half of an equation.
    private static boolean powerBefore(String before) {
        if (!before.endsWith("=")) {
            return false;
        }
        String left = before.substring(0, before.length() - 1).stripTrailing();
        String last = left.substring(Math.max(left.lastIndexOf(' '), left.lastIndexOf('=')) + 1);
        return last.indexOf('^') > 0 && last.chars().anyMatch(Character::isLetter);
    }

    private static boolean unitFollows(String text, int from, int to) {
        int end = from;
        while (end < to && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end - from > 1 || Unit.named(text.substring(from, end)).isPresent();
    }

    private static boolean holdsMacro(String text) {
        for (int at = text.indexOf('\\'); at >= 0 && at + 1 < text.length(); at = text.indexOf('\\', at + 1)) {
            if (PlainForm.asciiLetter(text.charAt(at + 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean macroBefore(String before) {
        int at = before.lastIndexOf('\\');
        return at >= 0 && at + 1 < before.length()
            && before.substring(at + 1).chars().allMatch(c -> PlainForm.asciiLetter((char) c) || c == '_' || PlainForm.digit((char) c))
            && !List.of("\\approx", "\\quad", "\\to", "\\Rightarrow", "\\implies").contains(before.substring(at));
    }

    /// True for a line that is rather code than prose: dunder names, a lambda, a call with a quoted argument.
    static boolean looksLikeCode(String line) {
        if (line.contains("__") || line.contains("lambda")) {
            return true;
        }
        int call = Math.max(line.indexOf("('"), line.indexOf("(\""));
        return call > 0 && Character.isLetterOrDigit(line.charAt(call - 1));
    }
}
