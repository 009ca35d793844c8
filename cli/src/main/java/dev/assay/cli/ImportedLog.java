package dev.assay.cli;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.log.RunQuestions;
import dev.assay.core.model.ModelRef;
import dev.assay.runners.model.RecordedAnswer;
import dev.assay.runners.model.RecordedQuestion;
import dev.assay.runners.model.Recording;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What an imported log itself says of its task, its model and its questions.
///
/// @param file where it lies
/// @param recording what stands in it
record ImportedLog(Path file, Recording recording) {

    private static final Target NO_TARGET = new Target.Text(List.of(""));
    private static final String UNKNOWN = "unknown";

    /// Under whose name its answers stand, where nobody says otherwise: the model it names, else the file.
    ModelRef model() {
        return recording.model().orElseGet(() -> ModelRef.of("replay", stem().replaceAll("[^\\p{Alnum}._:-]+", "-")));
    }

    /// What its task is called: by the log, else by the file.
    String task() {
        return recording.task().isBlank() ? stem() : recording.task();
    }

    private String stem() {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return stem.isBlank() ? "log" : stem;
    }

    /// The questions that were answered, as samples; a right answer that the log lacks is a blank text.
    ///
    /// @throws UsageException if the log lacks the question to an answer
    List<Sample> samples() {
        Set<String> answered = recording.answers().stream().map(RecordedAnswer::sample).collect(Collectors.toCollection(HashSet::new));
        List<Sample> samples = recording.questions().stream().filter(question -> answered.remove(question.sample())).map(ImportedLog::sample).toList();
        if (!answered.isEmpty()) {
            throw UsageException.of(file + "  does not say what was asked in sample " + answered.iterator().next()
                + ".  Add --suite NAME of the suite that asks the same questions; assay list suites shows what there is.");
        }
        return samples;
    }

    private static Sample sample(RecordedQuestion question) {
        return new Sample(question.sample(), question.messages(), question.target().orElse(NO_TARGET), Optional.empty(), question.metadata());
    }

    /// The dataset of these questions.
    Dataset dataset(RunQuestions questions) {
        return new Dataset(recording.origin().file(), recording.origin().name() + " " + recording.origin().sha256().substring(0, 12), questions.sha256(),
            UNKNOWN, questions.samples());
    }
}
