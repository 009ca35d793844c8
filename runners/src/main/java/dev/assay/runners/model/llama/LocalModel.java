package dev.assay.runners.model.llama;

import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.RawSink;
import dev.assay.core.model.ReasoningProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// A GGUF file on this machine as a model, run by llama.cpp in a child process.
///
/// The child may die at any time: by a native abort, for want of memory, by somebody's `kill`. Then it is replaced, and what was in flight is an outage
/// that may be asked again, never an answer. Questions that were there when two children died are suspects: they are asked alone from then on, so that
/// one that kills its child takes no other with it.
///
/// Safe for many threads: slots are a fair semaphore, and everything else that changes is in concurrent maps.
public final class LocalModel implements Model, AutoCloseable {

    private static final int SUSPECT = 2;
    private static final int MOST_SUSPECTS = 10_000;

    private final ModelRef ref;
    private final ModelFile file;
    private final Settings settings;
    private final Waits waits;
    private final RawSink raw;
    private final Children children;
    private final Semaphore slots;
    private final Map<CallLabel, Integer> deaths = new ConcurrentHashMap<>();

    /// How a model is run.
    ///
    /// @param slots how many questions are worked on at once, at least 1; answers are repeatable with 1
    /// @param context how many tokens question and answer may have together; absent: what the file says, at most [#USUAL_CONTEXT]
    /// @param threads how many threads compute; absent: as many as there are processors, and one for a file below [#SMALL_FILE] bytes, for which handing
    ///        work from thread to thread takes longer than the work
    /// @param gpuLayers how many layers a graphics processor gets, where the library can use one
    /// @param topK only so many of the likeliest tokens are drawn from; 0: all; absent: as llama.cpp does
    /// @param minP only tokens at least so likely as the likeliest times this; absent: as llama.cpp does
    /// @param repeatPenalty divides the odds of what was written before; absent: none
    /// @param template where the chat template comes from
    /// @param profile where the thought stands
    public record Settings(int slots, Optional<Integer> context, Optional<Integer> threads, int gpuLayers, Optional<Integer> topK, Optional<Double> minP,
        Optional<Double> repeatPenalty, Template template, ReasoningProfile profile) {

        /// The context where nobody says otherwise and the file allows it, in tokens.
        public static final int USUAL_CONTEXT = 8192;

        /// A file that one thread runs fastest, in bytes.
        public static final long SMALL_FILE = 50_000_000;

        /// One slot, and everything else as the file and llama.cpp have it.
        public static final Settings DEFAULTS = new Settings(1, Optional.empty(), Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty(),
            new Template.Own(), ReasoningProfile.AUTO);
    }

    /// Where the chat template comes from.
    public sealed interface Template {
        /// From the model's file; a file without one is asked plainly.
        record Own() implements Template {
        }

        /// There is none: messages are joined as they are.
        record None() implements Template {
        }

        /// It is given.
        ///
        /// @param text in Jinja, or the name of one that llama.cpp knows
        /// @param name what it is called in the record of the run
        record Given(String text, String name) implements Template {
        }
    }

    /// How long a part may take.
    ///
    /// @param load until the model is loaded
    /// @param first until the first token
    /// @param idle from one token to the next
    public record Waits(Duration load, Duration first, Duration idle) {
    }

    private LocalModel(ModelRef ref, ModelFile file, Settings settings, Waits waits, RawSink raw, Launch launch) {
        this.ref = ref;
        this.file = file;
        this.settings = settings;
        this.waits = waits;
        this.raw = raw;
        this.children = new Children(ref.shortName(), file, launch, load(file, settings), waits.load());
        this.slots = new Semaphore(settings.slots(), true);
    }

    /// Opens a model: looks at its file, and at whether this machine can run it. Nothing native happens yet.
    ///
    /// @param path the file
    /// @param raw keeps what was asked and answered
    /// @throws GgufException if it cannot be run here; the message is a whole sentence
    public static LocalModel open(ModelRef ref, Path path, Settings settings, Waits waits, RawSink raw) throws GgufException {
        requireLibrary(ref);
        try {
            return open(ref, path, settings, waits, raw, Launch.here());
        } catch (IOException e) {
            throw new GgufException("The model " + ref.shortName() + " cannot be run: " + e.getMessage() + ".");
        }
    }

    /// The same with another way to start children.
    static LocalModel open(ModelRef ref, Path path, Settings settings, Waits waits, RawSink raw, Launch launch) throws GgufException {
        ModelFile file = ModelFile.of(path);
        int trained = file.header().contextLength().orElse(Settings.USUAL_CONTEXT);
        if (settings.context().isPresent() && settings.context().get() > trained && file.header().contextLength().isPresent()) {
            throw new GgufException("The model " + ref.shortName() + " was trained to read " + trained + " tokens, and context=" + settings.context().get()
                + " asks for more.");
        }
        return new LocalModel(ref, file, settings, waits, raw, launch);
    }

    /// Whether llama.cpp comes with Assay for this machine.
    public static boolean isSupported() {
        return NativeLibrary.here().isPresent();
    }

    /// Whether the native library loads, tried in a child process.
    ///
    /// @param patience how long that may take
    /// @return why it does not; empty if it does
    public static Optional<String> trouble(Duration patience) throws InterruptedException {
        return Children.trouble(patience);
    }

    /// What a file says of itself, in a few words; nothing native happens.
    ///
    /// @throws GgufException if it cannot be run; the message is a whole sentence
    public static String glance(Path path) throws GgufException {
        GgufHeader header = ModelFile.glance(path);
        String length = header.contextLength().isPresent() ? ", trained to read " + header.contextLength().getAsInt() + " tokens" : "";
        return header.architecture() + ", " + header.quantisation() + length + (header.template().isPresent() ? "" : ", no chat template");
    }

    private static void requireLibrary(ModelRef ref) throws GgufException {
        if (!isSupported()) {
            throw new GgufException("The model " + ref.shortName() + " cannot be run here: there is no llama.cpp for " + System.getProperty("os.name") + " on "
                + System.getProperty("os.arch") + ". Ask it through a server of yours, such as ollama/NAME or llamacpp/NAME.");
        }
    }

    private static Order.Load load(ModelFile file, Settings settings) {
        GgufHeader header = file.header();
        String given = settings.template() instanceof Template.Given(String text, String _) ? text : "";
        return new Order.Load(file.path().toString(), "", given, context(header, settings), settings.slots(),
            settings.threads().orElseGet(() -> threads(file.size())), settings.gpuLayers(), isTemplated(header, settings),
            header.addsBegin(), header.begin().orElse(-1), List.copyOf(header.ends()));
    }

    private static int threads(long size) {
        return size < Settings.SMALL_FILE ? 1 : Runtime.getRuntime().availableProcessors();
    }

    private static int context(GgufHeader header, Settings settings) {
        return settings.context().orElseGet(() -> Math.min(Settings.USUAL_CONTEXT, header.contextLength().orElse(Settings.USUAL_CONTEXT)));
    }

    private static boolean isTemplated(GgufHeader header, Settings settings) {
        return switch (settings.template()) {
            case Template.Own() -> header.template().isPresent();
            case Template.None() -> false;
            case Template.Given(String _, String _) -> true;
        };
    }

    /// What is known of the model before it is asked, for the record of the run.
    public SortedMap<String, String> facts() {
        GgufHeader header = file.header();
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("provider", ref.provider());
        facts.put("engine", NativeLibrary.ENGINE);
        facts.put("file", Shown.of(file.name()));
        facts.put("size", Long.toString(file.size()));
        facts.put("sha256", file.sha256());
        facts.put("architecture", header.architecture());
        facts.put("quantisation", header.quantisation());
        header.contextLength().ifPresent(tokens -> facts.put("context-length", Integer.toString(tokens)));
        facts.put("context", Integer.toString(context(header, settings)));
        facts.put("slots", Integer.toString(settings.slots()));
        facts.put("template", switch (settings.template()) {
            case Template.Own() -> header.template().isPresent() ? "the file's own" : "none";
            case Template.None() -> "none";
            case Template.Given(String _, String name) -> Shown.of(name);
        });
        return Collections.unmodifiableSortedMap(facts);
    }

    @Override
    public ModelRef ref() {
        return ref;
    }

    @Override
    public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
        Optional<CallLabel> label = config.label();
        boolean suspect = label.map(trial -> deaths.getOrDefault(trial, 0) >= SUSPECT).orElse(false);
        int share = suspect ? settings.slots() : 1;
        try {
            slots.acquire(share);
            try {
                ModelOutput output = new LocalCall(ref, settings, waits, raw, children, children.living(), messages, config).answer();
                label.ifPresent(deaths::remove);
                return output;
            } catch (ModelException.Transient outage) {
                label.filter(_ -> deaths.size() < MOST_SUSPECTS).ifPresent(trial -> deaths.merge(trial, 1, Integer::sum));
                throw outage;
            } finally {
                slots.release(share);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException.Cancelled(List.of());
        }
    }

    /// The process id of the child that lives, for tests that kill it; empty if there is none.
    Optional<Long> childPid() {
        return children.pid();
    }

    /// Ends the child. Whoever asks afterwards is told that the call was cancelled.
    @Override
    public void close() {
        children.close();
    }
}
