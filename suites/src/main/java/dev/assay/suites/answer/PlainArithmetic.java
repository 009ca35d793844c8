package dev.assay.suites.answer;

import java.util.Optional;

/// Evaluates plain arithmetic in binary64: numbers, the four operations and brackets, nothing else.
final class PlainArithmetic {

    private static final int MAX_LENGTH = 200;
    private static final int MAX_DEPTH = 32;

    private final String text;
    private int at;

    private PlainArithmetic(String text) {
        this.text = text;
    }

    /// The text is no arithmetic.
    private static final class NotArithmetic extends Exception {
        private static final long serialVersionUID = 1L;

        NotArithmetic() {
            super("not arithmetic", null, false, false);
        }
    }

    /// The value; absent if the text is anything but arithmetic, or divides by zero.
    static Optional<Double> value(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        PlainArithmetic reader = new PlainArithmetic(text);
        try {
            double value = reader.sum(0);
            reader.skipSpace();
            return reader.at == text.length() && Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NotArithmetic problem) {
            return Optional.empty();
        }
    }

    private double sum(int depth) throws NotArithmetic {
        double value = product(depth);
        while (true) {
            if (take('+')) {
                value += product(depth);
            } else if (take('-')) {
                value -= product(depth);
            } else {
                return value;
            }
        }
    }

    private double product(int depth) throws NotArithmetic {
        double value = factor(depth);
        while (true) {
            if (take('*')) {
                value *= factor(depth);
            } else if (take('/')) {
                value /= factor(depth);
            } else {
                return value;
            }
        }
    }

    private double factor(int depth) throws NotArithmetic {
        if (depth > MAX_DEPTH) {
            throw new NotArithmetic();
        }
        if (take('-')) {
            return -factor(depth + 1);
        }
        if (take('(')) {
            double value = sum(depth + 1);
            if (!take(')')) {
                throw new NotArithmetic();
            }
            return value;
        }
        return number();
    }

    private double number() throws NotArithmetic {
        skipSpace();
        int start = at;
        while (at < text.length() && (PlainForm.digit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String number = text.substring(start, at);
        if (number.isEmpty() || number.chars().filter(c -> c == '.').count() > 1 || ".".equals(number)) {
            throw new NotArithmetic();
        }
        return Double.parseDouble(number);
    }

    private boolean take(char wanted) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
