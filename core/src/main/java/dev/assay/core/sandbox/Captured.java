package dev.assay.core.sandbox;

/// What a program wrote to one stream, as far as it was kept. It is hostile: show it escaped.
///
/// @param bytes the bytes kept, in order
/// @param cut whether there was more
public record Captured(Bytes bytes, boolean cut) {

    /// Nothing was written.
    public static final Captured NOTHING = new Captured(Bytes.NONE, false);
}
