package dev.assay.cli;

import dev.assay.core.model.ModelRef;
import dev.assay.runners.model.PriceBook;
import dev.assay.runners.model.PriceEntry;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PriceReaderTest {

    private static final PriceBook SHIPPED = PriceReader.shipped();

    private static String price(String model, String day) {
        return SHIPPED.find(ModelRef.parse(model), LocalDate.parse(day), false).map(PriceEntry::words).orElse("none");
    }

    @Test
    void everyShippedPriceSaysWhereItIsPublishedAndWhenSomebodyLooked() {
        assertThat(SHIPPED.entries()).filteredOn(entry -> !entry.free()).hasSizeGreaterThan(40).allSatisfy(entry -> {
            assertThat(entry.source()).startsWith("https://");
            assertThat(entry.checked()).isPresent();
            assertThat(entry.from()).isPresent();
            assertThat(entry.shipped()).isTrue();
        });
    }

    @Test
    void noTwoShippedPricesHoldForOneModelOnOneDay() {
        for (String day : List.of("2024-12-31", "2025-02-01", "2025-06-09", "2025-06-10", "2025-09-05", "2025-09-06", "2025-12-01")) {
            for (String model : SHIPPED.entries().stream().flatMap(entry -> entry.models().stream()).filter(name -> name.indexOf('*') < 0).distinct()
                .toList()) {
                List<PriceEntry> valid = SHIPPED.entries().stream().filter(entry -> entry.models().contains(model)
                    && entry.from().filter(from -> LocalDate.parse(day).isBefore(from)).isEmpty()
                    && entry.until().filter(until -> LocalDate.parse(day).isAfter(until)).isEmpty()).toList();
                assertThat(valid).as(model + " on " + day).hasSizeLessThan(2);
            }
        }
    }

    @Test
    void publishedPricesStandAsPublished() {
        assertThat(price("openai/gpt-4o", "2025-06-01")).isEqualTo("2.50 in, 1.25 cached, 10 out");
        assertThat(price("openai-responses/o1", "2025-06-01")).isEqualTo("15 in, 7.50 cached, 60 out");
        assertThat(price("openai/o1-mini", "2025-01-30")).isEqualTo("3 in, 1.50 cached, 12 out");
        assertThat(price("openai/o1-mini", "2025-01-31")).isEqualTo("1.10 in, 0.55 cached, 4.40 out");
        assertThat(price("deepseek/deepseek-reasoner", "2025-03-01")).isEqualTo("0.55 in, 0.14 cached, 2.19 out");
        assertThat(price("anthropic/claude-3-7-sonnet-20250219", "2025-03-01")).isEqualTo("3 in, 0.30 cached, 3.75 cache write, 15 out");
        assertThat(price("gemini/gemini-2.5-pro", "2025-08-01")).isEqualTo("1.25 in, 0.31 cached, 10 out; above 200000 tokens 2.50 in, 0.625 cached, 15 out");
        assertThat(price("ollama/qwen3:8b", "2025-08-01")).isEqualTo("free");
        assertThat(price("openai/mystery", "2025-08-01")).isEqualTo("none");
    }

    @Test
    void everythingThatIsWrongIsToldWithItsPlace() {
        String text = """
            providers: [openai]
            source: https://example.org
            prices:
              - {models: [a], input: cheap, output: 2}
              - {models: [b], input: 1}
              - {models: [c], input: 1, output: 2, form: 2025-01-01}
              - {models: [d], from: 2025-13-01, input: 1, output: 2}
              - {models: [e], free: true, input: 1, output: 2}
              - {models: [f], input: 1, output: 2, currency: EUR}
              - {input: 1, output: 2}
              - {models: [g], input: 1, output: 2, tiers: [{above: 9, input: 1, output: 1}, {above: 9, input: 1, output: 1}]}
            """;
        assertThatThrownBy(() -> PriceReader.read("mine.yaml", text)).isInstanceOf(UsageException.class).hasMessageContaining("mine.yaml:4:26")
            .hasMessageContaining("\"cheap\" is not a price").hasMessageContaining("mine.yaml:5:5  this price has no output")
            .hasMessageContaining("unknown key \"form\"").hasMessageContaining("\"from\"").hasMessageContaining("mine.yaml:7:")
            .hasMessageContaining("is not a day").hasMessageContaining("free models have no price").hasMessageContaining("currency: USD")
            .hasMessageContaining("names no model").hasMessageContaining("Tiers stand in the order");
    }
}
