package dev.assay.runners.model.llama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Makes tiny models in GGUF for tests: a llama of two layers with random weights, of about 400 KB, that llama.cpp loads and runs.
///
/// Left alone it writes noise. A chain makes it say something: after each token of the chain it writes the next one, so a text whose tokens
/// all differ comes out whole. Its tokens are bytes, the visible characters of ASCII, and the thought tags.
///
/// @param seed decides the weights
/// @param chain what it says after the first token of the chain; empty: noise
/// @param certainty how strongly it follows the chain: at 40 it hardly ever does not, at 0 there is no chain
/// @param ends whether it ends after the chain; otherwise noise follows
/// @param context the context length that it claims
/// @param template its chat template
record TinyGguf(long seed, List<String> chain, double certainty, boolean ends, int context, Optional<String> template) {

    /// Where a question ends and the answer begins.
    static final String TURN = "\n";
    /// A template that ends every prompt with a line break, so that a chain that begins with one is begun.
    static final String PLAIN_TEMPLATE = "{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}";

    private static final int WIDTH = 64;
    private static final int LAYERS = 2;
    private static final int HEADS = 2;
    private static final int BEGIN = 1;
    private static final int END = 2;

    TinyGguf {
        chain = List.copyOf(chain);
    }

    /// A model that writes noise.
    static TinyGguf noise(long seed) {
        return new TinyGguf(seed, List.of(), 0, false, 512, Optional.of(PLAIN_TEMPLATE));
    }

    /// A model that says these tokens after a line break, and ends.
    static TinyGguf saying(String... tokens) {
        List<String> chain = new ArrayList<>(List.of(TURN));
        chain.addAll(List.of(tokens));
        return new TinyGguf(7, chain, 40, true, 512, Optional.of(PLAIN_TEMPLATE));
    }

    /// The same with another template; empty: none.
    TinyGguf withTemplate(Optional<String> other) {
        return new TinyGguf(seed, chain, certainty, ends, context, other);
    }

    /// The same with another context length.
    TinyGguf withContext(int tokens) {
        return new TinyGguf(seed, chain, certainty, ends, tokens, template);
    }

    /// Writes it into a file.
    Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new IllegalStateException("A test cannot write " + file + ".", e);
        }
    }

    /// The bytes of its file.
    byte[] bytes() {
        return draft().file();
    }

    private static List<String> vocabulary() {
        List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        for (int i = 0; i < 256; i++) {
            tokens.add("<0x%02X>".formatted(i));
        }
        tokens.add("\u2581");
        for (char c = '!'; c <= '~'; c++) {
            tokens.add(String.valueOf(c));
        }
        tokens.addAll(List.of("<think>", "</think>"));
        return tokens;
    }

    private static int type(String token, int id) {
        if (id == 0) {
            return 2;
        }
        if (id <= END) {
            return 3;
        }
        if (token.endsWith("think>")) {
            return 4;
        }
        return token.length() == 6 && token.startsWith("<0x") ? 6 : 1;
    }

    /// The file before it is written, so that a test can add to it.
    GgufBytes draft() {
        List<String> tokens = vocabulary();
        int[] types = new int[tokens.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = type(tokens.get(i), i);
        }
        GgufBytes file = new GgufBytes().text("general.architecture", "llama").text("general.name", "tiny").whole("general.file_type", 0)
            .whole("llama.context_length", context).whole("llama.embedding_length", WIDTH).whole("llama.block_count", LAYERS)
            .whole("llama.feed_forward_length", WIDTH).whole("llama.attention.head_count", HEADS).whole("llama.rope.dimension_count", WIDTH / HEADS)
            .fraction("llama.attention.layer_norm_rms_epsilon", 1e-5f).whole("llama.vocab_size", tokens.size()).text("tokenizer.ggml.model", "llama")
            .texts("tokenizer.ggml.tokens", tokens).fractions("tokenizer.ggml.scores", new float[tokens.size()]).wholes("tokenizer.ggml.token_type", types)
            .whole("tokenizer.ggml.bos_token_id", BEGIN).whole("tokenizer.ggml.eos_token_id", END).whole("tokenizer.ggml.unknown_token_id", 0)
            .flag("tokenizer.ggml.add_bos_token", true).flag("tokenizer.ggml.add_space_prefix", false);
        template.ifPresent(text -> file.text("tokenizer.chat_template", text));
        weights(file, tokens);
        return file;
    }

    private void weights(GgufBytes file, List<String> tokens) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] read = random(random, tokens.size() * WIDTH, 1);
        float[] written = random(random, tokens.size() * WIDTH, 0.15);
        follow(tokens, read, written);
        file.tensor("token_embd.weight", read, WIDTH, tokens.size()).tensor("output_norm.weight", ones(), WIDTH)
            .tensor("output.weight", written, WIDTH, tokens.size());
        // What a chain says must not be drowned by the layers.
        double loudness = certainty > 0 ? 0.001 : 0.15;
        for (int layer = 0; layer < LAYERS; layer++) {
            String name = "blk." + layer + ".";
            file.tensor(name + "attn_norm.weight", ones(), WIDTH).tensor(name + "ffn_norm.weight", ones(), WIDTH);
            for (String part : List.of("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")) {
                file.tensor(name + part + ".weight", random(random, WIDTH * WIDTH, loudness), WIDTH, WIDTH);
            }
        }
    }

    private void follow(List<String> tokens, float[] read, float[] written) {
        Map<String, Integer> ids = new HashMap<>();
        for (int i = 0; i < tokens.size(); i++) {
            ids.put(tokens.get(i), i);
        }
        ids.put(TURN, ids.getOrDefault("<0x0A>", 0));
        ids.put(" ", ids.getOrDefault("\u2581", 0));
        List<Integer> path = new ArrayList<>(chain.stream().map(token -> ids.getOrDefault(token, 0)).toList());
        if (ends) {
            path.add(END);
        }
        for (int i = 0; i + 1 < path.size(); i++) {
            for (int d = 0; d < WIDTH; d++) {
                written[path.get(i + 1) * WIDTH + d] += (float) (certainty / WIDTH * read[path.get(i) * WIDTH + d]);
            }
        }
    }

    private static float[] ones() {
        float[] values = new float[WIDTH];
        java.util.Arrays.fill(values, 1);
        return values;
    }

    private static float[] random(SplittableRandom random, int count, double scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }
}
