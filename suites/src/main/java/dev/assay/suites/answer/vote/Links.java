package dev.assay.suites.answer.vote;

/// Compares two answers of one sample.
///
/// @param <A> what an answer is
@FunctionalInterface
public interface Links<A> {

    /// How the first answer, taken as the right one, is linked with the second. A pure function of the two; it need not be symmetric.
    Link between(A first, A second);
}
