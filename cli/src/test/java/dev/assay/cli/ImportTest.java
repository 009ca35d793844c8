package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Logs whose questions no suite of the catalogue asks, from the import to the comparison of the two scorers.
final class ImportTest {

    private static final String HARNESS_LOG = """
        {"doc_id": 0, "doc": {"question": "6 times 7?"}, "target": "#### 42", "arguments": [["Q: 6 times 7?", {}]], "resps": [["It is 42."]], \
        "filtered_resps": ["42"], "filter": "strict", "metrics": ["exact_match"], "exact_match": 1.0}
        {"doc_id": 1, "doc": {"question": "3 plus 4?"}, "target": "#### 7", "arguments": [["Q: 3 plus 4?", {}]], "resps": [["Final answer: $7.00$"]], \
        "filtered_resps": ["[invalid]"], "filter": "strict", "metrics": ["exact_match"], "exact_match": 0.0}
        {"doc_id": 2, "doc": {"question": "9 minus 1?"}, "target": "#### 8", "arguments": [["Q: 9 minus 1?", {}]], "resps": [["Final answer: 9"]], \
        "filtered_resps": ["9"], "filter": "strict", "metrics": ["exact_match"], "exact_match": 0.0}
        """;

    @TempDir
    private Path folder;

    private Path run() {
        return folder.resolve("runs/2025-01-29-a");
    }

    private Typed typed(String... arguments) {
        Typed typed = Typed.withRuns(folder, arguments);
        assertThat(typed.code()).as(typed.all()).isZero();
        return typed;
    }

    private List<String> verdicts() {
        List<String> verdicts = new ArrayList<>();
        RunLog.open(run()).forEach(result -> {
            if (result.outcome() instanceof Outcome.Scored scored) {
                scored.judgements().forEach(judgement -> verdicts.add(verdict(result, judgement)));
            }
        });
        return verdicts;
    }

    private static String verdict(SampleResult result, Judgement judgement) {
        return result.trial().sample() + " " + judgement.scorer().name() + " " + judgement.score().getClass().getSimpleName();
    }

    @Test
    void aLogWithoutASuiteOfOursIsJudgedComparedAndVerified() throws IOException {
        Path log = Files.writeString(folder.resolve("samples_sums_2025-01-29T10-00-00.jsonl"), HARNESS_LOG);
        typed("import", log.toString(), "--as", "vllm/tiny");
        assertThat(verdicts()).containsExactlyInAnyOrder("0 expression Correct", "0 foreign.lm-eval.exact-match.strict Correct", "1 expression Correct",
            "1 foreign.lm-eval.exact-match.strict Incorrect", "2 expression Incorrect", "2 foreign.lm-eval.exact-match.strict Incorrect");
        Files.delete(log);
        Typed differences = typed("score", "2025-01-29-a", "--against", "foreign");
        assertThat(differences.out()).contains("imported/sums/1#1@vllm/tiny").contains("\"[invalid]\"").doesNotContain("imported/sums/0#1")
            .doesNotContain("imported/sums/2#1");
        assertThat(differences.err()).contains("1 verdicts differ; nothing was written");
        typed("score", "2025-01-29-a");
        assertThat(verdicts()).hasSize(6);
        assertThat(typed("show", "2025-01-29-a", "imported/sums/1#1").out()).startsWith("origin    samples_sums_2025-01-29T10-00-00.jsonl (lm-eval, SHA-256 ")
            .contains("Verdict of foreign.lm-eval.exact-match.strict/0: credit 0.0");
        assertThat(typed("verify", "2025-01-29-a").out()).contains("every verdict is what the scorers give");
        assertThat(Files.readString(run().resolve("report.html"))).contains("samples_sums_2025-01-29T10-00-00.jsonl (lm-eval, SHA-256 ");
    }

    @Test
    void theDocumentedExampleWorksAsItStands() throws IOException {
        String page = Files.readString(Path.of("").toAbsolutePath().getParent().resolve("docs/import.md"));
        int start = page.indexOf("```jsonl\n") + "```jsonl\n".length();
        Path log = Files.writeString(folder.resolve("mine.jsonl"), page.substring(start, page.indexOf("```", start)));
        assertThat(Files.readAllLines(log)).hasSize(5);
        typed("import", log.toString());
        assertThat(verdicts()).contains("1 expression Correct", "2 expression Correct", "3 expression Incorrect", "3 foreign.plain-jsonl Incorrect",
            "4 expression Correct", "4 foreign.plain-jsonl Correct", "5 expression NoAnswer");
    }

    @Test
    void questionsThatWereChangedAreNoticed() throws IOException {
        typed("import", Files.writeString(folder.resolve("samples_sums.jsonl"), HARNESS_LOG).toString());
        Path questions = run().resolve("questions.jsonl");
        Files.writeString(questions, Files.readString(questions).replace("\"8\"", "\"9\""));
        Typed score = Typed.withRuns(folder, "score", "2025-01-29-a");
        assertThat(score.code()).isEqualTo(2);
        assertThat(score.err()).contains("asked imported/sums version 1.0, digest ");
    }

    @Test
    void aScorerIsChosenByNameOrByTheLogItself() throws IOException {
        Path log = Files.writeString(folder.resolve("lcb.json"), """
            [{"question_id": "a", "output_list": ["print(1)", "print(2)"], "code_list": ["print(1)", "print(2)"], "graded_list": [true, false]}]""");
        typed("import", log.toString());
        assertThat(verdicts()).containsExactlyInAnyOrder("a foreign.livecodebench.graded Correct", "a foreign.livecodebench.graded Incorrect");
        assertThat(Typed.withRuns(folder, "import", log.toString(), "--scorer", "text").err()).contains("does not hold the right answer to every question");
        assertThat(Typed.withRuns(folder, "import", log.toString(), "--scorer", "txet").err()).contains("Did you mean text?");
        assertThat(Typed.withRuns(folder, "import", log.toString(), "--scorer", "text", "--suite", "gsm8k").err()).contains("Leave out --scorer or --suite");
    }

    @Test
    void aLogThatDoesNotSayWhatWasAskedNeedsASuite() throws IOException {
        Path log = Files.writeString(folder.resolve("a.jsonl"), "{\"sample\": \"1\", \"output\": \"x\"}");
        assertThat(Typed.withRuns(folder, "import", log.toString()).err()).contains("does not say what was asked in sample 1").contains("--suite NAME");
    }

    @Test
    void nobodyElseHasJudgedIsSaid() throws IOException {
        typed("import", Files.writeString(folder.resolve("samples_sums.jsonl"), HARNESS_LOG).toString());
        Typed score = Typed.withRuns(folder, "score", "2025-01-29-a", "--against", "nobody");
        assertThat(score.code()).isEqualTo(2);
        assertThat(score.err()).contains("holds no verdicts of a scorer nobody").contains("foreign.lm-eval.exact-match.strict/0");
    }
}
