package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PriceBookTest {

    private static final LocalDate DAY = LocalDate.parse("2025-06-01");
    private static final ModelRef O3 = ModelRef.parse("openai/o3");

    private static PriceEntry entry(String model, String from, String until, boolean shipped, String input, String output) {
        return new PriceEntry("test: " + model, List.of(model), day(from), day(until), List.of(new PriceEntry.Tier(0, Rates.of(input, output))),
            Optional.empty(), "https://example.org/prices", Optional.of(DAY), shipped);
    }

    private static Optional<LocalDate> day(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty()).map(LocalDate::parse);
    }

    @Test
    void theEntryThatHoldsOnTheDayCounts() {
        PriceBook book = new PriceBook(List.of(entry("openai/o3", "2025-06-10", "", true, "2", "8"),
            entry("openai/o3", "2025-04-16", "2025-06-09", true, "10", "40")));

        assertThat(book.find(O3, LocalDate.parse("2025-06-09"), false).orElseThrow().words()).isEqualTo("10 in, 40 out");
        assertThat(book.find(O3, LocalDate.parse("2025-06-10"), false).orElseThrow().words()).isEqualTo("2 in, 8 out");
        assertThat(book.find(O3, LocalDate.parse("2025-04-15"), false)).isEmpty();
    }

    @Test
    void aUsersOwnPriceGoesFirstAndHoldsAtAnyAddress() {
        PriceBook shipped = new PriceBook(List.of(entry("openai/o3", "", "", true, "2", "8")));
        PriceBook book = shipped.with(List.of(entry("openai/*", "", "", false, "1", "4")));

        assertThat(book.find(O3, DAY, true).orElseThrow().words()).isEqualTo("1 in, 4 out");
        assertThat(shipped.find(O3, DAY, true)).as("a shipped price at another address").isEmpty();
    }

    @Test
    void aModelAtAnotherAddressThanItsProvidersHasNoShippedPrice() {
        PriceBook book = new PriceBook(List.of(entry("openai/o3", "", "", true, "2", "8")));
        Map<String, String> set = Map.of("OPENAI_BASE_URL", "http://gpu1:8000/v1");
        InstantSource clock = InstantSource.fixed(Instant.parse("2025-06-01T12:00:00Z"));
        Budget moved = new Budget(book, Set.of(), name -> Optional.ofNullable(set.get(name)), Optional.empty(), clock);
        Budget usual = new Budget(book, Set.of(), _ -> Optional.empty(), Optional.empty(), clock);

        assertThat(moved.pricing(O3)).isInstanceOf(Pricing.Unknown.class);
        assertThat(usual.pricing(ModelRef.parse("openai/o3?url=http://gpu1:8000/v1"))).isInstanceOf(Pricing.Unknown.class);
        assertThat(usual.pricing(O3)).isInstanceOf(Pricing.Priced.class);
    }

    @Test
    void thoughtAndCacheHaveRatesOfTheirOwn() {
        Rates rates = new Rates(new BigDecimal("2"), Optional.of(new BigDecimal("0.5")), Optional.of(new BigDecimal("2.5")), new BigDecimal("8"),
            Optional.of(new BigDecimal("6")));
        Usage usage = new Usage(Optional.of(1_000L), Optional.of(2_000L), Optional.of(400L), Optional.of(900L), Optional.of(500L), Usage.Origin.REPORTED);

        assertThat(rates.cost(usage)).hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("0.0102"));
    }

    @Test
    void withoutACountTheCostIsUnknownNeverNothing() {
        assertThat(Rates.of("1", "2").cost(Usage.unknown())).isEmpty();
    }

    @Test
    void aLongContextIsBilledByItsTier() {
        PriceEntry gemini = new PriceEntry("t", List.of("gemini/pro"), Optional.empty(), Optional.empty(),
            List.of(new PriceEntry.Tier(0, Rates.of("1.25", "10")), new PriceEntry.Tier(200_000, Rates.of("2.50", "15"))), Optional.empty(), "x",
            Optional.empty(), true);

        assertThat(gemini.cost(Usage.reported(200_000, 1_000, Optional.empty())).orElseThrow()).isEqualByComparingTo("0.26");
        assertThat(gemini.cost(Usage.reported(200_001, 1_000, Optional.empty())).orElseThrow()).isEqualByComparingTo("0.5150025");
        assertThat(gemini.most(300_000, 1_000)).isEqualByComparingTo("0.765");
    }

    @Test
    void aPriceThatNobodyLookedAtForNinetyDaysIsStale() {
        PriceEntry entry = entry("openai/o3", "", "", true, "2", "8");

        assertThat(entry.stale(DAY.plusDays(90))).isFalse();
        assertThat(entry.stale(DAY.plusDays(91))).isTrue();
    }

    @Test
    void tiersOutOfOrderAndBackwardDatesAreRefused() {
        PriceEntry.Tier low = new PriceEntry.Tier(0, Rates.of("1", "2"));
        PriceEntry.Tier high = new PriceEntry.Tier(9, Rates.of("1", "2"));

        assertThatThrownBy(() -> new PriceEntry("t", List.of("a/b"), Optional.empty(), Optional.empty(), List.of(high, low), Optional.empty(), "x",
            Optional.empty(), true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> entry("a/b", "2025-02-01", "2025-01-01", true, "1", "2")).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("2025-02-01");
    }

    @Test
    void theNearestPricedNamesAreKnown() {
        PriceBook book = new PriceBook(List.of(entry("openai/o3-mini", "", "", true, "1", "2"), entry("openai/gpt-4o", "", "", true, "1", "2")));

        assertThat(book.near(ModelRef.parse("openai/o3mini")).getFirst()).isEqualTo("openai/o3-mini");
    }

    @Test
    void everyFileNamedIsInTheJar() {
        assertThat(PriceBook.FILES).allSatisfy(name -> assertThat(PriceBook.file(name)).contains("prices:"));
    }
}
