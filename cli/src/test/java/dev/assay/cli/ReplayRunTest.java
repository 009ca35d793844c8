package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.Outcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A run directory answers as a model.
final class ReplayRunTest {

    @TempDir
    private Path folder;

    private Typed run(String directory, String... more) {
        String[] words = new String[more.length + 9];
        String[] first = {"run", "--suite", "math/word-problems", "--set", "math/word-problems.samples=6", "--yes", "--quiet", "--run-dir",
                folder.resolve("runs/" + directory).toString()};
        System.arraycopy(first, 0, words, 0, first.length);
        System.arraycopy(more, 0, words, first.length, more.length);
        return Typed.withRuns(folder, words);
    }

    private Map<String, String> answers(String directory) {
        Map<String, String> answers = new TreeMap<>();
        RunLog.open(folder.resolve("runs/" + directory)).forEach(result -> answers.put(result.trial().sample() + "#" + result.trial().epoch(),
            switch (result.outcome()) {
                case Outcome.Scored scored -> scored.transcript().output().message() + " " + scored.transcript().output().usage() + " "
                    + scored.judgements();
                case Outcome.Failed failed -> failed.kind();
            }));
        return answers;
    }

    private String replay(String more) {
        return "replay/" + folder.resolve("runs/first") + more;
    }

    @Test
    void aReplayedRunGivesTheSameAnswersAndVerdicts() {
        assertThat(run("first", "--model", "scripted/coin?p=0.5", "--epochs", "2").code()).isZero();
        Typed again = run("again", "--model", replay(""), "--epochs", "2");
        assertThat(again.code()).as(again.all()).isZero();
        assertThat(answers("again")).hasSize(12).isEqualTo(answers("first"));
    }

    @Test
    void whatWasAskedOtherwiseIsNotRecordedUnlessLooseReplayIsAsked() {
        run("first", "--model", "scripted/coin?p=0.5");
        assertThat(run("other", "--model", replay(""), "--seed", "7").code()).isZero();
        assertThat(answers("other").values()).hasSize(6).containsOnly("not recorded");
        assertThat(run("loose", "--model", replay(""), "--seed", "7", "--replay-loose").code()).isZero();
        assertThat(answers("loose").values()).hasSize(6).doesNotContain("not recorded");
    }

    @Test
    void aRunOfSeveralModelsReplaysTheOneThatIsNamed() {
        run("first", "--model", "scripted/coin?p=0.5", "--model", "scripted/steady?p=1");
        Typed ambiguous = run("none", "--model", replay(""));
        assertThat(ambiguous.code()).isEqualTo(2);
        assertThat(ambiguous.err()).contains("replays a run of 2 models").contains("scripted/steady?p=1");
        Typed one = run("one", "--model", replay("?model=scripted/steady"));
        assertThat(one.code()).as(one.all()).isZero();
        assertThat(answers("one").values()).allSatisfy(answer -> assertThat(answer).contains("Correct"));
    }
}
