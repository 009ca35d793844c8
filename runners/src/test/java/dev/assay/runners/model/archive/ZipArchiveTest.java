package dev.assay.runners.model.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ZipArchiveTest {

    private static final ArchiveLimits SMALL = new ArchiveLimits(10, 4 << 20, 5 << 20, 100);

    @TempDir
    private Path folder;

    private ZipArchive open(byte[] bytes) throws IOException {
        return ZipArchive.open(Files.write(folder.resolve("a.zip"), bytes), SMALL);
    }

    private String only(byte[] bytes) throws IOException {
        try (ZipArchive archive = open(bytes)) {
            return new String(archive.read(archive.entries().getLast()), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {ZipFixture.STORED, ZipFixture.DEFLATED, ZipFixture.ZSTD})
    void everyWayOfPackingIsRead(int method) throws IOException {
        String text = "Nine apples and nine pears. ".repeat(500) + "é";
        assertThat(only(ZipFixture.zip().with("first", method, "").with("../../etc/passwd", method, text).bytes())).isEqualTo(text);
        assertThat(only(ZipFixture.zip64().with("a", method, text).bytes())).isEqualTo(text);
    }

    @Test
    void aNameIsOnlyAName() throws IOException {
        try (ZipArchive archive = open(ZipFixture.zip().with("../../../x", ZipFixture.STORED, "y").with("/abs\u0000olute", ZipFixture.STORED, "z").bytes())) {
            assertThat(archive.entries()).extracting(ZipArchive.Entry::name).containsExactly("../../../x", "/abs\u0000olute");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void whatGrowsWithoutEndIsRefused() {
        byte[] zeros = new byte[3 << 20];
        assertThatThrownBy(() -> only(ZipFixture.zip().with("a", ZipFixture.DEFLATED, 0, zeros, zeros.length).bytes())).isInstanceOf(ArchiveException.class)
            .hasMessageContaining("100-fold");
        assertThatThrownBy(() -> only(ZipFixture.zip().with("a", ZipFixture.ZSTD, 0, zeros, 1000).bytes())).isInstanceOf(ArchiveException.class)
            .hasMessageContaining("size or its checksum");
        assertThatThrownBy(() -> only(ZipFixture.zip().with("a", ZipFixture.DEFLATED, 0, zeros, 1000).bytes())).isInstanceOf(ArchiveException.class)
            .hasMessageContaining("size or its checksum");
        assertThatThrownBy(() -> only(ZipFixture.zip().with("a", ZipFixture.STORED, 0, new byte[5 << 20], 5 << 20).bytes()))
            .isInstanceOf(ArchiveException.class).hasMessageContaining("an entry may have");
    }

    @Test
    void allEntriesTogetherHaveALimit() throws IOException {
        byte[] noise = new byte[3 << 20];
        new SplittableRandom(1).nextBytes(noise);
        byte[] zip = ZipFixture.zip().with("a", ZipFixture.STORED, 0, noise, noise.length).with("b", ZipFixture.STORED, 0, noise, noise.length).bytes();
        try (ZipArchive archive = open(zip)) {
            assertThat(archive.read(archive.entries().getFirst())).isEqualTo(noise);
            assertThatThrownBy(() -> archive.read(archive.entries().getLast())).isInstanceOf(ArchiveException.class).hasMessageContaining("the archive larger");
        }
    }

    @Test
    void whatCannotBeReadIsRefusedWithAReason() {
        ZipFixture many = ZipFixture.zip();
        for (int i = 0; i < 11; i++) {
            many.with("e" + i, ZipFixture.STORED, "x");
        }
        byte[] good = ZipFixture.zip().with("a", ZipFixture.STORED, "hello").bytes();
        assertThatThrownBy(() -> open(many.bytes())).hasMessageContaining("11 entries");
        assertThatThrownBy(() -> open(ZipFixture.zip().with("a", 0, "x").with("a", 0, "y").bytes())).hasMessageContaining("two entries of one name");
        assertThatThrownBy(() -> only(ZipFixture.zip().with("a", ZipFixture.STORED, 1, new byte[3], 3).bytes())).hasMessageContaining("encrypted");
        assertThatThrownBy(() -> only(ZipFixture.zip().with("a", 14, "x").bytes())).hasMessageContaining("method 14");
        assertThatThrownBy(() -> open(Arrays.copyOf(good, good.length - 5))).isInstanceOf(ArchiveException.class).hasMessageContaining("directory is missing");
        assertThatThrownBy(() -> open(new byte[0])).isInstanceOf(ArchiveException.class);
    }

    @Test
    void mutatedArchivesGiveTypedFaultsAlone() throws IOException {
        String text = "{\"id\": 1, \"output\": \"three\"}".repeat(40);
        byte[] seed = ZipFixture.zip64().with("a", ZipFixture.DEFLATED, text).with("b", ZipFixture.ZSTD, text).with("c", ZipFixture.STORED, "x").bytes();
        SplittableRandom random = new SplittableRandom(20_250_129L);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = seed.clone();
            for (int k = 1 + random.nextInt(4); k > 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            refused += read(Arrays.copyOf(bytes, random.nextInt(10) == 0 ? random.nextInt(bytes.length) : bytes.length)) ? 0 : 1;
        }
        assertThat(refused).isBetween(1000, 2999);
    }

    /// Whether every entry could be read; any exception but a typed one fails the test.
    private boolean read(byte[] bytes) throws IOException {
        try (ZipArchive archive = open(bytes)) {
            for (ZipArchive.Entry entry : archive.entries()) {
                archive.read(entry);
            }
            return true;
        } catch (ArchiveException _) {
            return false;
        }
    }
}
