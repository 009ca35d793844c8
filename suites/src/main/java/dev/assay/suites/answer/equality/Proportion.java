package dev.assay.suites.answer.equality;

/// Whether one difference of sides is a constant multiple of another.
///
/// @param sign the sign of the factor, -1 or 1; 0 if there is no factor or none is known
/// @param outcome how it is known, or why there is none
record Proportion(int sign, Outcome outcome) {

    static final Proportion UNDECIDED = new Proportion(0, Outcome.UNDECIDED);

    static Proportion constant(int sign, Outcome outcome) {
        return new Proportion(sign, outcome);
    }

    static Proportion none(Outcome outcome) {
        return new Proportion(0, outcome);
    }
}
