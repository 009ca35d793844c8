package dev.assay.runners.model.llama;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the header of a GGUF file: strictly, within bounds, and without believing a single number in it.
///
/// llama.cpp trusts a file more than a file from the internet deserves, and ends its process where an assertion fails. So whatever can be told
/// from the header is told here first: that every length fits into the file, and that every tensor lies inside it, where the one before it ends.
///
/// Memory is bounded: of the key-value pairs only single numbers and short texts are kept, and arrays are passed over.
///
/// Format: [GGUF](https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).
final class GgufReader {

    private static final byte[] MAGIC = {'G', 'G', 'U', 'F'};
    private static final int MOST_PAIRS = 65_536;
    private static final int MOST_TENSORS = 65_536;
    private static final int MOST_ELEMENTS = 16_000_000;
    private static final int LONGEST_KEY = 1024;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_TEXT = 4 << 20;
    /// Far beyond any file, and far enough from the end of the numbers to add to it.
    private static final long LARGEST = 1L << 56;
    private static final int MOST_DIMENSIONS = 4;
    private static final int TRUTH = 7;
    private static final int TEXT = 8;
    private static final int ARRAY = 9;
    private static final String TEMPLATE = "tokenizer.chat_template";
    private static final Set<String> KEPT = Set.of("general.architecture", "tokenizer.ggml.model", TEMPLATE);

    private final GgufInput in;
    private final Map<String, Long> numbers = new TreeMap<>();
    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, Long> lengths = new TreeMap<>();
    private final Map<TensorType, Long> stored = new EnumMap<>(TensorType.class);

    private GgufReader(GgufInput in) {
        this.in = in;
    }

    /// Reads a header.
    ///
    /// @param in the file from its beginning; it is read through a buffer
    /// @param size how long the file is, in bytes
    /// @throws GgufException if it is not a GGUF file that can be run; the message lacks its name and its full stop
    /// @throws IOException if it cannot be read
    static GgufHeader read(InputStream in, long size) throws IOException, GgufException {
        GgufInput input = new GgufInput(in, size);
        try {
            return new GgufReader(input).header();
        } catch (EOFException e) {
            throw new GgufException("is cut off: it ends after " + size + " bytes, within its header");
        }
    }

    private GgufHeader header() throws IOException, GgufException {
        requireMagic();
        int version = version();
        int tensors = count("tensors", MOST_TENSORS);
        int pairs = count("key-value pairs", MOST_PAIRS);
        Set<String> keys = new HashSet<>();
        for (int i = 1; i <= pairs; i++) {
            String key = in.text("the name of its key " + i, LONGEST_KEY);
            if (!keys.add(key)) {
                throw new GgufException("has the key " + Shown.of(key) + " twice");
            }
            value(key, in.whole(4));
        }
        String architecture = Optional.ofNullable(texts.get("general.architecture")).filter(name -> name.matches("[a-zA-Z0-9_.-]{1,64}"))
            .orElseThrow(() -> new GgufException("does not say of which architecture its model is (general.architecture)"));
        requireOnePart();
        tensors(tensors, alignment());
        return summary(version, architecture, tensors);
    }

    private void requireMagic() throws IOException, GgufException {
        if (in.left() == 0) {
            throw new GgufException("is empty");
        }
        byte[] first = in.bytes((int) Math.min(in.left(), MAGIC.length));
        if (!Arrays.equals(first, Arrays.copyOf(MAGIC, first.length))) {
            byte[] more = in.bytes((int) Math.min(in.left(), 16));
            throw new GgufException("is " + foreign(first, more) + ", and only GGUF files can be run");
        }
    }

    /// What a file is that is not GGUF, by its first bytes.
    private static String foreign(byte[] first, byte[] more) {
        String start = new String(first, StandardCharsets.ISO_8859_1) + new String(more, StandardCharsets.ISO_8859_1);
        if (start.length() > 8 && start.charAt(8) == '{') {
            return "a safetensors file (llama.cpp's convert_hf_to_gguf.py makes GGUF of it)";
        }
        if (start.startsWith("version https://g")) {
            return "a pointer of Git LFS in place of the file itself (git lfs pull fetches it)";
        }
        if (start.startsWith("PK")) {
            return "a zip or PyTorch file";
        }
        if (start.startsWith("lmgg") || start.startsWith("tjgg") || start.startsWith("fmgg") || start.startsWith("algg")) {
            return "a GGML file of the time before GGUF";
        }
        if (start.stripLeading().startsWith("<")) {
            return "a web page in place of a model";
        }
        return "no GGUF file: it begins with the bytes " + HexFormat.of().withUpperCase().withDelimiter(" ").formatHex(first);
    }

    private int version() throws IOException, GgufException {
        long version = in.whole(4);
        if (version == 1) {
            throw new GgufException("is GGUF of version 1, which is no longer read: convert it again");
        }
        if (version == 0x02000000 || version == 0x03000000) {
            throw new GgufException("is a big-endian GGUF file, and this machine is little-endian");
        }
        if (version != 2 && version != 3) {
            throw new GgufException("is GGUF of version " + version + ", and 2 and 3 are known");
        }
        return (int) version;
    }

    private int count(String what, int most) throws IOException, GgufException {
        long count = in.whole(8);
        if (count < 0 || count > most) {
            throw new GgufException("claims to hold " + Long.toUnsignedString(count) + " " + what + ", and " + most + " are the limit");
        }
        return (int) count;
    }

    // ---- key-value pairs

    private void value(String key, long type) throws IOException, GgufException {
        if (type == TEXT) {
            text(key);
        } else if (type == ARRAY) {
            array(key);
        } else {
            numbers.put(key, number(width(key, type), type));
        }
    }

    private void text(String key) throws IOException, GgufException {
        if (KEPT.contains(key)) {
            texts.put(key, in.text("its text " + key, LONGEST_TEXT));
        } else {
            in.skipText("its text " + Shown.of(key), LONGEST_TEXT);
        }
    }

    private void array(String key) throws IOException, GgufException {
        long type = in.whole(4);
        long length = in.whole(8);
        if (length < 0 || length > MOST_ELEMENTS) {
            throw new GgufException("claims that " + Shown.of(key) + " has " + Long.toUnsignedString(length) + " elements, and " + MOST_ELEMENTS
                + " are the limit");
        }
        if (type == ARRAY) {
            throw new GgufException("has arrays within the array " + Shown.of(key) + ", which nothing reads");
        }
        lengths.put(key, length);
        if (type != TEXT) {
            in.skip(length * width(key, type));
            return;
        }
        for (long i = 0; i < length; i++) {
            in.skipText("an element of its " + Shown.of(key), LONGEST_TEXT);
        }
    }

    private static int width(String key, long type) throws GgufException {
        return switch (Math.clamp(type, -1, 99)) {
            case 0, 1, 7 -> 1;
            case 2, 3 -> 2;
            case 4, 5, 6 -> 4;
            case 10, 11, 12 -> 8;
            default -> throw new GgufException("has a value of the unknown type " + type + " at the key " + Shown.of(key));
        };
    }

    /// A number or a truth; fractions are of no use here, and come out as their bits.
    private long number(int width, long type) throws IOException, GgufException {
        long value = in.whole(width);
        if (type == TRUTH && value > 1) {
            throw new GgufException("has a truth value that is neither true nor false");
        }
        return value;
    }

    private void requireOnePart() throws GgufException {
        long parts = numbers.getOrDefault("split.count", 1L);
        if (parts > 1) {
            throw new GgufException("is one of " + parts + " parts, and a model is run from one file: join them with llama-gguf-split --merge");
        }
    }

    private long alignment() throws GgufException {
        long alignment = numbers.getOrDefault("general.alignment", 32L);
        if (alignment < 1 || alignment > 1 << 20 || Long.bitCount(alignment) != 1) {
            throw new GgufException(
                "says that its tensors are aligned to " + Long.toUnsignedString(alignment) + " bytes, which is no power of 2 up to 1048576");
        }
        return alignment;
    }

    // ---- tensors

    private record Tensor(String name, long offset, long bytes) {
    }

    /// Reads where every tensor lies, and requires that each begins where the one before it ends, and that the last one ends within the file.
    private void tensors(int count, long alignment) throws IOException, GgufException {
        if (count == 0) {
            throw new GgufException("holds no tensors");
        }
        Set<String> names = new HashSet<>();
        long end = 0;
        long expected = 0;
        for (int i = 1; i <= count; i++) {
            Tensor tensor = tensor(i);
            if (!names.add(tensor.name)) {
                throw new GgufException("has the tensor " + Shown.of(tensor.name) + " twice");
            }
            if (tensor.offset != expected) {
                throw new GgufException("says that the tensor " + Shown.of(tensor.name) + " begins at byte " + Long.toUnsignedString(tensor.offset)
                    + " of the data, where " + expected + " is right");
            }
            end = within(tensor.name, expected, tensor.bytes);
            expected = padded(end, alignment);
        }
        long data = padded(in.position(), alignment);
        if (data + end > in.size()) {
            throw new GgufException("is cut off: its tensors reach to byte " + (data + end) + ", and it ends after " + in.size());
        }
    }

    private Tensor tensor(int number) throws IOException, GgufException {
        String name = in.text("the name of its tensor " + number, LONGEST_NAME);
        long dimensions = in.whole(4);
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw new GgufException("gives the tensor " + Shown.of(name) + " " + dimensions + " dimensions, and 1 to " + MOST_DIMENSIONS + " are known");
        }
        long elements = 1;
        long row = 1;
        for (int i = 0; i < dimensions; i++) {
            long length = in.whole(8);
            if (length < 1 || elements > LARGEST / length) {
                throw new GgufException("gives the tensor " + Shown.of(name) + " the length " + Long.toUnsignedString(length)
                    + ", which cannot be");
            }
            row = i == 0 ? length : row;
            elements *= length;
        }
        long number32 = in.whole(4);
        TensorType type = TensorType.of(number32).orElseThrow(() -> new GgufException("stores the tensor " + Shown.of(name) + " in a way that this llama.cpp"
            + " does not know (type " + number32 + ")"));
        if (row % type.block() != 0) {
            throw new GgufException("stores the tensor " + Shown.of(name) + " as " + type + " in rows of " + row + ", which is no multiple of " + type.block());
        }
        long bytes = elements / type.block() * type.bytes();
        stored.merge(type, bytes, Long::sum);
        return new Tensor(name, in.whole(8), bytes);
    }

    private static long within(String name, long offset, long bytes) throws GgufException {
        if (bytes > LARGEST - offset) {
            throw new GgufException("has more data than any file up to the tensor " + Shown.of(name));
        }
        return offset + bytes;
    }

    private static long padded(long position, long alignment) {
        return (position + alignment - 1) / alignment * alignment;
    }

    // ---- summary

    private GgufHeader summary(int version, String architecture, int tensors) throws GgufException {
        OptionalInt context = whole(architecture + ".context_length");
        Set<Integer> ends = new TreeSet<>();
        for (String name : List.of("eos", "eot", "eom")) {
            token(name).ifPresent(ends::add);
        }
        boolean usually = texts.getOrDefault("tokenizer.ggml.model", "").equals("llama");
        boolean adds = numbers.getOrDefault("tokenizer.ggml.add_bos_token", usually ? 1L : 0L) == 1;
        return new GgufHeader(version, architecture, quantisation(), context, Optional.ofNullable(texts.get(TEMPLATE)),
            token("bos"), adds, ends, tensors);
    }

    /// One of the special tokens, which must be one of its tokens.
    private OptionalInt token(String name) throws GgufException {
        OptionalInt token = whole("tokenizer.ggml." + name + "_token_id");
        long tokens = lengths.getOrDefault("tokenizer.ggml.tokens", Long.MAX_VALUE);
        if (token.isPresent() && token.getAsInt() >= tokens) {
            throw new GgufException("names the token " + token.getAsInt() + " (" + name + "), and has " + tokens);
        }
        return token;
    }

    private OptionalInt whole(String key) {
        long value = numbers.getOrDefault(key, -1L);
        return value >= 0 && value <= Integer.MAX_VALUE ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    private String quantisation() {
        return Optional.ofNullable(numbers.get("general.file_type")).flatMap(TensorType::quantisation)
            .orElseGet(() -> stored.entrySet().stream().max(Map.Entry.comparingByValue()).map(most -> "mostly " + most.getKey()).orElse("unknown"));
    }
}
