package dev.assay.reports.gate;

/// What a sequential gate fixes before the first call.
///
/// @param orderSeed fixes the order of the samples: the seed of the run
/// @param caps when open checks are given up
/// @param extend whether caps are passed over, so that open checks go on to the end of the list
public record SequentialTerms(long orderSeed, SequentialCaps caps, boolean extend) {

    /// The terms of a gate of which nothing else is known.
    public static SequentialTerms of(Gate gate, long orderSeed) {
        return new SequentialTerms(orderSeed, SequentialCaps.standard(gate.alpha()), gate.onInconclusive() == Gate.OnInconclusive.EXTEND);
    }
}
