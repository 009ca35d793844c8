package dev.assay.runners.model;

import dev.assay.core.log.RunLog;
import dev.assay.core.log.RunLogException;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.transcript.Event;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A model that gives the answers of a run directory again: each call gets what the same call got then.
///
/// A call is the same if task, sample and epoch are, and if the digest of its messages is. With the option `loose` the messages do not
/// matter: the first call of a trial gets the trial's first answer. Every other call is rejected as not recorded; a recorded outage stays
/// an outage. Safe for use by many threads: it holds only values.
public final class RunReplayModel implements Model {

    /// The file by which a run directory is known.
    static final String HEADER = "run.json";

    private static final String MODEL = "model";

    /// What a call got: an output, or the reason why there was none.
    private record Got(String prompt, Optional<ModelOutput> output, String failure) {
    }

    private final ModelRef ref;
    private final ModelRef recorded;
    private final Path directory;
    private final boolean loose;
    private final Map<CallLabel, List<Got>> calls;

    private RunReplayModel(ModelRef ref, ModelRef recorded, Path directory, boolean loose, Map<CallLabel, List<Got>> calls) {
        this.ref = ref;
        this.recorded = recorded;
        this.directory = directory;
        this.loose = loose;
        this.calls = Map.copyOf(calls);
    }

    /// Reads a run.
    ///
    /// @throws IllegalArgumentException if the run cannot be read, or holds several models and the option `model` names none of them
    static RunReplayModel of(ModelRef ref, Path directory) {
        Options options = Options.of(ref, MODEL, ReplayModel.LOOSE);
        boolean loose = options.flag(ReplayModel.LOOSE);
        Map<CallLabel, List<Got>> calls = new HashMap<>();
        try {
            RunLog log = RunLog.open(directory);
            ModelRef wanted = wanted(ref, options.text(MODEL), log.header().spec().models());
            log.forEach(result -> {
                if (result.trial().model().equals(wanted)) {
                    CallLabel label = new CallLabel(result.trial().task(), result.trial().sample(), result.trial().epoch());
                    calls.put(label, calls(result));
                }
            });
            return new RunReplayModel(ref, wanted, directory, loose, calls);
        } catch (RunLogException failure) {
            throw new IllegalArgumentException(failure.getMessage(), failure);
        }
    }

    private static ModelRef wanted(ModelRef ref, Optional<String> named, List<ModelRef> models) {
        List<String> names = new TreeSet<>(models.stream().map(ModelRef::toString).toList()).stream().toList();
        if (named.isEmpty() && models.size() == 1) {
            return models.getFirst();
        }
        return models.stream().filter(model -> named.filter(name -> name.equals(model.toString()) || name.equals(model.shortName())).isPresent()).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Model \"" + ref + "\" replays a run of " + names.size() + " models"
                + named.map(name -> ", none of which is " + name).orElse("") + ". Name one with the option model: " + String.join(", ", names) + "."));
    }

    private static List<Got> calls(SampleResult result) {
        return switch (result.outcome()) {
            case Outcome.Scored scored -> {
                List<Got> got = of(scored.transcript().events());
                // A transcript may hold an output alone, as when a solver made it from several.
                yield got.isEmpty() ? List.of(new Got("", Optional.of(scored.transcript().output()), "")) : got;
            }
            case Outcome.Failed failed -> {
                List<Got> got = of(failed.events());
                yield got.isEmpty() ? List.of(new Got("", Optional.empty(), failed.error())) : got;
            }
        };
    }

    private static List<Got> of(List<Event> events) {
        List<Got> got = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.ModelCall call) {
                got.add(new Got(digest(call.input()), call.output(), call.failure().orElse("")));
            }
        }
        return got;
    }

    /// The digest of a conversation: of each message's kind, length and text.
    static String digest(List<Message> messages) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Message message : messages) {
                byte[] text = message.text().getBytes(StandardCharsets.UTF_8);
                digest.update((message.getClass().getSimpleName() + " " + text.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(text);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java machine has SHA-256.", impossible);
        }
    }

    /// Which run is replayed, and who answered in it.
    public SortedMap<String, String> facts() {
        return new TreeMap<>(Map.of("recorded", "true", "format", "assay", "file", String.valueOf(directory.getFileName()), "answers",
            Integer.toString(calls.size()), MODEL, recorded.toString(), ReplayModel.LOOSE, Boolean.toString(loose)));
    }

    @Override
    public ModelRef ref() {
        return ref;
    }

    @Override
    public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
        CallLabel label = config.label().orElseThrow(() -> ReplayModel.notRecorded("a call without a label has no recorded answer."));
        List<Got> trial = calls.get(label);
        if (trial == null) {
            throw ReplayModel.notRecorded("run " + directory.getFileName() + " has no answer of " + recorded + " to " + label + ".");
        }
        String prompt = digest(messages);
        Optional<Got> same = trial.stream().filter(got -> got.prompt().equals(prompt)).findFirst();
        Got got = same.or(() -> loose ? Optional.of(trial.getFirst()) : Optional.empty())
            .orElseThrow(() -> ReplayModel.notRecorded("in run " + directory.getFileName() + " the question of " + label
                + " was another one than now. Use the same data and seed, or replay loosely."));
        return got.output().orElseThrow(() -> new ModelException.Transient(Trouble.SERVER_FAULT,
            "The recorded run holds an outage in place of an answer: " + got.failure(), Optional.empty(), List.of()));
    }
}
