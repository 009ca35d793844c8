package dev.assay.runners.model;

/// A value that must not be shown: it prints as `***`, and only the transport asks for what it is.
final class Secret {

    private final String value;

    Secret(String value) {
        this.value = value;
    }

    /// The value in clear, for the header that needs it and nothing else.
    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return Secrets.MASK;
    }
}
