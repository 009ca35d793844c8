package dev.assay.runners.sandbox.boxed;

import java.io.Writer;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileObject;

/// What a compiler complains of, as far as anybody will read it.
final class Complaints implements DiagnosticListener<JavaFileObject> {

    private static final int LONGEST = 60_000;
    private static final int LONGEST_OF_ONE = 4000;

    private final StringBuilder text = new StringBuilder();
    private boolean found;

    @Override
    public void report(Diagnostic<? extends JavaFileObject> diagnostic) {
        if (diagnostic.getKind() != Diagnostic.Kind.ERROR) {
            return;
        }
        found = true;
        add("line " + diagnostic.getLineNumber() + ": " + diagnostic.getMessage(Locale.ROOT) + "\n");
    }

    private void add(String more) {
        if (text.length() < LONGEST) {
            text.append(more, 0, Math.min(more.length(), LONGEST_OF_ONE));
        }
    }

    /// Whether there is any error.
    boolean found() {
        return found;
    }

    /// All of them, the first ones if there are too many.
    String text() {
        return text.isEmpty() ? "the compiler gave up without a reason\n" : text.toString();
    }

    /// What the compiler prints besides its errors is of no use.
    Writer log() {
        return Writer.nullWriter();
    }
}
