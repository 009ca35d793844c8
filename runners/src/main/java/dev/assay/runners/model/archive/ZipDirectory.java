package dev.assay.runners.model.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The directory at the end of a zip file, of the classic form or of the one for large files (zip64).
///
/// @param file the whole file
/// @param limits how many entries there may be
record ZipDirectory(FileChannel file, ArchiveLimits limits) {

    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int LOCATOR64_SIZE = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_SIZE = 56;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_SIZE = 46;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int SHORT_FULL = 0xffff;
    private static final long INT_FULL = 0xffffffffL;
    private static final int EXTRA64 = 1;
    private static final long LARGEST = 256L << 20;

    /// Where the directory lies, and how many entries it has.
    private record Place(long offset, long size, long count) {
    }

    List<ZipArchive.Entry> entries() throws IOException {
        Place place = place();
        if (place.count() > limits.entries()) {
            throw new ArchiveException("holds " + place.count() + " entries, and an archive may hold " + limits.entries());
        }
        if (place.size() > LARGEST || place.size() < 0) {
            throw new ArchiveException("has a directory of " + place.size() + " bytes, and it may have " + LARGEST);
        }
        return entries(ZipArchive.bytesAt(file, place.offset(), (int) place.size()), place.count());
    }

    private Place place() throws IOException {
        long end = end();
        ByteBuffer record = ZipArchive.bytesAt(file, end, END_SIZE);
        int count = record.getShort(10) & SHORT_FULL;
        long size = record.getInt(12) & INT_FULL;
        long offset = record.getInt(16) & INT_FULL;
        if (record.getShort(4) != record.getShort(6)) {
            throw new ArchiveException("is one part of an archive of several");
        }
        boolean large = count == SHORT_FULL || size == INT_FULL || offset == INT_FULL;
        return large && end >= LOCATOR64_SIZE ? large(end, new Place(offset, size, count)) : new Place(offset, size, count);
    }

    private Place large(long end, Place classic) throws IOException {
        ByteBuffer locator = ZipArchive.bytesAt(file, end - LOCATOR64_SIZE, LOCATOR64_SIZE);
        if (locator.getInt(0) != LOCATOR64) {
            return classic;
        }
        ByteBuffer record = ZipArchive.bytesAt(file, locator.getLong(8), END64_SIZE);
        if (record.getInt(0) != END64) {
            throw new ArchiveException("is damaged: its directory for large files is not where it should be");
        }
        long count = record.getLong(32);
        return new Place(record.getLong(48), record.getLong(40), count < 0 ? Long.MAX_VALUE : count);
    }

    /// The last place at which an end record stands that reaches the end of the file.
    private long end() throws IOException {
        long length = file.size();
        int tail = (int) Math.min(length, END_SIZE + LONGEST_COMMENT);
        ByteBuffer bytes = ZipArchive.bytesAt(file, length - tail, tail);
        for (int at = tail - END_SIZE; at >= 0; at--) {
            if (bytes.getInt(at) == END && at + END_SIZE + (bytes.getShort(at + 20) & SHORT_FULL) == tail) {
                return length - tail + at;
            }
        }
        throw new ArchiveException("is cut off or no zip file: its directory is missing");
    }

    private List<ZipArchive.Entry> entries(ByteBuffer bytes, long count) throws IOException {
        List<ZipArchive.Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int at = 0;
        while (entries.size() < count) {
            if (bytes.limit() - at < CENTRAL_SIZE || bytes.getInt(at) != CENTRAL) {
                throw new ArchiveException("is damaged: its directory ends after " + entries.size() + " of " + count + " entries");
            }
            int name = bytes.getShort(at + 28) & SHORT_FULL;
            int extra = bytes.getShort(at + 30) & SHORT_FULL;
            int comment = bytes.getShort(at + 32) & SHORT_FULL;
            int next = at + CENTRAL_SIZE + name + extra + comment;
            if (next > bytes.limit()) {
                throw new ArchiveException("is damaged: its directory ends within an entry");
            }
            ZipArchive.Entry entry = entry(bytes, at, name, extra);
            if (!names.add(entry.name())) {
                throw new ArchiveException("holds two entries of one name");
            }
            entries.add(entry);
            at = next;
        }
        return List.copyOf(entries);
    }

    private static ZipArchive.Entry entry(ByteBuffer bytes, int at, int nameLength, int extraLength) throws ArchiveException {
        String name = StandardCharsets.UTF_8.decode(bytes.slice(at + CENTRAL_SIZE, nameLength)).toString();
        long[] wide = {bytes.getInt(at + 24) & INT_FULL, bytes.getInt(at + 20) & INT_FULL, bytes.getInt(at + 42) & INT_FULL};
        widen(bytes, at + CENTRAL_SIZE + nameLength, extraLength, wide);
        for (long figure : wide) {
            if (figure < 0) {
                throw new ArchiveException("is damaged: a size or a place in its directory is negative");
            }
        }
        return new ZipArchive.Entry(name, bytes.getShort(at + 10) & SHORT_FULL, bytes.getShort(at + 8) & SHORT_FULL, bytes.getInt(at + 16) & INT_FULL,
            wide[1], wide[0], wide[2]);
    }

    /// Puts the 64-bit figures in place of those that are full: size, packed size, offset, in this order.
    private static void widen(ByteBuffer bytes, int from, int length, long[] figures) {
        int at = from;
        int end = from + length;
        while (at + 4 <= end) {
            int id = bytes.getShort(at) & SHORT_FULL;
            int size = bytes.getShort(at + 2) & SHORT_FULL;
            int value = at + 4;
            at = value + size;
            if (id != EXTRA64 || at > end) {
                continue;
            }
            for (int i = 0; i < figures.length; i++) {
                if (figures[i] == INT_FULL && value + Long.BYTES <= at) {
                    figures[i] = bytes.getLong(value);
                    value += Long.BYTES;
                }
            }
        }
    }
}
