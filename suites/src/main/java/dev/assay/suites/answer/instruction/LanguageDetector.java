package dev.assay.suites.answer.instruction;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Tells the language of a text, always the same for the same text.
///
/// The script with the most letters decides most languages. Where languages share it, common words and letters that the others lack are
/// counted; a tie, or nothing to count, leaves the language unknown. As in the published detector, a word all in capitals tells nothing, and
/// only the first 10,000 characters are read.
final class LanguageDetector {

    private static final int READ = 10_000;
    private static final int LONGEST_WORD = 64;
    /// A common word tells as much as this many letters.
    private static final long LETTERS_PER_WORD = 4;

    private static final Map<UnicodeScript, String> ALONE = new EnumMap<>(Map.ofEntries(Map.entry(UnicodeScript.HANGUL, "ko"),
        Map.entry(UnicodeScript.THAI, "th"), Map.entry(UnicodeScript.TAMIL, "ta"), Map.entry(UnicodeScript.TELUGU, "te"),
        Map.entry(UnicodeScript.KANNADA, "kn"), Map.entry(UnicodeScript.GUJARATI, "gu"), Map.entry(UnicodeScript.BENGALI, "bn"),
        Map.entry(UnicodeScript.GURMUKHI, "pa"), Map.entry(UnicodeScript.MALAYALAM, "ml"), Map.entry(UnicodeScript.GREEK, "el"),
        Map.entry(UnicodeScript.HEBREW, "he"), Map.entry(UnicodeScript.HIRAGANA, "ja"), Map.entry(UnicodeScript.HAN, "zh")));

    private LanguageDetector() {
    }

    /// The ISO 639-1 code of the language, if it can be told.
    static Optional<String> detect(String text) {
        String composed = Normalizer.normalize(text.substring(0, Math.min(READ, text.length())), Normalizer.Form.NFC);
        Optional<UnicodeScript> script = script(composed);
        if (script.isEmpty()) {
            return Optional.empty();
        }
        String alone = ALONE.get(script.get());
        return alone == null ? byWords(composed, script.get()) : Optional.of(alone);
    }

    private static Optional<UnicodeScript> script(String text) {
        Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
        text.codePoints().filter(Character::isLetter).forEach(c -> letters.merge(UnicodeScript.of(c), 1, Integer::sum));
        int kana = letters.getOrDefault(UnicodeScript.HIRAGANA, 0) + letters.getOrDefault(UnicodeScript.KATAKANA, 0);
        letters.remove(UnicodeScript.KATAKANA);
        // Kana among Chinese characters make the text Japanese, as long as they are no mere quotation.
        int han = letters.getOrDefault(UnicodeScript.HAN, 0);
        if (kana > 0 && 10 * kana >= han) {
            letters.remove(UnicodeScript.HAN);
            letters.put(UnicodeScript.HIRAGANA, kana + han);
        }
        return letters.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    private static Optional<String> byWords(String text, UnicodeScript script) {
        Map<String, Long> scores = new TreeMap<>();
        int at = 0;
        while (at < text.length()) {
            int end = wordEnd(text, at);
            if (end > at) {
                score(text.substring(at, Math.min(end, at + LONGEST_WORD)), script, scores);
            }
            at = end > at ? end : at + Character.charCount(text.codePointAt(at));
        }
        mark(text, '¿', scores);
        mark(text, '¡', scores);
        return best(scores);
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && (Character.isLetter(text.codePointAt(at)) || mark(text.codePointAt(at)))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static boolean mark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK || c == 0x200C || c == 0x200D;
    }

    private static void score(String word, UnicodeScript script, Map<String, Long> scores) {
        boolean shouted = word.length() > 1 && word.codePoints().filter(Character::isLetter).allMatch(Character::isUpperCase);
        if (shouted || UnicodeScript.of(word.codePointAt(0)) != script) {
            return;
        }
        String small = word.toLowerCase(Locale.ROOT);
        LanguageTable.word(small).forEach((code, weight) -> scores.merge(code, LETTERS_PER_WORD * weight, Long::sum));
        for (int at = 0; at < small.length(); at++) {
            for (int length = 1; length <= 5 && at + length <= small.length(); length++) {
                LanguageTable.letters(small.substring(at, at + length)).forEach((code, weight) -> scores.merge(code, weight, Long::sum));
            }
        }
    }

    private static void mark(String text, char mark, Map<String, Long> scores) {
        long count = text.chars().filter(c -> c == mark).count();
        if (count > 0) {
            LanguageTable.letters(String.valueOf(mark)).forEach((code, weight) -> scores.merge(code, count * weight, Long::sum));
        }
    }

    private static Optional<String> best(Map<String, Long> scores) {
        long most = scores.values().stream().mapToLong(Long::longValue).max().orElse(0);
        long reaching = scores.values().stream().filter(score -> score == most).count();
        return reaching != 1
            ? Optional.empty()
            : scores.entrySet().stream().filter(entry -> entry.getValue() == most).map(Map.Entry::getKey).findFirst();
    }
}
