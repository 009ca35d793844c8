package dev.assay.runners.model;

import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A model that gives recorded answers, each to the sample and epoch it was given to.
///
/// A trial that was not recorded is rejected, and so is one whose recorded question does not stand in the prompt: it would be an answer
/// to something else. Recordings name samples, not tasks; where two tasks of a run name theirs alike, the option `task` says whose they are.
/// With the option `loose` the question is not looked at. A recorded outage stays an outage. Safe for use by many threads: it holds only values.
public final class ReplayModel implements Model {

    /// The provider of every recorded model.
    public static final String PROVIDER = "replay";
    /// How every message about a trial without a recorded answer begins.
    public static final String NOT_RECORDED = "not recorded: ";

    /// The option by which an answer counts although something else was asked.
    public static final String LOOSE = "loose";

    private static final String TASK = "task";

    private record Key(String sample, int epoch) {
    }

    private final ModelRef ref;
    private final Optional<String> task;
    private final boolean loose;
    private final Recording recording;
    private final Map<Key, RecordedAnswer> answers;

    /// A model that answers from this recording.
    ///
    /// @throws IllegalArgumentException if the reference has an option other than `task` and `loose`
    public ReplayModel(ModelRef ref, Recording recording) {
        this(ref, recording, Options.of(ref, TASK, LOOSE).flag(LOOSE));
    }

    /// A model that answers from this recording.
    ///
    /// @param loose whether an answer counts although its recorded question is not what the trial asks
    public ReplayModel(ModelRef ref, Recording recording, boolean loose) {
        Map<Key, RecordedAnswer> index = new HashMap<>();
        recording.answers().forEach(answer -> index.put(new Key(answer.sample(), answer.epoch()), answer));
        this.ref = ref;
        this.task = Optional.ofNullable(ref.options().get(TASK));
        this.loose = loose;
        this.recording = recording;
        this.answers = Map.copyOf(index);
    }

    /// Where the recording comes from and who answered in it.
    public SortedMap<String, String> facts() {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("recorded", "true");
        facts.put("format", recording.origin().name());
        facts.put("file", recording.origin().file());
        facts.put("sha256", recording.origin().sha256());
        facts.put("answers", Integer.toString(answers.size()));
        facts.put("profile", recording.profile().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        recording.model().ifPresent(model -> facts.put("model", model.toString()));
        return facts;
    }

    @Override
    public ModelRef ref() {
        return ref;
    }

    @Override
    public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
        CallLabel label = config.label().orElseThrow(() -> notRecorded("a call without a label has no recorded answer."));
        RecordedAnswer answer = find(label);
        requireSameQuestion(answer, messages, label);
        if (answer.failure().isPresent()) {
            throw new ModelException.Transient(Trouble.SERVER_FAULT, "The recording holds an outage in place of an answer: " + answer.failure().get(),
                Optional.empty(), List.of());
        }
        return output(answer);
    }

    private RecordedAnswer find(CallLabel label) throws ModelException {
        if (task.filter(only -> !only.equals(label.task())).isPresent()) {
            throw notRecorded(recording.origin().file() + " holds answers to " + task.get() + ", not to " + label.task() + ".");
        }
        RecordedAnswer answer = answers.get(new Key(label.sample(), label.epoch()));
        if (answer == null) {
            throw notRecorded(recording.origin().file() + " has no answer to sample " + label.sample() + " in epoch " + label.epoch() + ".");
        }
        return answer;
    }

    private void requireSameQuestion(RecordedAnswer answer, List<Message> messages, CallLabel label) throws ModelException {
        if (loose || answer.question().isEmpty()) {
            return;
        }
        String prompt = folded(messages.stream().map(Message::text).collect(Collectors.joining("\n")));
        if (!prompt.contains(folded(answer.question().get()))) {
            throw notRecorded("the recorded question of sample " + label.sample() + " in " + recording.origin().file() + " differs from what "
                + label.task() + " asks.");
        }
    }

    private static String folded(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    static ModelException notRecorded(String what) {
        return new ModelException.Rejected(NOT_RECORDED + what, false, List.of());
    }

    private ModelOutput output(RecordedAnswer answer) {
        Reasoning reasoning = Reasoning.of(answer.reasoning(), Optional.empty(), Optional.empty(), answer.usage().reasoning());
        return new ModelOutput(new Message.Assistant(answer.output(), reasoning), answer.stop(), answer.usage(), Timing.of(Duration.ZERO),
            recording.profile(), recording.model().map(ModelRef::name), List.of(), notes(answer));
    }

    private static List<String> notes(RecordedAnswer answer) {
        List<String> notes = new ArrayList<>();
        if (answer.stopGuessed()) {
            notes.add(answer.stop() == StopReason.NATURAL
                ? "Stop reason not recorded; read as natural."
                : "Stop reason not recorded; the text looks cut, so it is guessed to be so.");
        }
        notes.addAll(answer.notes());
        answer.verdicts().forEach(verdict -> notes.add(verdict.note()));
        return notes;
    }
}
