package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A recording while its file is read: the answers so far, and every fault so far. Used by one thread.
final class RecordingDraft {

    private static final int MOST_FAULTS = 20;
    private static final int LONGEST_ID = 200;

    private record Key(String sample, int epoch) {
    }

    private final Path file;
    private final AtomicReference<String> format = new AtomicReference<>("unknown");
    private final AtomicReference<@Nullable String> version = new AtomicReference<>();
    private final AtomicReference<String> task = new AtomicReference<>("");
    private final AtomicReference<@Nullable ModelRef> model = new AtomicReference<>();
    private final List<RecordedAnswer> answers = new ArrayList<>();
    private final Map<String, RecordedQuestion> questions = new LinkedHashMap<>();
    private final Map<Key, Integer> lines = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    RecordingDraft(Path file) {
        this.file = file;
    }

    void format(String name) {
        format.set(name);
    }

    /// Notes which version of the other harness wrote the file.
    void version(String text) {
        version.set(text);
    }

    /// Notes what the log calls its task.
    void task(String name) {
        task.set(name);
    }

    /// The file's name without its folders.
    String fileName() {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    /// Takes a question; of several to one sample the first counts.
    void ask(RecordedQuestion question) {
        questions.putIfAbsent(question.sample(), question);
    }

    /// Notes what is wrong with a line, and what to do about it.
    void fault(int line, String what, String remedy) {
        faults.add(file + ":" + line + "  " + what + "  " + remedy);
    }

    /// Whether reading on would only make the list of faults longer than anyone reads.
    boolean hopeless() {
        return faults.size() >= MOST_FAULTS;
    }

    /// Takes an answer, unless one to the same sample and epoch stands before it.
    void add(int line, RecordedAnswer answer) {
        if (isNoId(answer.sample())) {
            fault(line, "names a sample by an id that is too long or holds control characters.", "An id has 1 to 200 characters.");
            return;
        }
        Integer before = lines.putIfAbsent(new Key(answer.sample(), answer.epoch()), line);
        if (before != null) {
            fault(line, "answers sample " + answer.sample() + " in epoch " + answer.epoch() + " a second time, after line " + before + ".",
                "Give each answer to one sample an epoch of its own.");
            return;
        }
        answers.add(answer);
    }

    private static boolean isNoId(String sample) {
        return sample.isBlank() || sample.length() > LONGEST_ID || sample.chars().anyMatch(Character::isISOControl);
    }

    /// Notes who answered; a recording is of one model.
    void answeredBy(int line, ModelRef ref) {
        ModelRef known = model.get();
        if (known == null) {
            model.set(ref);
        } else if (!known.equals(ref)) {
            fault(line, "is an answer of " + ref + ", and those before it are of " + known + ".", "Give each model a file of its own.");
        }
    }

    /// The recording, with the digest of its file.
    ///
    /// @throws IllegalArgumentException if there was any fault; the message lists them, one a line
    Recording finished(String sha256) {
        if (faults.isEmpty() && answers.isEmpty()) {
            fault(1, "holds no answer.", "Give at least one.");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults.subList(0, Math.min(faults.size(), MOST_FAULTS))));
        }
        Provenance.Origin origin = new Provenance.Origin(Objects.requireNonNull(format.get()), Optional.ofNullable(version.get()), fileName(), sha256);
        return new Recording(origin, Objects.requireNonNull(task.get()), Optional.ofNullable(model.get()), Truncation.profileOf(answers), answers,
            List.copyOf(questions.values()));
    }
}
