package dev.assay.runners.model.archive;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// A zip file whose entries are stored, deflated or packed by Zstandard.
///
/// `java.util.zip` refuses a whole file for one Zstandard entry (method 93), so the directory is read here. Names are compared, never used
/// as paths; nothing is written anywhere. Sizes are checked before and while unpacking, and each entry's checksum after it. Used by one
/// thread.
public final class ZipArchive implements Closeable {

    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ZSTD = 93;
    private static final int ENCRYPTED = 1;
    private static final long RATIO_FROM = 1 << 20;
    private static final int CHUNK = 1 << 16;

    private final FileChannel file;
    private final ArchiveLimits limits;
    private final List<Entry> entries;
    private final AtomicLong unpacked = new AtomicLong();

    /// One entry of the directory.
    ///
    /// @param name as it stands there; anything may stand there
    /// @param method how it is packed
    /// @param flags the general-purpose flags
    /// @param crc the checksum of what it holds
    /// @param packed its size in the file
    /// @param size its size when unpacked
    /// @param offset where its local header begins
    public record Entry(String name, int method, int flags, long crc, long packed, long size, long offset) {
    }

    private ZipArchive(FileChannel file, ArchiveLimits limits, List<Entry> entries) {
        this.file = file;
        this.limits = limits;
        this.entries = entries;
    }

    /// Opens a file and reads its directory.
    ///
    /// @throws ArchiveException if it is no zip file, is damaged, names an entry twice, or holds more entries than allowed
    /// @throws IOException if it cannot be read
    public static ZipArchive open(Path path, ArchiveLimits limits) throws IOException {
        FileChannel file = FileChannel.open(path);
        try {
            return new ZipArchive(file, limits, new ZipDirectory(file, limits).entries());
        } catch (IOException failure) {
            file.close();
            throw failure;
        }
    }

    /// Every entry, in the order of the directory.
    public List<Entry> entries() {
        return entries;
    }

    /// What an entry holds.
    ///
    /// @throws ArchiveException if it is damaged, encrypted, packed in another way, or larger than allowed
    /// @throws IOException if the file cannot be read
    public byte[] read(Entry entry) throws IOException {
        requireAllowed(entry);
        byte[] packed = packed(entry);
        byte[] bytes = switch (entry.method()) {
            case STORED -> packed;
            case DEFLATED -> inflated(packed, entry.size());
            case ZSTD -> unpacked(new ZstdInputStream(new ByteArrayInputStream(packed)), entry.size());
            default -> throw new ArchiveException("is packed by method " + entry.method() + ", which is neither deflate nor Zstandard");
        };
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if (bytes.length != entry.size() || crc.getValue() != entry.crc()) {
            throw new ArchiveException("is damaged: its size or its checksum is not the one in the directory");
        }
        return bytes;
    }

    private void requireAllowed(Entry entry) throws ArchiveException {
        if ((entry.flags() & ENCRYPTED) != 0) {
            throw new ArchiveException("is encrypted");
        }
        if (entry.size() > limits.entryBytes() || entry.packed() > limits.entryBytes()) {
            throw new ArchiveException("has " + entry.size() + " bytes, and an entry may have " + limits.entryBytes());
        }
        if (entry.size() >= RATIO_FROM && entry.size() / Math.max(1, entry.packed()) > limits.ratio()) {
            throw new ArchiveException("grows from " + entry.packed() + " to " + entry.size() + " bytes, more than " + limits.ratio() + "-fold");
        }
        if (unpacked.addAndGet(entry.size()) > limits.totalBytes()) {
            throw new ArchiveException("makes the archive larger than " + limits.totalBytes() + " bytes unpacked");
        }
    }

    private byte[] packed(Entry entry) throws IOException {
        ByteBuffer header = at(entry.offset(), LOCAL_SIZE);
        if (header.getInt(0) != LOCAL) {
            throw new ArchiveException("is damaged: no header stands where the directory says");
        }
        long start = entry.offset() + LOCAL_SIZE + (header.getShort(26) & 0xffff) + (header.getShort(28) & 0xffff);
        return at(start, Math.toIntExact(entry.packed())).array();
    }

    private ByteBuffer at(long position, int length) throws IOException {
        return bytesAt(file, position, length);
    }

    /// So many bytes of a file, little-endian.
    static ByteBuffer bytesAt(FileChannel file, long position, int length) throws IOException {
        if (position < 0 || length < 0 || position > file.size() - length) {
            throw new ArchiveException("is damaged: it points beyond the end of the file");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    private static byte[] inflated(byte[] packed, long size) throws IOException {
        Inflater inflater = new Inflater(true);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed), inflater, CHUNK)) {
            return unpacked(in, size);
        } finally {
            inflater.end();
        }
    }

    /// Reads one chunk more than there should be, at most: whatever grows beyond its declared size is cut there and refused for its size.
    private static byte[] unpacked(InputStream in, long size) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(size, 1 << 20));
        byte[] chunk = new byte[CHUNK];
        try (in) {
            int read = in.read(chunk);
            while (read >= 0 && out.size() <= size) {
                out.write(chunk, 0, read);
                read = in.read(chunk);
            }
        } catch (IOException | RuntimeException failure) {
            // The unpackers of hostile bytes fail in many ways, none of which says more than this.
            throw new ArchiveException("is damaged: it cannot be unpacked", failure);
        }
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
