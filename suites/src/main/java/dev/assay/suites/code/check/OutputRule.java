package dev.assay.suites.code.check;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// When what a program printed is what it should have printed.
///
/// Printed bytes are read as strict UTF-8, CR LF counts as LF, and white space is what Python's `str.strip` takes off. Numbers are told from
/// words by [DecimalToken]. Nothing but the bytes is looked at: exit status and standard error are other people's business.
public sealed interface OutputRule {

    /// Line by line: as many lines, each either the same text or the same numbers in the same order.
    ///
    /// White space round the whole text and round each line does not count; inside a line of words it does. This is LiveCodeBench's rule, made
    /// stricter about what a number is.
    record Lines() implements OutputRule {
    }

    /// Token by token, wherever lines break: each the same text or the same number.
    record Tokens() implements OutputRule {
    }

    /// Token by token, numbers within `max(absolute, relative * |expected|)`. Only for items that state it.
    ///
    /// @param absolute at least 0
    /// @param relative at least 0
    record Tolerance(BigDecimal absolute, BigDecimal relative) implements OutputRule {
        public Tolerance {
            if (absolute.signum() < 0 || relative.signum() < 0) {
                throw new IllegalArgumentException("A tolerance is not negative.");
            }
        }
    }

    /// Where the printed bytes first differ from what was expected; empty if they count as the same.
    ///
    /// @param expected what should be printed
    /// @param printed what was printed, whole
    default Optional<OutputDifference> difference(String expected, byte[] printed) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(printed)).toString();
        } catch (CharacterCodingException invalid) {
            return Optional.of(OutputDifference.whole("The output is no UTF-8 text"));
        }
        String actual = PythonSpace.strip(text.replace("\r\n", "\n"));
        String wanted = PythonSpace.strip(expected.replace("\r\n", "\n"));
        return switch (this) {
            case Lines _ -> lines(wanted, actual);
            case Tokens _ -> tokens(wanted, actual, new Tolerance(BigDecimal.ZERO, BigDecimal.ZERO));
            case Tolerance tolerance -> tokens(wanted, actual, tolerance);
        };
    }

    private static Optional<OutputDifference> lines(String expected, String actual) {
        List<String> wanted = List.of(expected.split("\n", -1));
        List<String> printed = List.of(actual.split("\n", -1));
        int shared = Math.min(wanted.size(), printed.size());
        for (int i = 0; i < shared; i++) {
            String left = PythonSpace.strip(wanted.get(i));
            String right = PythonSpace.strip(printed.get(i));
            if (!left.equals(right) && !sameNumbers(left, right)) {
                return Optional.of(OutputDifference.at("Line " + (i + 1), left, right));
            }
        }
        return wanted.size() == printed.size()
            ? Optional.empty()
            : Optional.of(OutputDifference.whole("There are " + printed.size() + " lines instead of " + wanted.size()));
    }

    private static boolean sameNumbers(String expected, String actual) {
        List<String> wanted = PythonSpace.tokens(expected);
        List<String> printed = PythonSpace.tokens(actual);
        if (wanted.size() != printed.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            Optional<BigDecimal> left = DecimalToken.read(wanted.get(i));
            Optional<BigDecimal> right = DecimalToken.read(printed.get(i));
            if (left.isEmpty() || right.isEmpty() || left.get().compareTo(right.get()) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<OutputDifference> tokens(String expected, String actual, Tolerance tolerance) {
        List<String> wanted = PythonSpace.tokens(expected);
        List<String> printed = PythonSpace.tokens(actual);
        int shared = Math.min(wanted.size(), printed.size());
        for (int i = 0; i < shared; i++) {
            if (!wanted.get(i).equals(printed.get(i)) && !near(wanted.get(i), printed.get(i), tolerance)) {
                return Optional.of(OutputDifference.at("Token " + (i + 1), wanted.get(i), printed.get(i)));
            }
        }
        return wanted.size() == printed.size()
            ? Optional.empty()
            : Optional.of(OutputDifference.whole("There are " + printed.size() + " tokens instead of " + wanted.size()));
    }

    private static boolean near(String expected, String actual, Tolerance tolerance) {
        Optional<BigDecimal> left = DecimalToken.read(expected);
        Optional<BigDecimal> right = DecimalToken.read(actual);
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        if (tolerance.absolute.signum() == 0 && tolerance.relative.signum() == 0) {
            return left.get().compareTo(right.get()) == 0;
        }
        BigDecimal allowed = tolerance.absolute.max(tolerance.relative.multiply(left.get().abs()));
        return left.get().subtract(right.get()).abs().compareTo(allowed) <= 0;
    }
}
