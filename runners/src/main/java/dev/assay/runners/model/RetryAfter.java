package dev.assay.runners.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How long a server asks to wait, in whatever way it says so.
///
/// The first that can be read holds: `Retry-After` (seconds or an HTTP date), `retry-after-ms`, a delay inside the body, and for rate limits the
/// largest of the reset headers (seconds, `1m30s`, ISO time). A wish in the past is no wait; one beyond [#LONGEST] is cut to it.
final class RetryAfter {

    /// The longest wish that is told on.
    static final Duration LONGEST = Duration.ofHours(24);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern UNITS = Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m(?!s))?(?:(\\d{1,9}(?:\\.\\d{1,9})?)s)?"
        + "(?:(\\d{1,12}(?:\\.\\d{1,9})?)ms)?");

    private static final Pattern MOMENT = Pattern.compile("[1-9]\\d{9,13}");

    private RetryAfter() {
    }

    /// What the server asks for.
    ///
    /// @param headers response headers by lower-case name
    /// @param problem the body's problem
    /// @param now the moment at which the answer came
    /// @param resets whether reset headers count: they do when a rate was limited
    static Optional<Duration> of(SortedMap<String, String> headers, Problem problem, Instant now, boolean resets) {
        Optional<Duration> wish = header(headers, "retry-after").flatMap(value -> seconds(value).or(() -> until(value, now)))
            .or(() -> header(headers, "retry-after-ms").flatMap(RetryAfter::milliseconds))
            .or(problem::retryAfter);
        return (resets ? wish.or(() -> largestReset(headers, now)) : wish).map(RetryAfter::bounded);
    }

    private static Optional<String> header(SortedMap<String, String> headers, String name) {
        return Optional.ofNullable(headers.get(name)).map(String::strip);
    }

    private static Optional<Duration> largestReset(SortedMap<String, String> headers, Instant now) {
        return headers.entrySet().stream().filter(RetryAfter::isReset).map(Map.Entry::getValue)
            .flatMap(value -> reset(value.strip(), now).stream()).max(Comparator.naturalOrder());
    }

    /// A reset is a time to wait, or the moment itself; a number too large to be waited for counts seconds or milliseconds since 1970.
    private static Optional<Duration> reset(String value, Instant now) {
        if (MOMENT.matcher(value).matches()) {
            long number = Long.parseLong(value);
            return Optional.of(Duration.between(now, value.length() > 11 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number)));
        }
        return duration(value).or(() -> until(value, now));
    }

    private static boolean isReset(Map.Entry<String, String> header) {
        String name = header.getKey();
        return name.startsWith("x-ratelimit-reset-") || (name.startsWith("anthropic-ratelimit-") && name.endsWith("-reset"));
    }

    /// Reads `34s`, `1m30s`, `120ms`, `1.5` or `2h`.
    static Optional<Duration> duration(String text) {
        Matcher units = UNITS.matcher(text);
        if (text.isEmpty() || !units.matches()) {
            return seconds(text);
        }
        return Optional.of(Duration.ofDays(whole(units.group(1))).plusHours(whole(units.group(2))).plusMinutes(whole(units.group(3)))
            .plus(fraction(units.group(4), 1e9)).plus(fraction(units.group(5), 1e6)));
    }

    private static long whole(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Duration fraction(@Nullable String number, double nanos) {
        return number == null ? Duration.ZERO : Duration.ofNanos(Math.round(Double.parseDouble(number) * nanos));
    }

    private static Optional<Duration> seconds(String text) {
        return SECONDS.matcher(text).matches() ? Optional.of(fraction(text, 1e9)) : Optional.empty();
    }

    private static Optional<Duration> milliseconds(String text) {
        return SECONDS.matcher(text).matches() ? Optional.of(fraction(text, 1e6)) : Optional.empty();
    }

    private static Optional<Duration> until(String text, Instant now) {
        return httpDate(text).or(() -> isoTime(text)).map(then -> Duration.between(now, then));
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT)).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> isoTime(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wish) {
        if (wish.isNegative()) {
            return Duration.ZERO;
        }
        return wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
    }
}
