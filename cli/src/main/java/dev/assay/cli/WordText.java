package dev.assay.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Words out of a closed list: the constants of an enum, written in lower case with hyphens.
final class WordText {

    private WordText() {
    }

    /// The word of one constant.
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The words of all constants, in their order.
    static <E extends Enum<E>> List<String> all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(WordText::of).toList();
    }

    /// Reads one word.
    ///
    /// @throws IllegalArgumentException if it is none of them; the message lists them and names the nearest
    static <E extends Enum<E>> E parse(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(text.trim())) {
                return constant;
            }
        }
        throw new IllegalArgumentException(Quoted.of(text) + " is none of " + String.join(", ", all(type)) + "." + Nearest.suggestion(text, all(type)));
    }

    /// Reads `true` or `false`.
    ///
    /// @throws IllegalArgumentException for any other word: `yes` and `no` are words like others
    static boolean truth(String text) {
        return switch (text.trim()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(Quoted.of(text) + " is a word.  Write true or false.");
        };
    }
}
