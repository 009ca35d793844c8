package dev.assay.runners.model.archive;

/// How much an archive may hold. Whatever goes beyond is refused before it is unpacked.
///
/// @param entries the most entries
/// @param entryBytes the most bytes of one entry, unpacked
/// @param totalBytes the most bytes of all entries that are read, unpacked
/// @param ratio how often larger an entry of a mebibyte or more may grow by unpacking
public record ArchiveLimits(int entries, long entryBytes, long totalBytes, long ratio) {

    /// Far beyond any honest log: half a million entries, 512 MiB each, 8 GiB in all, 2,000-fold.
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(500_000, 512L << 20, 8L << 30, 2000);
}
