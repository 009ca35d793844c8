package dev.assay.runners.model.llama;

import java.util.regex.Pattern;

/// Makes what a file or a process says fit for a message: on one line, short, and without anything invisible.
final class Shown {

    private static final int LONGEST = 300;
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cs}]+");

    private Shown() {
    }

    /// The text, with spaces for what cannot be seen, and cut where it is too long.
    static String of(String text) {
        return of(text, LONGEST);
    }

    /// The same, cut after so many characters.
    static String of(String text, int longest) {
        String start = text.length() > 4 * longest ? text.substring(0, 4 * longest) : text;
        String plain = INVISIBLE.matcher(start).replaceAll(" ").strip();
        return plain.length() <= longest ? plain : plain.substring(0, longest) + "…";
    }
}
