package dev.assay.reports.gate;

import dev.assay.core.metric.sequential.SequentialGate;
import dev.assay.core.metric.sequential.Wager;
import dev.assay.reports.gate.CheckResult.Side;
import dev.assay.reports.gate.SequentialResult.Decision;

/// The bets of one check so far. A value; once decided, nothing moves.
sealed interface SequentialStake {

    /// After one more turn.
    ///
    /// @param outcome a difference turned so that negative is worse, or a score
    SequentialStake after(double outcome);

    /// How many turns were bet on.
    int used();

    /// What is decided.
    Decision decision();

    /// The p of "worse by the margin", valid at any time.
    double passP();

    /// The p of "not worse", valid at any time.
    double failP();

    /// The side that shows "not worse by the margin"; all 0 for a floor.
    Side pass();

    /// The side that shows "worse".
    Side fail();

    /// Before the first bet.
    static SequentialStake of(SequentialCheck check, double alpha) {
        double bound = check.check().margin().value();
        return check.compares()
            ? new Difference(SequentialGate.of(bound, alpha, check.family()))
            : new Floor(Wager.belowFloor(bound), bound, check.family() / alpha, false);
    }

    private static Side side(Wager wager) {
        return new Side(wager.logCapital(), wager.highest(), wager.squares());
    }

    /// Against a baseline.
    record Difference(SequentialGate gate) implements SequentialStake {

        @Override
        public SequentialStake after(double outcome) {
            return new Difference(gate.after(outcome));
        }

        @Override
        public int used() {
            return gate.used();
        }

        @Override
        public Decision decision() {
            return switch (gate.verdict()) {
                case PASS -> Decision.PASS;
                case FAIL -> Decision.FAIL;
                case UNDECIDED -> Decision.OPEN;
            };
        }

        @Override
        public double passP() {
            return gate.pass().anytimeP();
        }

        @Override
        public double failP() {
            return gate.fail().anytimeP();
        }

        @Override
        public Side pass() {
            return side(gate.pass());
        }

        @Override
        public Side fail() {
            return side(gate.fail());
        }
    }

    /// Against a floor: it can be shown to be missed, and never to be kept.
    record Floor(Wager wager, double min, double threshold, boolean missed) implements SequentialStake {

        @Override
        public SequentialStake after(double outcome) {
            if (missed) {
                return this;
            }
            Wager next = wager.after(min - outcome);
            return new Floor(next, min, threshold, next.reaches(threshold));
        }

        @Override
        public int used() {
            return wager.bets();
        }

        @Override
        public Decision decision() {
            return missed ? Decision.FAIL : Decision.OPEN;
        }

        @Override
        public double passP() {
            return 1;
        }

        @Override
        public double failP() {
            return wager.anytimeP();
        }

        @Override
        public Side pass() {
            return new Side(0, 0, 0);
        }

        @Override
        public Side fail() {
            return side(wager);
        }
    }
}
