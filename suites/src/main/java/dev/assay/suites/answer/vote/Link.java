package dev.assay.suites.answer.vote;

/// How a comparison links two answers, the strongest link first.
public enum Link {
    /// They are the same exactly: identical, equal as values, or equal by a conversion that loses nothing.
    EXACT,
    /// They are the same by a rule of the profile that need not carry over to a third answer, such as rounding or a unit left out.
    BY_PROFILE,
    /// The comparison came to no end within its limits. It never links.
    UNDECIDED,
    /// They are different.
    NONE
}
