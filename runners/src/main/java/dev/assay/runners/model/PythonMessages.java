package dev.assay.runners.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a list of messages as Python prints it: `[{'role': 'user', 'content': "..."}]`.
///
/// One pass over the line; only texts, in either kind of quotes, are looked at.
final class PythonMessages {

    private static final int HEX = 16;

    private final String line;
    private final List<String> texts = new ArrayList<>();
    private int at;

    private PythonMessages(String line) {
        this.line = line;
    }

    /// What the messages say, joined by line ends; empty if the line is no such list.
    static Optional<String> texts(String line) {
        return new PythonMessages(line).read();
    }

    private Optional<String> read() {
        List<String> contents = new ArrayList<>();
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c != '\'' && c != '"') {
                at++;
            } else if (!text(c)) {
                return Optional.empty();
            }
        }
        for (int i = 0; i + 1 < texts.size(); i += 2) {
            if (texts.get(i).equals("content")) {
                contents.add(texts.get(i + 1));
            }
        }
        boolean whole = texts.size() % 2 == 0 && line.stripTrailing().endsWith("]");
        return whole && !contents.isEmpty() ? Optional.of(String.join("\n", contents)) : Optional.empty();
    }

    /// Reads one text, from its opening quote on.
    private boolean text(char quote) {
        StringBuilder out = new StringBuilder();
        at++;
        while (at < line.length() && line.charAt(at) != quote) {
            char c = line.charAt(at++);
            if (c == '\\' && at < line.length()) {
                escape(line.charAt(at++), out);
            } else {
                out.append(c);
            }
        }
        texts.add(out.toString());
        return at++ < line.length();
    }

    private void escape(char kind, StringBuilder out) {
        switch (kind) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'x' -> code(2, out);
            case 'u' -> code(4, out);
            case 'U' -> code(8, out);
            default -> out.append(kind);
        }
    }

    private void code(int digits, StringBuilder out) {
        int end = Math.min(line.length(), at + digits);
        try {
            out.appendCodePoint(Integer.parseInt(line.substring(at, end), HEX));
        } catch (IllegalArgumentException _) {
            out.append('\uFFFD');
        }
        at = end;
    }
}
