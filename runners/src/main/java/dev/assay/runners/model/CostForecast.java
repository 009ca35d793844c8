package dev.assay.runners.model;

import dev.assay.core.model.Message;
import dev.assay.core.model.Usage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/// What trials will cost, as a range that holds four times in five, as far as lengths can be foreseen.
///
/// Costs of single trials add up independently; the doubt about a mean length and about counting tokens from characters is common to all trials of
/// a part. The sum is read as log-normal, so that a wide range does not reach below nothing. Attempts that fail and are paid are not foreseen.
///
/// @param likely the expected cost in US dollars
/// @param low the lower end of the range
/// @param high the upper end of the range
/// @param most what it costs if every answer takes every token it may
public record CostForecast(BigDecimal likely, BigDecimal low, BigDecimal high, BigDecimal most) {

    /// English and mathematics take about so many characters a token.
    public static final int CHARACTERS_PER_TOKEN = 4;

    /// The 90 % quantile of the standard normal distribution.
    private static final double Z = 1.2815515655446004;
    /// How far counting from characters is off, relative to the input.
    private static final double COUNTING = 0.1;
    private static final long UNIT = 1_000_000;

    /// A prompt, with how often it is asked.
    ///
    /// @param messages the conversation
    /// @param times how often
    public record Asked(List<Message> messages, long times) {
        public Asked {
            messages = List.copyOf(messages);
        }

        long tokens() {
            return messages.stream().mapToLong(message -> Math.ceilDiv(message.text().length(), CHARACTERS_PER_TOKEN)).sum();
        }
    }

    /// The trials of one model in one task.
    ///
    /// @param mean their expected cost
    /// @param sampling the variance of their sum, if the mean length were known
    /// @param common the standard deviation of their sum by what is common to all
    /// @param most what they cost at most
    public record Part(double mean, double sampling, double common, BigDecimal most) {

        /// What these prompts cost, answered at such length.
        ///
        /// @param maxTokens the ceiling of an answer
        public static Part of(PriceEntry entry, List<Asked> prompts, OutputLength length, int maxTokens) {
            OutputLength written = length.atMost(maxTokens);
            double input = 0;
            double perToken = 0;
            double squares = 0;
            BigDecimal most = BigDecimal.ZERO;
            Billing billing = new Billing(entry);
            for (Asked asked : prompts) {
                double read = amount(entry, asked.tokens(), 0, 0);
                double unit = (amount(entry, asked.tokens(), UNIT, Math.round(written.thoughtShare() * (double) UNIT)) - read) / (double) UNIT;
                double times = (double) asked.times();
                input += read * times;
                perToken += unit * times;
                squares += unit * unit * times;
                most = most.add(billing.most(asked.messages(), maxTokens).multiply(BigDecimal.valueOf(asked.times())));
            }
            double output = perToken * written.mean();
            return new Part(input + output, squares * written.spread() * written.spread(), Math.hypot(COUNTING * input, written.doubt() * output), most);
        }

        /// The same for so many times the trials.
        ///
        /// @param factor above 0; need not be whole
        public Part times(double factor) {
            return new Part(mean * factor, sampling * factor, common * factor, most.multiply(decimal(factor)));
        }

        private static double amount(PriceEntry entry, long read, long written, long thought) {
            return entry.cost(Usage.reported(read, written, Optional.of(thought))).orElse(BigDecimal.ZERO).doubleValue();
        }
    }

    /// The forecast over several parts. What is common within a part is taken to be common to all of them.
    public static CostForecast of(List<Part> parts) {
        double mean = parts.stream().mapToDouble(Part::mean).sum();
        double common = parts.stream().mapToDouble(Part::common).sum();
        double variance = parts.stream().mapToDouble(Part::sampling).sum() + common * common;
        BigDecimal most = parts.stream().map(Part::most).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (mean == 0) {
            return new CostForecast(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, most);
        }
        double log = Math.log1p(variance / (mean * mean));
        double median = mean * Math.exp(-log / 2);
        double wide = Z * Math.sqrt(log);
        double high = Math.max(mean, Math.min(median * Math.exp(wide), most.doubleValue()));
        return new CostForecast(decimal(mean), decimal(median * Math.exp(-wide)), decimal(high), most);
    }

    private static BigDecimal decimal(double amount) {
        return new BigDecimal(amount, MathContext.DECIMAL64);
    }

    /// Whether it is about nothing.
    public boolean isNothing() {
        return likely.signum() == 0;
    }
}
