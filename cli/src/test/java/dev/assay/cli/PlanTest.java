package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What a plan says about the differences and drops that a run could find, before anything is sent.
final class PlanTest {

    @TempDir
    private Path folder;

    private void configure(String rules, String... more) throws IOException {
        Files.writeString(folder.resolve("assay.yaml"), "version: 1\n" + String.join("\n", more) + "\ngate:\n  rules:\n" + rules);
    }

    private Typed type(String command, String model, String... more) {
        Stream<String> all = Stream.concat(Stream.of(command, "--suite", "math/word-problems", "--model", model, "--config", "assay.yaml", "--runs",
            folder.resolve("runs").toString()), Arrays.stream(more));
        return Typed.in(folder, Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()), all.toArray(String[]::new));
    }

    private static double figure(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Double.parseDouble(matcher.group(1).replace(",", ""));
    }

    @Test
    void aPlanSaysTheSmallestDifferenceThatTheRunCouldFind() throws IOException {
        configure("    - {suite: \"*\", metric: accuracy, maxDrop: 2pp}\n");
        Typed plan = type("plan", "scripted/coin?p=0.7", "--epochs", "1");

        assertThat(plan.code()).as(plan.all()).isZero();
        assertThat(plan.out()).contains("finds    math/word-problems: a difference of 12.5 points").contains("cannot resolve smaller ones")
            .contains("assumed, for want of two comparable runs");
    }

    @Test
    void aMarginThatIsTooNarrowForTheSamplesWarnsAndSaysHowManyItNeeds() throws IOException {
        configure("    - {suite: \"math/*\", metric: accuracy, maxDrop: 3pp}\n");
        Typed plan = type("plan", "scripted/coin?p=0.7", "--epochs", "1", "--set", "math/word-problems.samples=200");

        assertThat(plan.out()).contains("assay.yaml:5  math/word-problems accuracy maxDrop 3pp: would find a drop of 7.9 points with 200 samples x 1 epoch")
            .contains("needs 1,374 samples x 1 epoch, which would cost nothing")
            .contains("warning: the margin is smaller than what would be found; most runs of an unchanged model will end INCONCLUSIVE");
    }

    @Test
    void aRuleOnScoresWithoutABoundHasTheMarginOfTwoPoints() throws IOException {
        configure("    - {suite: \"math/*\", metric: accuracy}\n");

        assertThat(type("plan", "scripted/coin?p=0.7", "--epochs", "1").out()).contains("accuracy maxDrop 2pp").contains("needs 3,092 samples");
    }

    @Test
    void aMarginThatTheSamplesResolveWarnsOfNothing() throws IOException {
        configure("    - {suite: \"math/*\", metric: accuracy, maxDrop: 10pp}\n");
        Typed plan = type("plan", "scripted/coin?p=0.7", "--epochs", "1", "--set", "math/word-problems.samples=200");

        assertThat(plan.out()).contains("needs 124 samples x 1 epoch").doesNotContain("warning").doesNotContain("INCONCLUSIVE");
    }

    @Test
    void theLastTwoRunsSayHowFarRunsDiffer() throws IOException {
        configure("    - {suite: \"math/*\", metric: accuracy, maxDrop: 5pp}\n");
        assertThat(type("run", "scripted/coin?p=0.7&seed=1", "--epochs", "1").code()).isZero();
        assertThat(type("run", "scripted/coin?p=0.7&seed=2", "--epochs", "1").code()).isZero();

        Typed plan = type("plan", "scripted/coin?p=0.7&seed=3", "--epochs", "1");

        assertThat(plan.out()).contains("as between 2025-01-29-a and 2025-01-29-b");
        double share = figure(plan.out(), "differ by ([0-9.]+) a sample");
        assertThat(share).as("2 p (1 - p), up to chance").isCloseTo(0.42, within(0.15));
        assertThat(figure(plan.out(), "needs ([0-9,]+) samples x 1 epoch")).isCloseTo(6.1826 * share / 0.0025, within(1.0));
    }

    @Test
    void whatTheNeededSamplesCostIsScaledFromTheEstimate() throws IOException {
        configure("    - {suite: \"math/*\", metric: accuracy, maxDrop: 5pp}\n", "prices:",
            "  - {models: [scripted/coin], input: 10, output: 40, checked: 2025-01-01}");
        Typed plan = type("plan", "scripted/coin?p=0.7", "--epochs", "1");

        double planned = figure(plan.out(), "cost +about \\$([0-9.,]+)");
        double needed = figure(plan.out(), "needs 495 samples x 1 epoch, which would cost about \\$([0-9.,]+)");
        assertThat(needed / planned).isCloseTo(4.95, within(0.4));
    }

    @Test
    void mustPassSamplesAreToldWithTheirBadLuck() throws IOException {
        configure("    - {suite: \"*\", metric: itemPassRate, min: 2/3}\n");
        Typed plan = type("plan", "scripted/coin?p=0.7", "--epochs", "3", "--limit", "20");

        assertThat(plan.out()).contains("20 samples must be right in 2 of 3 epochs").contains("misses that in 0.7 % of runs")
            .contains("at least one of them in 13.5 %");
    }

    @Test
    void aRuleThatMeetsNothingIsToldBeforeTheRun() throws IOException {
        configure("    - {suite: \"maths/*\", metric: accuracy, maxDrop: 5pp}\n");

        assertThat(type("plan", "scripted/coin?p=0.7").out()).contains("assay.yaml:5  maths/* meets nothing of this run").contains("MISSING");
        Typed doctor = type("doctor", "scripted/coin?p=0.7");
        assertThat(doctor.code()).isEqualTo(2);
        assertThat(doctor.out()).contains("assay.yaml:5  maths/* meets nothing");
    }

    @Test
    void severalChecksTellHowOftenAnUnchangedModelPassesThemAll() throws IOException {
        configure("    - {suite: \"math/*\", metric: accuracy, maxDrop: 10pp}\n    - {suite: \"math/*\", metric: \"pass@1\", maxDrop: 10pp}\n");
        Typed plan = type("plan", "scripted/coin?p=0.7", "--epochs", "1", "--set", "math/word-problems.samples=124");

        assertThat(plan.out()).contains("2 checks share the 5 % of false alarms");
        assertThat(figure(plan.out(), "passes all of them in about ([0-9]+) %")).as(".80 squared").isCloseTo(64, within(2.0));
    }

    @Test
    void theDoctorNamesRulesThatCanNeverDecideWithSoFewSamples() throws IOException {
        configure("    - {suite: \"math/*\", metric: accuracy, maxDrop: 2pp}\n    - {suite: \"*\", metric: costPerItem, maxIncrease: 20%, level: warn}\n");

        Typed few = type("doctor", "scripted/coin?p=0.7", "--limit", "4");
        assertThat(few.code()).isEqualTo(2);
        assertThat(few.out()).contains("assay.yaml:5  math/word-problems accuracy maxDrop 2pp can never pass").contains("4 samples are too few, 133 are needed")
            .contains("assay.yaml:6  math/word-problems costPerItem can never decide: it needs 5 samples, and has 4.");
        Typed enough = type("doctor", "scripted/coin?p=0.7", "--set", "math/word-problems.samples=200");
        assertThat(enough.out()).doesNotContain("can never");
    }
}
