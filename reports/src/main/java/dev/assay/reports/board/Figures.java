package dev.assay.reports.board;

import dev.assay.core.metric.Estimate;
import dev.assay.core.metric.Interval;
import dev.assay.core.metric.rank.RankInterval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// How figures are written wherever a person reads them: one place, so that no two outputs can disagree.
///
/// Percentages have one decimal, tokens k and M, times their unit, and what is unknown is a dash. Nothing depends on the machine's locale.
public final class Figures {

    /// What stands where nothing is known.
    public static final String ABSENT = "–";
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private Figures() {
    }

    /// `72.4%` of a share in 0 to 1.
    public static String percent(double share) {
        return points(share) + "%";
    }

    private static String points(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    /// `[69.0, 75.6]`, in percent.
    public static String interval(Interval interval) {
        return "[" + points(interval.low()) + ", " + points(interval.high()) + "]";
    }

    /// `4.8 pp`: a difference of two shares, in percentage points.
    public static String difference(double difference) {
        return points(difference) + " pp";
    }

    /// `-1.7 to 11.2`, in percentage points.
    public static String range(Interval interval) {
        return points(interval.low()) + " to " + points(interval.high());
    }

    /// `0.0312`: a p-value to four decimals, and `below 0.0001`.
    public static String p(double p) {
        if (p < 0.0001) {
            return "below 0.0001";
        }
        return BigDecimal.valueOf(p).setScale(4, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    /// `2-4`, or `1` where no other rank is possible; a dash where none is known.
    public static String ranks(Optional<RankInterval> ranks) {
        return ranks.map(range -> range.best() == range.worst() ? count(range.best()) : range.best() + "-" + range.worst()).orElse(ABSENT);
    }

    /// `9.2 pp`, with `~` before it where it rests on an assumption; a dash if unknown.
    public static String detectable(Standing standing) {
        return standing.detectable().map(difference -> (standing.assumed() ? "~" : "") + difference(difference)).orElse(ABSENT);
    }

    /// `72.4% [69.0, 75.6]`; without an interval the value alone, without a value a dash.
    public static String estimate(Estimate estimate) {
        return estimate.value().map(value -> percent(value) + estimate.interval().map(interval -> " " + interval(interval)).orElse("")).orElse(ABSENT);
    }

    /// `0.70`: a true ability, as it was set.
    public static String ability(double ability) {
        BigDecimal exact = BigDecimal.valueOf(ability).stripTrailingZeros();
        return (exact.scale() < 2 ? exact.setScale(2) : exact).toPlainString();
    }

    /// `1,204`.
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /// `4`, or `3-4` where samples differ.
    public static String epochs(Row.Epochs epochs) {
        return epochs.least() == epochs.most() ? count(epochs.most()) : epochs.least() + "-" + epochs.most();
    }

    /// `812`, `12.4k`, `3.1M`, `2.0G`.
    public static String tokens(double tokens) {
        if (tokens < 999.5) {
            return rounded(tokens, 0);
        }
        if (tokens < 999_950) {
            return rounded(tokens / 1_000, 1) + "k";
        }
        return tokens < 999_950_000 ? rounded(tokens / 1_000_000, 1) + "M" : rounded(tokens / 1_000_000_000, 1) + "G";
    }

    /// The mean of an amount, or a dash.
    public static String mean(Tokens.Amount amount) {
        return amount.mean().map(Figures::tokens).orElse(ABSENT);
    }

    /// The total of an amount: a dash if unknown, `at least` before it if only some trials know it.
    public static String total(Tokens.Amount amount) {
        return amount.total().map(total -> (amount.whole() ? "" : "at least ") + tokens(total)).orElse(ABSENT);
    }

    /// `$7.41`, `$1,204.50`, `$0.0042`: US dollars to the cent, and below a dollar to two digits or more.
    public static String money(BigDecimal amount) {
        if (amount.signum() == 0) {
            return "$0";
        }
        if (amount.compareTo(CENT) < 0 && amount.setScale(6, RoundingMode.HALF_UP).signum() == 0) {
            return "below $0.000001";
        }
        int decimals = amount.compareTo(BigDecimal.ONE) >= 0 ? 2 : Math.min(6, Math.max(2, 2 - (amount.precision() - amount.scale())));
        String digits = amount.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
        return "$" + grouped(digits.endsWith(".00") ? digits.substring(0, digits.length() - 3) : digits);
    }

    /// `$38`, `$3.8`, `$1,200`: US dollars to so many digits, for what nobody knows more exactly.
    public static String roughMoney(BigDecimal amount, int digits) {
        if (amount.signum() == 0) {
            return "$0";
        }
        return "$" + grouped(amount.round(new MathContext(digits, RoundingMode.HALF_UP)).toPlainString());
    }

    private static String grouped(String digits) {
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        return count(Long.parseLong(whole)) + (point < 0 ? "" : digits.substring(point));
    }

    /// What a row has cost: `$7.41`, `at least $7.41`, `free`, or `unknown`.
    public static String cost(Bill bill) {
        if (bill.known() > 0) {
            return (bill.whole() ? "" : "at least ") + money(bill.total());
        }
        return bill.free() ? "free" : bill.unknown() > 0 ? "unknown" : ABSENT;
    }

    /// What a right answer has cost, or a dash.
    public static String costPerCorrect(Bill bill) {
        return bill.perCorrect().map(amount -> (bill.whole() ? "" : "at least ") + money(amount)).orElse(bill.known() == 0 && bill.unknown() > 0
            ? "unknown"
            : ABSENT);
    }

    /// `0 s`, `850 µs`, `12 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`.
    public static String duration(Duration time) {
        if (time.isZero()) {
            return "0 s";
        }
        double seconds = time.toNanos() / 1e9;
        if (seconds < 0.0009995) {
            return rounded(seconds * 1e6, 0) + " µs";
        }
        if (seconds < 0.9995) {
            return rounded(seconds * 1e3, 0) + " ms";
        }
        if (seconds < 59.95) {
            return rounded(seconds, 1) + " s";
        }
        long whole = Math.round(seconds);
        return whole < 3_600 ? whole / 60 + " min " + whole % 60 + " s" : whole / 3_600 + " h " + whole % 3_600 / 60 + " min";
    }

    /// The same, or a dash.
    public static String duration(Optional<Duration> time) {
        return time.map(Figures::duration).orElse(ABSENT);
    }

    /// `850 kB`, `412 MB`, `5.2 GB`: bytes in powers of ten.
    public static String bytes(long bytes) {
        if (bytes < 999_500) {
            return rounded(bytes / 1e3, 0) + " kB";
        }
        return bytes < 999_500_000 ? rounded(bytes / 1e6, 0) + " MB" : rounded(bytes / 1e9, 1) + " GB";
    }

    /// `8.4`, `120`: how many in a second.
    public static String rate(double perSecond) {
        return perSecond < 99.5 ? rounded(perSecond, 1) : count(Math.round(perSecond));
    }

    /// `0.64`: a number to two decimals.
    public static String decimal(double value) {
        return rounded(value, 2);
    }

    /// A number with this many decimals.
    static String rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }
}
