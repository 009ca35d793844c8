package dev.assay.reports.format;

import dev.assay.reports.gate.CheckResult;
import dev.assay.reports.gate.Gate.OnInconclusive;
import dev.assay.reports.gate.Gate.WarnOrFail;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.Rule.Level;
import dev.assay.reports.gate.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GateAnnotationsTest {

    @Test
    void errorsComeFirstThenWarningsTheWorstFirst() {
        assertThat(GateAnnotations.lines(HandMadeGate.small())).extracting(line -> line.replaceAll("(::[a-z]+ title=[A-Z]+).*", "$1")).containsExactly(
            "::error title=FAIL", "::error title=INCOMPARABLE", "::error title=MISSING", "::warning title=INCONCLUSIVE", "::warning title=FAIL",
            "::warning title=TOLERATED", "::warning title=TOLERATED");
    }

    @ParameterizedTest
    @CsvSource({"FAIL,FAIL,WARN,WARN,error", "FAIL,WARN,FAIL,FAIL,warning", "INCONCLUSIVE,FAIL,FAIL,WARN,error", "INCONCLUSIVE,FAIL,WARN,WARN,warning",
            "MISSING,FAIL,WARN,FAIL,error", "MISSING,FAIL,WARN,WARN,warning", "INCOMPARABLE,FAIL,WARN,FAIL,error", "TOLERATED,FAIL,FAIL,FAIL,warning",
            "FAIL,INFO,FAIL,FAIL,", "PASS,FAIL,FAIL,FAIL,"})
    void anErrorIsWhatChangesTheExitCode(Verdict verdict, Level level, OnInconclusive onInconclusive, WarnOrFail onUnjudged, String command) {
        CheckResult check = HandMadeGate.of(verdict, level);
        GateReport report = HandMadeGate.report(HandMadeGate.gate(List.of(check.check().rule()), onInconclusive, onUnjudged), List.of(check));

        assertThat(GateAnnotations.lines(report)).hasSize(command == null ? 0 : 1).allMatch(line -> line.startsWith("::" + command + " title=" + verdict));
    }

    @Test
    void thereAreTenAtMostAndTheLastCountsTheRest() {
        List<String> lines = GateAnnotations.lines(HandMadeGate.failing(10_000, true, "It fell."));

        assertThat(lines).hasSize(10).allMatch(line -> line.startsWith("::error title="));
        assertThat(lines.getLast()).isEqualTo("::error title=Assay gate::9,991 more checks are not plain passes; summary.md lists them.");
        assertThat(GateAnnotations.lines(HandMadeGate.failing(10, true, "It fell."))).hasSize(10).noneMatch(line -> line.contains("more checks"));
    }

    @Test
    void whatTheRunnerWouldTakeForItsOwnIsEscaped() {
        assertThat(GateAnnotations.data("100%\r\n:,")).isEqualTo("100%25%0D%0A:,");
        assertThat(GateAnnotations.property("100%\r\n:,")).isEqualTo("100%25%0D%0A%3A%2C");
    }

    @Test
    void hostileTextStaysOnItsLineAndInItsPlace() {
        String controls = IntStream.rangeClosed(0, 0x9F).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        for (String text : Stream.concat(Stream.concat(Hostile.TEXTS.stream(), Hostile.LONE.stream()),
            Stream.of(controls, "\n::error::x", "::stop-commands::x", "a::b,c=d%0A::set-env")).toList()) {
            for (String line : GateAnnotations.lines(HandMadeGate.hostile(text))) {
                assertThat(line).matches("::(error|warning) title=[^:,\\n\\r]*::[^\\n\\r]*").hasSizeLessThan(6_000);
                assertThat(line.codePoints().filter(VisibleText::hides)).isEmpty();
            }
        }
    }
}
