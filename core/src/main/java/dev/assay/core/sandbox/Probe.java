package dev.assay.core.sandbox;

import java.util.List;
import java.util.Optional;

/// What a back end finds on this machine.
///
/// @param found whether it can be opened here
/// @param version the version of its program or of the kernel's interface, if it is there
/// @param isolation how well its boxes would isolate
/// @param missing what is missing, one sentence each; empty if it was found
/// @param fix what to do about each of them, in the same order
public record Probe(boolean found, Optional<String> version, Isolation isolation, List<String> missing, List<String> fix) {

    public Probe {
        missing = List.copyOf(missing);
        fix = List.copyOf(fix);
        if (missing.size() != fix.size()) {
            throw new IllegalArgumentException("Everything that is missing comes with what to do about it.");
        }
        if (found != missing.isEmpty()) {
            throw new IllegalArgumentException("A back end is found if nothing is missing.");
        }
    }
}
