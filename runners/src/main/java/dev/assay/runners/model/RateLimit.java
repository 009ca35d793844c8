package dev.assay.runners.model;

import java.util.OptionalLong;

/// What a provider allows in a minute, all its models together: no part of what a run asks.
///
/// @param rpm requests a minute, at least 1; absent: as the endpoint says, if it does
/// @param tpm tokens a minute, read and written, at least 1; absent: as the endpoint says, if it does
public record RateLimit(OptionalLong rpm, OptionalLong tpm) {

    public RateLimit {
        if (rpm.orElse(1) < 1 || tpm.orElse(1) < 1) {
            throw new IllegalArgumentException("A limit is at least 1 a minute, not " + rpm + " requests and " + tpm + " tokens.");
        }
    }
}
