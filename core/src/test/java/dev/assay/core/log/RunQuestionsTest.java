package dev.assay.core.log;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunQuestionsTest {

    @TempDir
    private Path folder;

    private static List<Sample> samples() {
        return List.of(Sample.of("1", "What?\n\u2028\ud83c\udf40", new Target.Expression("x^2")),
            Sample.of("2", "Which?", new Target.Choice("B", new TreeMap<>(Map.of("A", "a", "B", "b")))),
            new Sample("3", List.of(new Message.System("Be brief."), Message.Assistant.of("Yes?"), new Message.Tool("c", "t"), new Message.User("Say.")),
                new Target.Text(List.of("a", "b")), Optional.of("cluster"), new TreeMap<>(Map.of("level", "3"))),
            Sample.of("4", "Solve.", new Target.Fields(new TreeMap<>(Map.of("x", "1")))), Sample.of("5", "Write.", new Target.Program("python", "")));
    }

    @Test
    void everyKindOfQuestionComesBack() {
        RunQuestions questions = RunQuestions.of(samples());
        questions.write(folder.resolve("run"));
        assertThat(RunQuestions.read(folder.resolve("run"))).isEqualTo(questions);
    }

    @Test
    void aChangedFileHasAnotherDigestAndADamagedOneIsRefused() throws IOException {
        RunQuestions.of(samples()).write(folder);
        Path file = folder.resolve("questions.jsonl");
        Files.writeString(file, Files.readString(file).replace("x^2", "x^3"));
        assertThat(RunQuestions.read(folder).sha256()).isNotEqualTo(RunQuestions.of(samples()).sha256());
        Files.writeString(file, "{\"id\": \"1\"\n");
        assertThatThrownBy(() -> RunQuestions.read(folder)).isInstanceOf(RunLogException.class).hasMessageContaining("questions.jsonl");
        Files.delete(file);
        assertThatThrownBy(() -> RunQuestions.read(folder)).isInstanceOf(RunLogException.class).hasMessageContaining("cannot be read");
    }
}
