package dev.assay.runners.model.archive;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Builds zip files byte by byte, honest ones and others.
public final class ZipFixture {

    /// How an entry is packed.
    public static final int STORED = 0;
    public static final int DEFLATED = 8;
    public static final int ZSTD = 93;

    private record Written(byte[] name, int method, int flags, long crc, long packed, long size, int offset) {
    }

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<Written> entries = new ArrayList<>();
    private final boolean wide;

    private ZipFixture(boolean wide) {
        this.wide = wide;
    }

    /// A classic archive.
    public static ZipFixture zip() {
        return new ZipFixture(false);
    }

    /// An archive whose directory has its figures in 64 bits.
    public static ZipFixture zip64() {
        return new ZipFixture(true);
    }

    /// An entry as it should be.
    public ZipFixture with(String name, int method, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return with(name, method, 0, bytes, bytes.length);
    }

    /// An entry with flags and a size of the caller's choice.
    public ZipFixture with(String name, int method, int flags, byte[] bytes, long size) {
        byte[] packed = packed(method, bytes);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        Written entry = new Written(name.getBytes(StandardCharsets.UTF_8), method, flags, crc.getValue(), packed.length, size, file.size());
        entries.add(entry);
        ByteBuffer header = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, 0x04034b50).putShort(8, (short) method).putInt(14, (int) entry.crc()).putInt(18, packed.length).putInt(22, (int) size).putShort(26,
            (short) entry.name().length);
        file.writeBytes(header.array());
        file.writeBytes(entry.name());
        file.writeBytes(packed);
        return this;
    }

    private static byte[] packed(int method, byte[] bytes) {
        return switch (method) {
            case DEFLATED -> deflated(bytes);
            case ZSTD -> {
                ZstdJavaCompressor zstd = new ZstdJavaCompressor();
                byte[] out = new byte[zstd.maxCompressedLength(bytes.length)];
                yield Arrays.copyOf(out, zstd.compress(bytes, 0, bytes.length, out, 0, out.length));
            }
            default -> bytes;
        };
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        while (!deflater.finished()) {
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return out.toByteArray();
    }

    /// The whole file.
    public byte[] bytes() {
        int start = file.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(file.toByteArray());
        entries.forEach(entry -> out.writeBytes(central(entry)));
        int size = out.size() - start;
        if (wide) {
            int at = out.size();
            ByteBuffer end = ByteBuffer.allocate(56 + 20).order(ByteOrder.LITTLE_ENDIAN);
            end.putInt(0, 0x06064b50).putLong(4, 44).putLong(24, entries.size()).putLong(32, entries.size()).putLong(40, size).putLong(48, start);
            end.putInt(56, 0x07064b50).putLong(64, at).putInt(72, 1);
            out.writeBytes(end.array());
        }
        ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        short count = (short) (wide ? 0xffff : entries.size());
        end.putInt(0, 0x06054b50).putShort(8, count).putShort(10, count).putInt(12, wide ? -1 : size).putInt(16, wide ? -1 : start);
        out.writeBytes(end.array());
        return out.toByteArray();
    }

    private byte[] central(Written entry) {
        int extra = wide ? 4 + 24 : 0;
        ByteBuffer record = ByteBuffer.allocate(46 + entry.name().length + extra).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(0, 0x02014b50).putShort(8, (short) entry.flags()).putShort(10, (short) entry.method()).putInt(16, (int) entry.crc());
        record.putInt(20, wide ? -1 : (int) entry.packed()).putInt(24, wide ? -1 : (int) entry.size());
        record.putShort(28, (short) entry.name().length).putShort(30, (short) extra).putInt(42, wide ? -1 : entry.offset());
        record.position(46).put(entry.name());
        if (wide) {
            record.putShort((short) 1).putShort((short) 24).putLong(entry.size()).putLong(entry.packed()).putLong(entry.offset());
        }
        return record.array();
    }
}
