package dev.assay.reports.gate;

import dev.assay.core.metric.FloorTest;
import dev.assay.reports.board.Figures;

/// What a test against a floor came to, in words.
///
/// @param matter what was judged
/// @param test the numbers
/// @param adjusted p of failing after Holm
record FloorSentence(GateMatter matter, FloorTest test, double adjusted) {

    String of(Verdict verdict) {
        String stated = GateWords.who(matter.check()) + ": " + matter.metric() + " is " + Figures.percent(test.value()) + ", the floor "
            + matter.check().margin().text();
        String numbers = " (" + GateWords.p(adjusted) + ", n=" + Figures.count(test.n()) + " k=" + matter.candidate().fingerprint().epochs() + ")";
        boolean strict = matter.check().rule().strict();
        return switch (verdict) {
            case FAIL -> stated + ": shown to be below it" + numbers + ". Find out what broke, or lower the floor in " + place() + ".";
            case PASS -> strict
                ? stated + ": shown to be above it, the lower bound is " + Figures.percent(test.low()) + "."
                : stated + ": not below it. This does not show that the truth is above; strict: true would ask that.";
            case INCONCLUSIVE -> strict && test.value() >= matter.check().margin().value()
                ? stated + ": reached, but not shown to be, the lower bound is " + Figures.percent(test.low()) + numbers + ". Add samples."
                : stated + ": below the floor, not shown to be" + numbers + ". Add samples or epochs.";
            case TOLERATED, INCOMPARABLE, MISSING -> throw new IllegalArgumentException("What was tested against a floor is never " + verdict + ".");
        };
    }

    private String place() {
        return matter.check().rule().place().isEmpty() ? "the gate's rules" : matter.check().rule().place();
    }
}
