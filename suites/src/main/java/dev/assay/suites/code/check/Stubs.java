package dev.assay.suites.code.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/// Our own programs at both ends of a split check.
final class Stubs {

    /// The class that is started in the box of a Java program.
    static final String JAVA_SOLVER_MAIN = "AssaySolver.java";

    /// The class that is started in the box of tests in Java.
    static final String JAVA_CHECKER_MAIN = "AssayChecker.java";

    private static final String JAVA_VALUES = "AssayValues.java";
    private static final String VALUES = read("values.py");

    /// The loop round a model's function.
    static final String PYTHON_SOLVER = VALUES + "\n\n" + read("solver.py");

    /// The loop round trusted tests.
    static final String PYTHON_CHECKER = VALUES + "\n\n" + read("checker.py");

    /// The loop round a method of a model's class, in files whose first is started.
    static final SortedMap<String, String> JAVA_SOLVER = files(JAVA_SOLVER_MAIN, JAVA_VALUES);

    /// The loop round trusted tests in Java.
    static final SortedMap<String, String> JAVA_CHECKER = files(JAVA_CHECKER_MAIN, JAVA_VALUES);

    /// The digest of all: it changes whenever a verdict could.
    static final String DIGEST = "sha256:" + digest(PYTHON_SOLVER + PYTHON_CHECKER + JAVA_SOLVER + JAVA_CHECKER);

    private Stubs() {
    }

    private static SortedMap<String, String> files(String... names) {
        SortedMap<String, String> files = new TreeMap<>();
        for (String name : names) {
            files.put(name, read(name));
        }
        return Collections.unmodifiableSortedMap(files);
    }

    private static String read(String name) {
        try (InputStream in = Stubs.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("This jar is not whole: " + name + " is missing.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("This jar is not whole: " + name + " cannot be read.", e);
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
