package dev.assay.runners.model.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// llama.cpp with a model loaded, in the child. The only class that loads native code.
///
/// Safe for many threads, as llama.cpp's queue of tasks is; the chat template is used by one at a time.
final class Engine {

    /// Tokens that end an answer in files that do not say so.
    private static final Set<String> USUAL_ENDS = Set.of("<|eot_id|>", "<|im_end|>", "<|end|>", "<end_of_turn>", "<|endoftext|>", "<|eom_id|>", "<EOT>",
        "<|end_of_text|>", "<|end_of_sentence|>", "<\uFF5Cend\u2581of\u2581sentence\uFF5C>", "<|return|>");
    private static final String CHATML = "<|im_start|>";
    private static final String PROBE = "2+2?";

    private final LlamaModel model;
    private final Order.Load load;
    private final Set<String> ends = new HashSet<>(USUAL_ENDS);
    private final String begin;
    private final String opening;
    private final ReentrantLock reading = new ReentrantLock();

    private Engine(LlamaModel model, Order.Load load) throws UnfitModelException {
        this.model = model;
        this.load = load;
        load.ends().forEach(token -> ends.add(model.decode(new int[]{token})));
        this.begin = load.begin() < 0 ? "" : model.decode(new int[]{load.begin()});
        this.opening = load.templated() ? opened() : "";
    }

    /// Loads a model.
    ///
    /// @throws UnfitModelException if llama.cpp cannot
    static Engine load(Order.Load load) throws UnfitModelException {
        try {
            unpack(Path.of(load.room()));
            return new Engine(new LlamaModel(parameters(load)), load);
        } catch (IOException e) {
            throw new UnfitModelException("the native library cannot be unpacked: " + e.getMessage());
        } catch (UnsatisfiedLinkError e) {
            throw new UnfitModelException("the native library of llama.cpp cannot be loaded: " + e.getMessage());
        } catch (RuntimeException e) {
            // The binding's own exception is not visible outside its package.
            throw new UnfitModelException("llama.cpp says: " + e.getMessage());
        }
    }

    /// Loads the native library and no model.
    ///
    /// @param room an empty folder of the child's own
    /// @throws UnfitModelException if it cannot be loaded
    static void probe(String room) throws UnfitModelException {
        try {
            unpack(Path.of(room));
        } catch (IOException e) {
            throw new UnfitModelException("it cannot be unpacked: " + e.getMessage());
        } catch (UnsatisfiedLinkError e) {
            throw new UnfitModelException(String.valueOf(e.getMessage()));
        }
    }

    /// Puts the native library where only this process looks, and nowhere else: its own loader would put it into the common folder for temporary
    /// files, over another process's copy, and would delete whatever there begins with "llama".
    private static void unpack(Path folder) throws IOException {
        NativeLibrary library = NativeLibrary.here().orElseThrow(() -> new IOException("there is none for this system"));
        try {
            library.copyInto(folder);
            System.setProperty("de.kherud.llama.lib.path", folder.toString());
            System.setProperty("de.kherud.llama.tmpdir", folder.toString());
            LlamaModel.setLogger(de.kherud.llama.args.LogFormat.TEXT, null);
        } finally {
            // Once it is loaded, its file is not needed any more, so that nothing is left behind however this process ends.
            library.removeFrom(folder);
        }
    }

    private static ModelParameters parameters(Order.Load load) {
        ModelParameters parameters = new ModelParameters().setModel(load.path()).setCtxSize(load.context() * load.slots()).setParallel(load.slots())
            .setThreads(load.threads()).setThreadsBatch(load.threads()).setGpuLayers(load.gpuLayers()).disableContextShift().enableSpecial().enableJinja();
        if (!load.template().isEmpty()) {
            parameters.setChatTemplate(load.template());
        }
        return parameters;
    }

    /// How the template begins an answer: what stands after a question that is known.
    private String opened() throws UnfitModelException {
        String whole = model.applyTemplate(ChatJson.of(List.of("user"), List.of(PROBE)));
        if (whole.contains(CHATML) && !load.template().isEmpty() && !load.template().contains(CHATML)) {
            throw new UnfitModelException("llama.cpp cannot use the chat template and would put another in its place");
        }
        int question = whole.lastIndexOf(PROBE);
        return question < 0 ? "" : whole.substring(question + PROBE.length());
    }

    /// How many tokens a question and its answer may have together.
    int context() {
        return load.context();
    }

    /// How the chat template begins an answer.
    String opening() {
        return opening;
    }

    /// Held while a question is read: the chat template is used by one at a time.
    ReentrantLock reading() {
        return reading;
    }

    /// What the model reads.
    String prompt(Order.Ask ask) {
        if (!load.templated()) {
            return String.join("\n\n", ask.texts());
        }
        String prompt = PlainText.restored(model.applyTemplate(ChatJson.of(ask.roles(), ask.texts().stream().map(PlainText::of).toList())));
        // The tokenizer puts it there again.
        return load.addsBegin() && !begin.isEmpty() && prompt.startsWith(begin) ? prompt.substring(begin.length()) : prompt;
    }

    /// How many tokens a prompt has.
    int tokens(String prompt) {
        return model.encode(prompt).length + (load.addsBegin() ? 1 : 0);
    }

    /// How many tokens a piece of an answer took that is not plain ASCII: several, where a character was put together from bytes.
    int pieceTokens(String piece) {
        return Math.max(1, model.encode("a" + piece).length - model.encode("a").length);
    }

    /// Whether this piece is a token that ends an answer.
    boolean isEnd(String piece) {
        return ends.contains(piece);
    }

    /// Begins an answer.
    LlamaIterator generate(InferenceParameters parameters) {
        return model.generate(parameters).iterator();
    }
}
