package dev.assay.suites.answer.instruction;

/// Which reading of the published checks is meant.
public enum Edition {
    /// As published, defects included, to compare with published figures. Where the published check draws a random letter, the verdict is the one
    /// that most letters give; where it draws another random argument, there is none.
    FAITHFUL,
    /// With the known defects repaired; `docs/scoring.md` names them.
    REPAIRED
}
