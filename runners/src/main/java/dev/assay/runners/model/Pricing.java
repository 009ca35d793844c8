package dev.assay.runners.model;

/// What is known of a model's price on a day.
public sealed interface Pricing {

    /// Calls cost nothing, by somebody's word.
    ///
    /// @param why who says so
    record Free(String why) implements Pricing {
    }

    /// Calls cost what an entry says.
    record Priced(PriceEntry entry) implements Pricing {
    }

    /// Nobody knows: such a cost is shown as unknown, never as nothing.
    ///
    /// @param why what is missing
    record Unknown(String why) implements Pricing {
    }
}
