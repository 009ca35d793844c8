package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The options in the query part of a model reference, read strictly.
///
/// @param ref whose options
record Options(ModelRef ref) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(us|ms|s|min|h)");

    /// The options of a reference that knows no others than these.
    ///
    /// @throws IllegalArgumentException if there is another; the message names it and the nearest known one
    static Options of(ModelRef ref, String... known) {
        List<String> names = Arrays.asList(known);
        for (String key : ref.options().keySet()) {
            if (!names.contains(key)) {
                throw new IllegalArgumentException("Model \"" + ref + "\" has no option \"" + key + "\"." + Nearest.hint(key, names)
                    + " It knows " + (names.isEmpty() ? "none" : String.join(", ", names)) + ".");
            }
        }
        return new Options(ref);
    }

    /// The value of an option, if it is set.
    Optional<String> text(String key) {
        return Optional.ofNullable(ref.options().get(key));
    }

    /// A probability, exactly as it was written.
    BigDecimal probability(String key, String byDefault) {
        String value = text(key).orElse(byDefault);
        try {
            BigDecimal number = new BigDecimal(value);
            if (number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0 && number.scale() <= 18) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Falls through to the one message for every wrong value.
        }
        throw wrong(key, value, "a probability between 0 and 1, such as 0.7");
    }

    /// A whole number.
    long whole(String key, long byDefault) {
        Optional<String> value = text(key);
        try {
            return value.map(Long::parseLong).orElse(byDefault);
        } catch (NumberFormatException _) {
            throw wrong(key, value.orElse(""), "a whole number");
        }
    }

    /// Whether an option is `true`.
    boolean flag(String key) {
        String value = text(key).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(key, value, "true or false");
        }
        return value.equals("true");
    }

    /// A length of time with its unit.
    Duration duration(String key, Duration byDefault) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return byDefault;
        }
        return durationOf(value.get()).orElseThrow(() -> wrong(key, value.get(), "a length of time with its unit, such as 20ms, 2s or 1min"));
    }

    /// Reads `20ms`, `2s`, `1min`; a bare number has no reading.
    static Optional<Duration> durationOf(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(switch (matcher.group(2)) {
            case "us" -> Duration.ofNanos(1000 * amount);
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "min" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        });
    }

    private IllegalArgumentException wrong(String key, String value, String what) {
        return new IllegalArgumentException("Option \"" + key + "\" of model \"" + ref + "\" is " + what + "; \"" + value + "\" is not.");
    }
}
