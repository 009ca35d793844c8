package dev.assay.suites.answer.instruction;

/// Capital and small letters.
final class CaseChecks {

    private static final String MARKS = ",;:@#$%&?!\"“”`()[]{}<>";

    private CaseChecks() {
    }

    /// All capital, and English as far as can be told.
    static boolean capital(String text, Arguments arguments) {
        // Written in capitals, words tell the published detector next to nothing; repaired, it reads them in small letters.
        return Characters.capital(text) && LanguageChecks.is(arguments.faithful() ? text : Characters.lower(text), "en");
    }

    /// All small, and English as far as can be told.
    static boolean small(String text, Arguments arguments) {
        return Characters.small(text) && LanguageChecks.is(text, "en");
    }

    /// So many words in capitals.
    static boolean capitalWords(String text, Arguments arguments) throws UnusableArgument {
        long limit = arguments.count("capital_frequency");
        long count = Characters.chunks(text).stream().mapToLong(CaseChecks::capitalWords).sum();
        return arguments.bound("capital_relation").holds(count, limit);
    }

    /// How many of a chunk's words are in capitals. A chunk parts at marks, at `--` and `...`, and before endings such as `'S` and `N'T`;
    /// not at hyphens and slashes.
    private static long capitalWords(String chunk) {
        long count = 0;
        int start = 0;
        for (int at = 0; at <= chunk.length(); at++) {
            if (at == chunk.length() || parts(chunk, at)) {
                count += capitalPieces(chunk.substring(start, at));
                start = at + 1;
            }
        }
        return count;
    }

    private static boolean parts(String chunk, int at) {
        char c = chunk.charAt(at);
        boolean inNumber = (c == ',' || c == ':') && at + 1 < chunk.length() && Character.isDigit(chunk.charAt(at + 1));
        return (MARKS.indexOf(c) >= 0 && !inNumber) || chunk.startsWith("--", at) || chunk.startsWith("...", at);
    }

    private static int capitalPieces(String word) {
        int cut = endingStart(word);
        return (Characters.capital(word.substring(0, cut)) ? 1 : 0) + (Characters.capital(word.substring(cut)) ? 1 : 0);
    }

    private static int endingStart(String word) {
        int quote = word.lastIndexOf('\'');
        if (quote <= 0) {
            return word.length();
        }
        return switch (word.substring(quote + 1)) {
            case "S", "M", "D", "LL", "RE", "VE" -> quote;
            case "T" -> quote > 1 && word.charAt(quote - 1) == 'N' ? quote - 1 : word.length();
            default -> word.length();
        };
    }
}
