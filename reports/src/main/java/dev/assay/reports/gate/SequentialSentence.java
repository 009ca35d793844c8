package dev.assay.reports.gate;

import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.CheckResult.Floored;
import dev.assay.reports.gate.CheckResult.Tested;
import dev.assay.reports.gate.SequentialResult.Decision;
import java.util.List;
import java.util.Optional;

/// What bets came to, as a result and in words.
///
/// @param matter what was judged
/// @param bet how far the bets came
/// @param sides what is known of the samples that entered
/// @param turns how many turns of the list entered
/// @param available how many the list has
record SequentialSentence(GateMatter matter, SequentialResult bet, CheckDraft.AgainstBaseline.Sides sides, int turns, int available) {

    CheckResult settle(double adjusted) {
        Verdict verdict = bet.verdict(adjusted);
        return bet.check().compares() ? compared(verdict, adjusted) : floored(verdict, adjusted);
    }

    private CheckResult compared(Verdict verdict, double adjusted) {
        Optional<Long> needed = verdict == Verdict.INCONCLUSIVE ? bet.needed() : Optional.empty();
        Tested tested = new Tested(false, bet.effect().orElseThrow(), bet.interval(), bet.passP(), bet.failP(), adjusted, bet.samples(), bet.turns(),
            matter.candidate().fingerprint().epochs(), sides.baselineEpochs(), bet.discordance(), bet.dropped(), Optional.empty(), needed);
        String sentence = new MarginSentence(matter, tested, bet.candidate(), bet.baseline(), sides).of(verdict) + reached();
        return new CheckResult(matter.check(), verdict, sentence, bet.candidate(), bet.baseline(), Optional.of(tested), Optional.of(bet.sequential()),
            sides.lost(), Optional.empty(), sides.varying());
    }

    private CheckResult floored(Verdict verdict, double adjusted) {
        double floor = matter.check().margin().value();
        double low = bet.interval().map(interval -> interval.low() + floor).orElse(0.0);
        Floored floored = new Floored(low, bet.failP(), adjusted, bet.turns(), bet.samples(), bet.turns());
        String stated = GateWords.who(matter.check()) + ": " + matter.metric() + " is " + bet.candidate().map(Figures::percent).orElse(Figures.ABSENT)
            + ", the floor " + matter.check().margin().text();
        String numbers = " (" + GateWords.p(adjusted) + ", n=" + Figures.count(bet.samples()) + " k=" + matter.candidate().fingerprint().epochs() + ")";
        String sentence = switch (verdict) {
            case FAIL -> stated + ": shown to be below it" + numbers + ". Find out what broke, or lower the floor.";
            case PASS -> stated + ": not below it. This does not show that the truth is above; strict: true would ask that.";
            case INCONCLUSIVE, TOLERATED, INCOMPARABLE, MISSING -> stated + ": neither shown to be below it nor to keep it" + numbers
                + ". Add samples or epochs.";
        };
        return new CheckResult(matter.check(), verdict, sentence + reached(), bet.candidate(), Optional.empty(), Optional.empty(),
            Optional.of(bet.sequential()), List.of(), Optional.empty(), List.of(), Optional.of(floored));
    }

    private String reached() {
        String of = " of " + Figures.count(available) + (available == 1 ? " turn." : " turns.");
        if (bet.decision() != Decision.OPEN) {
            return " Decided after " + Figures.count(bet.sequential().used()) + of;
        }
        return turns < available
            ? " Stopped open after " + Figures.count(turns) + of + " Its cap: " + bet.check().capFrom() + "."
            : " All " + Figures.count(available) + (available == 1 ? " turn was used." : " turns were used.");
    }
}
