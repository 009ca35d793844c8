package dev.assay.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/// Where a command speaks: results go to `out`, everything else to `err`.
///
/// @param in standard input: answers to questions
/// @param out standard output: results alone, so that it can be piped
/// @param err standard error: progress, notes, errors
/// @param interactive whether a person watches `err` and can answer
/// @param colour whether colours and cursor movement are welcome
/// @param width columns of the terminal
record Console(InputStream in, PrintStream out, PrintStream err, boolean interactive, boolean colour, int width) {

    /// Columns where the terminal does not say.
    static final int DEFAULT_WIDTH = 120;

    /// The same for other wishes about colour and questions.
    Console with(boolean newInteractive, boolean newColour) {
        return new Console(in, out, err, newInteractive, newColour, width);
    }

    /// Asks a person, who watches `err` and types the answer. Anything but yes is no.
    boolean confirm(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        String answer = new Scanner(in, StandardCharsets.UTF_8).useDelimiter("\\R").findInLine(".{0,20}");
        return answer != null && answer.strip().matches("(?i)y(es)?");
    }

    /// One line on standard error.
    void note(String line) {
        err.println(line);
    }
}
