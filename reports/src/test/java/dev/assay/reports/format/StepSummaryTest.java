package dev.assay.reports.format;

import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StepSummaryTest {

    @Test
    void aSummaryIsAddedOnItsOwnLine() {
        assertThat(StepSummary.of("# Gate\n", 0)).isEqualTo(new StepSummary("# Gate\n", Optional.empty()));
        assertThat(StepSummary.of("# Gate\n", 17).text()).isEqualTo("\n# Gate\n");
    }

    @Test
    void exactlyTheLimitIsAddedAndAByteMoreIsNot() {
        long room = StepSummary.MOST_BYTES - 100;

        assertThat(StepSummary.of("x".repeat(99), room).text()).hasSize(100);
        assertThat(StepSummary.of("x".repeat(100), room).text()).isEmpty();
        assertThat(StepSummary.of("é".repeat(50), room).text()).as("Bytes count, not characters.").isEmpty();
    }

    @Test
    void whereNothingIsAddedANoticeSaysWhyAndWhatToRead() {
        assertThat(StepSummary.of("x".repeat(60_000), 1_040_000).notice()).hasValueSatisfying(notice -> assertThat(notice)
            .contains("has 1,016 KiB already, and 59 KiB more would pass the 1,024 KiB").contains("Nothing was added; read summary.md instead."));
        assertThat(StepSummary.of("x", 2 * StepSummary.MOST_BYTES).text()).as("A file that is too large already.").isEmpty();
        assertThat(StepSummary.of("x", Long.MAX_VALUE).notice()).isPresent();
    }
}
