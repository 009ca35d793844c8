package dev.assay.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A duration as people write it: a number and its unit, such as `90s`, `60min`, `1.5h` or `1h30min`.
///
/// Units are `ms`, `s`, `min`, `h` and `d`, the larger ones first and each at most once. A bare number is refused, because it could be
/// seconds as well as minutes; so is `m`.
final class DurationText {

    private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?(?:ms|s|min|h|d))+");
    private static final Pattern PART = Pattern.compile("([0-9.]+)(ms|s|min|h|d)");
    private static final List<String> UNITS = List.of("d", "h", "min", "s", "ms");
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
    private static final Duration LONGEST = Duration.ofDays(365);

    private DurationText() {
    }

    /// Reads a duration above zero and of at most 365 days.
    ///
    /// @throws IllegalArgumentException if the text is none; the message says why and what to write
    static Duration parse(String text) {
        String trimmed = text.trim();
        if (trimmed.matches("[0-9]{1,9}(\\.[0-9]{1,9})?m?")) {
            String number = trimmed.replace("m", "");
            throw new IllegalArgumentException(
                Quoted.of(text) + " has no unit.  Write " + number + "s, " + number + "min or " + number + "h.");
        }
        if (!WHOLE.matcher(trimmed).matches()) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not a duration.  Write a number and its unit, such as 90s, 60min or 2h.");
        }
        Duration sum = sum(trimmed, text);
        if (!sum.isPositive() || sum.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(Quoted.of(text) + " is out of range.  Write a duration above 0 and of at most 365d.");
        }
        return sum;
    }

    private static Duration sum(String trimmed, String text) {
        Duration sum = Duration.ZERO;
        int before = -1;
        Matcher part = PART.matcher(trimmed);
        while (part.find()) {
            int place = UNITS.indexOf(part.group(2));
            if (place <= before) {
                throw new IllegalArgumentException(Quoted.of(text) + " names its units out of order.  Write the larger one first, each once, such as 1h30min.");
            }
            before = place;
            BigDecimal nanos = new BigDecimal(part.group(1)).multiply(seconds(part.group(2))).multiply(NANOS);
            BigDecimal[] split = nanos.setScale(0, RoundingMode.HALF_UP).divideAndRemainder(NANOS);
            sum = sum.plusSeconds(split[0].longValueExact()).plusNanos(split[1].longValueExact());
        }
        return sum;
    }

    private static BigDecimal seconds(String unit) {
        return switch (unit) {
            case "ms" -> new BigDecimal("0.001");
            case "s" -> BigDecimal.ONE;
            case "min" -> BigDecimal.valueOf(60);
            case "h" -> BigDecimal.valueOf(3_600);
            case "d" -> BigDecimal.valueOf(86_400);
            default -> throw new IllegalStateException("No such unit: " + unit);
        };
    }

    /// Writes a duration in the largest unit that leaves no rest, so that `parse` gives it back; finer than a millisecond is cut.
    static String print(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        // 60min is read more easily than 1h beside other limits in minutes; from two hours on the hour is.
        if (seconds % 3_600 != 0 || seconds <= 3_600) {
            return seconds / 60 + "min";
        }
        return seconds / 3_600 + "h";
    }
}
