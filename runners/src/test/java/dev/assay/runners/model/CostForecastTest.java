package dev.assay.runners.model;

import dev.assay.core.model.Message;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CostForecastTest {

    private static final PriceEntry ENTRY = new PriceEntry("t", List.of("a/b"), Optional.empty(), Optional.empty(),
        List.of(new PriceEntry.Tier(0, Rates.of("1", "10"))), Optional.empty(), "x", Optional.empty(), false);
    private static final List<CostForecast.Asked> HUNDRED = List.of(new CostForecast.Asked(List.of(new Message.User("x".repeat(400))), 100));

    @Test
    void aKnownLengthGivesTheCostAndARangeRoundIt() {
        OutputLength length = OutputLength.measured(50, 50 * 1_000, 50 * 1_000_000.0, 0);
        CostForecast forecast = CostForecast.of(List.of(CostForecast.Part.of(ENTRY, HUNDRED, length, 32_768)));

        assertThat(forecast.likely().doubleValue()).isCloseTo(1.01, within(1e-9));
        assertThat(forecast.low()).isLessThan(forecast.likely());
        assertThat(forecast.high()).isGreaterThan(forecast.likely());
        assertThat(forecast.most()).isGreaterThan(new BigDecimal("32.7"));
    }

    @Test
    void aPriorGivesAWideRangeThatStaysAboveNothingAndBelowTheMost() {
        CostForecast forecast = CostForecast.of(List.of(CostForecast.Part.of(ENTRY, HUNDRED, OutputLength.prior("math/gsm8k", true), 1_000)));

        assertThat(forecast.low().signum()).isPositive();
        assertThat(forecast.high().doubleValue() / forecast.low().doubleValue()).isGreaterThan(2);
        assertThat(forecast.high()).isLessThanOrEqualTo(forecast.most());
    }

    @Test
    void noAnswerIsLongerThanItsCeiling() {
        OutputLength length = OutputLength.measured(10, 10 * 5_000, 10 * 25_000_000.0, 0);

        assertThat(CostForecast.of(List.of(CostForecast.Part.of(ENTRY, HUNDRED, length, 1_000))).likely().doubleValue()).isCloseTo(1.01, within(1e-9));
    }

    @Test
    void theRangeHoldsFourTimesInFive() {
        SplittableRandom random = new SplittableRandom(20250129);
        int held = 0;
        int runs = 2_000;
        for (int run = 0; run < runs; run++) {
            OutputLength length = drawn(random, 40);
            CostForecast forecast = CostForecast.of(List.of(CostForecast.Part.of(ENTRY, HUNDRED, length, 1_000_000)));
            double cost = 100 * 100 / 1e6;
            for (int i = 0; i < 100; i++) {
                cost += 10 * tokens(random) / 1e6;
            }
            held += cost >= forecast.low().doubleValue() && cost <= forecast.high().doubleValue() ? 1 : 0;
        }

        assertThat(held / (double) runs).isBetween(0.76, 0.86);
    }

    private static OutputLength drawn(SplittableRandom random, int n) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double tokens = tokens(random);
            sum += tokens;
            squares += tokens * tokens;
        }
        return OutputLength.measured(n, sum, squares, 0);
    }

    private static double tokens(SplittableRandom random) {
        return -1_000 * Math.log(1 - random.nextDouble());
    }

    @Test
    void namesTellWhoThinks() {
        assertThat(List.of("o3-mini", "deepseek-reasoner", "org/DeepSeek-R1-Distill-Qwen-7B", "QwQ-32B")).allMatch(OutputLength::thinks);
        assertThat(List.of("gpt-4o", "claude-3-5-sonnet-20241022", "llama-3.3-70b-versatile")).noneMatch(OutputLength::thinks);
    }
}
