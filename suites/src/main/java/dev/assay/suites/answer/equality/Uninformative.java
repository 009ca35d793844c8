package dev.assay.suites.answer.equality;

import java.io.Serial;

/// A value cannot be had at this point: it is undefined there, or the error bound has swallowed it.
final class Uninformative extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean undefined;

    private Uninformative(String message, boolean undefined) {
        super(message, null, false, false);
        this.undefined = undefined;
    }

    /// The expression has no value here, whatever the precision.
    static Uninformative undefined(String why) {
        return new Uninformative(why, true);
    }

    /// The value may exist, but this precision or this engine cannot bound it.
    static Uninformative unknown(String why) {
        return new Uninformative(why, false);
    }

    /// Whether the expression certainly has no value here.
    boolean isUndefined() {
        return undefined;
    }
}
