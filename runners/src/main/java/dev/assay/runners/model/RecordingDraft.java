package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A recording while its file is read: the answers so far, and every fault so far. Used by one thread.
final class RecordingDraft {

    private static final int MOST_FAULTS = 20;

    private record Key(String sample, int epoch) {
    }

    private final Path file;
    private final AtomicReference<String> format = new AtomicReference<>("unknown");
    private final AtomicReference<@Nullable ModelRef> model = new AtomicReference<>();
    private final List<RecordedAnswer> answers = new ArrayList<>();
    private final Map<Key, Integer> lines = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    RecordingDraft(Path file) {
        this.file = file;
    }

    void format(String name) {
        format.set(name);
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
        Integer before = lines.putIfAbsent(new Key(answer.sample(), answer.epoch()), line);
        if (before != null) {
            fault(line, "answers sample " + answer.sample() + " in epoch " + answer.epoch() + " a second time, after line " + before + ".",
                "Give each answer to one sample an epoch of its own.");
            return;
        }
        answers.add(answer);
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
        Path name = file.getFileName();
        return new Recording(new Provenance.Origin(Objects.requireNonNull(format.get()), name == null ? file.toString() : name.toString(), sha256),
            Optional.ofNullable(model.get()), Truncation.profileOf(answers), answers);
    }
}
