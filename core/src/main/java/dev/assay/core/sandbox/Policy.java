package dev.assay.core.sandbox;

import java.util.List;

/// What every box of a run keeps to.
///
/// @param workers how many programs run at once
/// @param python the Python that programs run on, as an absolute path
/// @param firstUid the user id of the first worker where the run itself has the rights of root; each worker has its own
/// @param roots further folders that programs may read, as absolute paths, such as a JDK outside `/usr`
/// @param forbidden folders that must not lie below anything that programs may read: results, datasets, the harness itself
public record Policy(int workers, String python, int firstUid, List<String> roots, List<String> forbidden) {

    public Policy {
        if (workers < 1) {
            throw new IllegalArgumentException("At least one program runs at a time.");
        }
        if (firstUid < 1000) {
            throw new IllegalArgumentException("The user of a box is no user of the system: its id is at least 1000.");
        }
        roots = List.copyOf(roots);
        forbidden = List.copyOf(forbidden);
    }

    /// The usual policy.
    ///
    /// @param workers how many programs run at once
    public static Policy of(int workers) {
        return new Policy(workers, "/usr/bin/python3", 2_000_000, List.of(), List.of());
    }
}
