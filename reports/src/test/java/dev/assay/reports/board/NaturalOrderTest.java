package dev.assay.reports.board;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NaturalOrderTest {

    @Test
    void numbersAreOrderedByTheirValue() {
        assertThat(List.of("10", "9", "L02-0001", "L01-0010", "L01-0009", "1318", "99999999999999999999", "").stream().sorted(NaturalOrder.INSTANCE))
            .containsExactly("", "9", "10", "1318", "99999999999999999999", "L01-0009", "L01-0010", "L02-0001");
    }

    @Test
    void onlyEqualTextsTie() {
        assertThat(NaturalOrder.INSTANCE.compare("01", "1")).isNotZero();
        assertThat(NaturalOrder.INSTANCE.compare("01", "1")).isEqualTo(-NaturalOrder.INSTANCE.compare("1", "01"));
        assertThat(NaturalOrder.INSTANCE.compare("a1", "a1")).isZero();
    }
}
