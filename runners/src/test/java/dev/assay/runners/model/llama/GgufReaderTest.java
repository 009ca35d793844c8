package dev.assay.runners.model.llama;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What a model file may be, and what is said of one that is hostile or damaged: one sentence, before anything native sees it.
@Timeout(60)
final class GgufReaderTest {

    private static final byte[] GOOD = TinyGguf.noise(1).bytes();
    private static final int COUNT_OF_TENSORS = 8;
    private static final int COUNT_OF_PAIRS = 16;
    private static final int FIRST_KEY_LENGTH = 24;

    @TempDir
    Path folder;

    private String refused(Path file) {
        GgufException refusal = catchThrowableOfType(GgufException.class, () -> ModelFile.of(file));
        assertThat(refusal).as("%s", file).isNotNull();
        assertThat(refusal.message()).endsWith(".").doesNotContain("\n").contains(file.getFileName().toString());
        assertThat(refusal.message().length()).isLessThan(700);
        return refusal.message();
    }

    private String refused(byte[] bytes) throws IOException {
        return refused(Files.write(folder.resolve("bad.gguf"), bytes));
    }

    private static byte[] with(int position, long value) {
        byte[] bytes = GOOD.clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(position, value);
        return bytes;
    }

    private static int find(byte[] bytes, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("There is no " + text + ".");
    }

    // ---- good files

    @Test
    void aGoodFileSaysWhatItIs() throws Exception {
        ModelFile file = ModelFile.of(Files.write(folder.resolve("good.gguf"), GOOD));

        assertThat(file.size()).isEqualTo(GOOD.length);
        assertThat(file.sha256()).matches("[0-9a-f]{64}");
        GgufHeader header = file.header();
        assertThat(header.version()).isEqualTo(3);
        assertThat(header.architecture()).isEqualTo("llama");
        assertThat(header.quantisation()).isEqualTo("F32");
        assertThat(header.contextLength()).isEqualTo(OptionalInt.of(512));
        assertThat(header.template()).contains(TinyGguf.PLAIN_TEMPLATE);
        assertThat(header.begin()).isEqualTo(OptionalInt.of(1));
        assertThat(header.addsBegin()).isTrue();
        assertThat(header.ends()).isEqualTo(Set.of(2));
        assertThat(header.tensors()).isEqualTo(21);
    }

    @Test
    void aFileThatDoesNotNameItsQuantisationIsNamedAfterMostOfItsWeights() throws Exception {
        byte[] bytes = new GgufBytes().text("general.architecture", "llama").tensor("a", new float[4], 4).file();

        assertThat(GgufReader.read(new ByteArrayInputStream(bytes), bytes.length).quantisation()).isEqualTo("mostly F32");
    }

    @Test
    void aLinkToAGoodFileIsFollowed() throws Exception {
        Path good = Files.write(folder.resolve("good.gguf"), GOOD);
        Path link = Files.createSymbolicLink(folder.resolve("link.gguf"), good);

        assertThat(ModelFile.of(link).sha256()).isEqualTo(ModelFile.of(good).sha256());
    }

    // ---- what is no file

    @Test
    void anEmptyFileIsRefused() throws IOException {
        assertThat(refused(new byte[0])).endsWith("bad.gguf is empty.");
    }

    @Test
    void aMissingFileIsRefused() {
        assertThat(refused(folder.resolve("none.gguf"))).startsWith("There is no model file ");
    }

    @Test
    void aFolderIsRefused() throws IOException {
        assertThat(refused(Files.createDirectory(folder.resolve("folder.gguf")))).endsWith("is a folder: name the file in it.");
    }

    @Test
    void linksThatLeadInACircleAreRefused() throws IOException {
        Path one = folder.resolve("one.gguf");
        Path two = folder.resolve("two.gguf");
        Files.createSymbolicLink(one, two);
        Files.createSymbolicLink(two, one);

        assertThat(refused(one)).contains("symbolic links lead in a circle");
    }

    @Test
    void aFileWithoutPermissionIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("locked.gguf"), GOOD);
        Files.setPosixFilePermissions(file, Set.of());
        assumeFalse(Files.isReadable(file), "the superuser may read everything");

        assertThat(refused(file)).contains("permissions forbid it");
        Files.setPosixFilePermissions(file, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }

    /// The superuser may read everything, so where that is who tests, somebody else looks.
    @Test
    void aFileOfSomebodyElseIsRefused() throws Exception {
        Path setpriv = Path.of("/usr/bin/setpriv");
        assumeTrue(Files.isExecutable(setpriv) && Files.getOwner(folder).getName().equals("root"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.write(folder.resolve("locked.gguf"), GOOD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        copy(Path.of(Launch.home(ModelFile.class)), classes);
        copy(Path.of(Launch.home(GgufReaderTest.class)), classes);

        Process other = new ProcessBuilder(setpriv.toString(), "--reuid", "65534", "--regid", "65534", "--clear-groups",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes.toString(), Glance.class.getName(), file.toString())
            .redirectErrorStream(true).start();
        String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said.strip()).endsWith("locked.gguf may not be read: its permissions forbid it.");
    }

    private static void copy(Path from, Path to) throws IOException {
        Path room = Path.of("dev/assay/runners/model/llama");
        assumeTrue(Files.isDirectory(from.resolve(room)));
        Files.createDirectories(to.resolve(room));
        try (DirectoryStream<Path> classes = Files.newDirectoryStream(from.resolve(room), "*.class")) {
            for (Path one : classes) {
                Files.copy(one, to.resolve(room).resolve(one.getFileName().toString()));
            }
        }
    }

    /// Looks at a file, for a test that is somebody else.
    static final class Glance {

        private Glance() {
        }

        public static void main(String[] arguments) {
            try {
                System.out.println(ModelFile.glance(Path.of(arguments[0])));
            } catch (GgufException e) {
                System.out.println(e.message());
            }
        }
    }

    @Test
    void aDeviceIsRefused() {
        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device));

        assertThat(refused(device)).endsWith("is no ordinary file.");
    }

    // ---- what is no GGUF

    @Test
    void aSafetensorsFileIsNamed() throws IOException {
        String json = "{\"__metadata__\":{\"format\":\"pt\"},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length() + 4).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length()).put(json.getBytes(
            StandardCharsets.US_ASCII));

        assertThat(refused(bytes.array())).contains("is a safetensors file").contains("convert_hf_to_gguf.py");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        PK\u0003\u0004 and more of it            | zip or PyTorch
        version https://git-lfs.github.com/spec/v1 | git lfs pull
        <!DOCTYPE html><html><head>              | web page
        tjgg of the old days                     | before GGUF
        GGUG is almost right                     | begins with the bytes 47 47 55 47
        GG                                       | cut off
        """)
    void whatIsNoGgufIsNamed(String content, String what) throws IOException {
        assertThat(refused(content.getBytes(StandardCharsets.ISO_8859_1))).contains(what);
    }

    @ParameterizedTest
    @CsvSource({"1,version 1", "0x03000000,big-endian", "4,version 4", "0xFFFFFFFF,version 4294967295"})
    void otherVersionsAreRefused(String version, String what) throws IOException {
        byte[] bytes = GOOD.clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, (int) (long) Long.decode(version));

        assertThat(refused(bytes)).contains(what);
    }

    // ---- damaged and hostile GGUF

    @Test
    void aFileCutOffAtAnyOfTwentyPlacesIsRefused() throws IOException {
        for (int i = 0; i < 20; i++) {
            int length = 1 + (int) ((GOOD.length - 2L) * i / 19);
            assertThat(refused(Arrays.copyOf(GOOD, length))).as("after %d bytes", length).contains("is cut off");
        }
    }

    @Test
    void aFileCutOffAnywhereInItsHeaderIsRefused() {
        int header = find(GOOD, "blk.1.ffn_down.weight") + 60;
        for (int length = 1; length < header; length += 7) {
            byte[] cut = Arrays.copyOf(GOOD, length);
            assertThat(catchThrowableOfType(GgufException.class, () -> GgufReader.read(new ByteArrayInputStream(cut), cut.length))).as("after %d bytes", length)
                .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {65_537, 1L << 32, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void absurdCountsAreRefused(long count) throws IOException {
        assertThat(refused(with(COUNT_OF_TENSORS, count))).contains("claims to hold " + Long.toUnsignedString(count) + " tensors");
        assertThat(refused(with(COUNT_OF_PAIRS, count))).contains("claims to hold " + Long.toUnsignedString(count) + " key-value pairs");
    }

    @ParameterizedTest
    @ValueSource(longs = {1025, 1L << 31, Long.MAX_VALUE, -1})
    void absurdLengthsOfTextsAreRefused(long length) throws IOException {
        assertThat(refused(with(FIRST_KEY_LENGTH, length))).contains("is damaged").contains(Long.toUnsignedString(length) + " bytes long");
        int value = find(GOOD, "general.name") + 12 + 4;
        assertThat(refused(with(value, Math.max(length, length * 5000)))).containsAnyOf("is damaged", "is cut off");
    }

    @Test
    void aTextThatReachesBeyondTheFileIsRefused() throws IOException {
        assertThat(refused(with(find(GOOD, "general.name") + 12 + 4, GOOD.length))).contains("is cut off");
    }

    @ParameterizedTest
    @ValueSource(longs = {16_000_001, 1L << 40, -1})
    void anAbsurdArrayIsRefused(long length) throws IOException {
        int array = find(GOOD, "tokenizer.ggml.scores") + "tokenizer.ggml.scores".length() + 8;

        assertThat(refused(with(array, length))).contains("tokenizer.ggml.scores has " + Long.toUnsignedString(length) + " elements");
    }

    @Test
    void tensorsBeyondTheFileOrInTheWrongPlaceAreRefused() throws IOException {
        String name = "blk.0.attn_norm.weight";
        int offset = find(GOOD, name) + name.length() + 4 + 8 + 4;
        for (long wrong : new long[]{0, 1, GOOD.length, Long.MAX_VALUE, -1}) {
            assertThat(refused(with(offset, wrong))).contains(name).contains("begins at byte " + Long.toUnsignedString(wrong));
        }
        int length = find(GOOD, name) + name.length() + 4;
        assertThat(refused(with(length, 1L << 40))).containsAnyOf("is right", "is cut off");
        assertThat(refused(with(length, Long.MAX_VALUE))).contains("which cannot be");
        assertThat(refused(with(length, 0))).contains("which cannot be");
    }

    @Test
    void dimensionsThatOverflowAreRefused() {
        byte[] bytes = new GgufBytes().text("general.architecture", "llama").tensor("w", new float[4], 1L << 31, 1L << 31, 1L << 31, 1L << 31).file();

        assertThat(catchThrowableOfType(GgufException.class, () -> GgufReader.read(new ByteArrayInputStream(bytes), bytes.length)).message())
            .contains("which cannot be");
    }

    @Test
    void unknownWaysToStoreATensorAreRefused() throws IOException {
        String name = "blk.0.attn_norm.weight";
        byte[] bytes = GOOD.clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(find(GOOD, name) + name.length() + 4 + 8, 777);

        assertThat(refused(bytes)).contains("type 777");
    }

    @Test
    void rowsThatAreNoWholeBlocksAreRefused() throws IOException {
        String name = "token_embd.weight";
        byte[] bytes = GOOD.clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(find(GOOD, name) + name.length() + 4 + 16, 12);

        assertThat(refused(bytes)).contains("as Q4_K in rows of 64");
    }

    @Test
    void keysAndTensorsThatStandTwiceAreRefused() throws IOException {
        byte[] keys = new GgufBytes().text("general.architecture", "llama").text("general.architecture", "gpt2").tensor("w", new float[4], 4).file();
        byte[] tensors = new GgufBytes().text("general.architecture", "llama").tensor("w", new float[8], 8).tensor("w", new float[8], 8).file();

        assertThat(refused(keys)).contains("has the key general.architecture twice");
        assertThat(refused(tensors)).contains("has the tensor w twice");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertThat(refused(new GgufBytes().tensor("w", new float[4], 4).file())).contains("general.architecture");
        assertThat(refused(new GgufBytes().text("general.architecture", "llama").file())).contains("holds no tensors");
        assertThat(refused(new GgufBytes().text("general.architecture", "llama").whole("split.count", 3).tensor("w", new float[4], 4).file())).contains(
            "one of 3 parts");
        assertThat(refused(new GgufBytes().text("general.architecture", "llama").whole("general.alignment", 33).tensor("w", new float[4], 4).file())).contains(
            "no power of 2");
    }

    @Test
    void aTokenThatIsNoneOfItsTokensIsRefused() throws IOException {
        byte[] bytes = GOOD.clone();
        String key = "tokenizer.ggml.eos_token_id";
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(find(GOOD, key) + key.length() + 4, 100_000);

        assertThat(refused(bytes)).endsWith("names the token 100000 (eos), and has 356.");
    }

    @Test
    void invisibleCharactersOfAFileNeverReachAMessage() throws IOException {
        String evil = "a\u001b[31m\u202eb\nc";
        byte[] bytes = new GgufBytes().text("general.architecture", "llama").text(evil, "1").text(evil, "2").tensor("w", new float[4], 4).file();

        assertThat(refused(bytes)).doesNotContain("\u001b", "\u202e", "\n");
    }

    @Test
    void aTextThatIsNotUtf8IsRefused() throws IOException {
        byte[] bytes = GOOD.clone();
        bytes[find(GOOD, "general.architecture")] = (byte) 0xFF;

        assertThat(refused(bytes)).contains("is not text in UTF-8");
    }

    /// Any bytes at all give a header or one sentence: never another exception, never much memory, never a wait.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mutatedFilesGiveAHeaderOrOneSentence(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int header = find(GOOD, "blk.1.ffn_down.weight") + 60;
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = mutated(GOOD, header, random);
            try {
                assertThat(GgufReader.read(new ByteArrayInputStream(bytes), bytes.length).architecture()).isNotEmpty();
            } catch (GgufException e) {
                refused++;
                assertThat(e.message()).isNotEmpty().doesNotContain("\n").hasSizeLessThan(600);
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    private static byte[] mutated(byte[] good, int header, SplittableRandom random) {
        byte[] bytes = good.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(header);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, random.nextLong());
                case 3 -> Arrays.fill(bytes, at, Math.min(header, at + 1 + random.nextInt(32)), (byte) 0xFF);
                default -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            }
            if (bytes.length < header + 8) {
                return bytes;
            }
        }
        return bytes;
    }

    @Test
    void aMachineWithoutANativeLibraryIsTold() {
        assertThat(NativeLibrary.of("SunOS", "sparcv9")).isEmpty();
        assertThat(NativeLibrary.of("Linux", "riscv64")).isEmpty();
        assertThat(NativeLibrary.of("Linux", "amd64")).map(NativeLibrary::file).contains("libjllama.so");
        assertThat(NativeLibrary.of("Mac OS X", "aarch64")).map(NativeLibrary::file).contains("libjllama.dylib");
        assertThat(NativeLibrary.of("Windows 11", "amd64")).map(NativeLibrary::file).contains("jllama.dll");
        assertThat(Optional.of(LocalModel.isSupported())).contains(NativeLibrary.here().isPresent());
    }
}
