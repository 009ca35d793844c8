package dev.assay.suites.code.check;

import dev.assay.core.sandbox.Limits;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The grading itself, with processes that nothing confines: what holds here holds in any box.
class GradingCasesTest {

    private static final Limits SHORT = Limits.PYTHON.withCpu(Duration.ofSeconds(4)).withWall(Duration.ofSeconds(10));

    @BeforeAll
    static void needsPython() {
        assumeTrue(Files.isExecutable(PlainSandbox.PYTHON), "not run: there is no " + PlainSandbox.PYTHON);
    }

    /// Without a box the whole disk can be searched and files stay; those two belong to the tests of the boxes.
    static Stream<GradingCases.Case> cases() {
        return GradingCases.all().stream().filter(each -> !List.of("S27", "S30").contains(each.id()) && !each.nightly());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyCheatIsJudgedNotPassedAndEveryHonestProgramPassed(GradingCases.Case each) {
        Checked checked = each.grade(new PlainSandbox(), SHORT);
        assertThat(checked.verdict().kind()).as("%s: %s %s", each.id(), checked.sentence(), checked.facts()).isIn(each.right());
        assertThat(checked.facts().getOrDefault("stdout", "")).doesNotContain("LEAK");
    }

    @Test
    void checkerNeedsLittleTimeForHostileValues() {
        for (GradingCases.Case each : GradingCases.all()) {
            if (each.id().startsWith("S25")) {
                long start = System.nanoTime();
                each.grade(new PlainSandbox(), SHORT);
                assertThat(System.nanoTime() - start).as(each.id()).isLessThan(8_000_000_000L);
            }
        }
    }

    @Test
    void tableHoldsCheatsAndHonestProgramsOfBothKinds() {
        List<GradingCases.Case> all = GradingCases.all();
        assertThat(all).extracting(GradingCases.Case::id).doesNotHaveDuplicates();
        assertThat(all.stream().filter(GradingCases.Case::honest)).hasSizeGreaterThan(15);
        assertThat(all.stream().filter(each -> !each.honest())).hasSizeGreaterThan(35);
        assertThat(all.stream().filter(each -> each.stdio() && !each.honest())).isNotEmpty();
        assertThat(all).allSatisfy(each -> assertThat(each.right()).isNotEmpty());
    }
}
