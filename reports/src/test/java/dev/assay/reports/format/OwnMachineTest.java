package dev.assay.reports.format;

import dev.assay.core.log.RunLog;
import dev.assay.core.model.Attempt;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Transcript;
import dev.assay.reports.HandMade;
import dev.assay.reports.board.OwnMachine;
import dev.assay.reports.board.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What a leaderboard tells of models that ran on this machine.
class OwnMachineTest {

    private static final String TASK = "math/gsm8k";
    private static final ModelRef LOCAL = ModelRef.parse("llama/tiny.gguf");

    @TempDir
    private Path directory;

    /// An answer of 21 tokens, begun after so long and written in one second more.
    private static SampleResult local(int sample, Duration first, long memory) {
        SampleResult plain = HandMade.answered(TASK, Integer.toString(sample), 1, LOCAL, "18", "18", true);
        Outcome.Scored scored = (Outcome.Scored) plain.outcome();
        Attempt attempt = new Attempt(1, Attempt.OK, Optional.empty(), Optional.empty(), HandMade.START, Duration.ZERO,
            new Timing(Optional.of(first), Optional.of(first), first.plusSeconds(1)), Optional.empty(), Optional.empty(),
            Usage.reported(9, 21, Optional.empty()), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(memory));
        Event.ModelCall call = (Event.ModelCall) scored.transcript().events().getFirst();
        Event told = new Event.ModelCall(call.input(), call.output(), call.failure(), List.of(attempt));
        return new SampleResult(plain.trial(), Optional.empty(), Collections.emptySortedMap(), new Outcome.Scored(new Transcript(List.of(told),
            scored.transcript().output()), scored.judgements()), plain.elapsed());
    }

    private RunReport report() {
        List<SampleResult> results = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            results.add(local(i, Duration.ofMillis(100 + 20L * i), 400_000_000L + 1_000_000 * i));
            results.add(HandMade.answered(TASK, Integer.toString(i), 1, HandMade.OTHER, "18", "18", true));
        }
        RunLog log = HandMade.write(directory, HandMade.header(List.of(LOCAL, HandMade.OTHER), List.of(HandMade.task(TASK, 3, 1, HandMade.NUMERIC))),
            results);
        return RunReport.of(List.of(log));
    }

    private static Row row(RunReport report, ModelRef model) {
        return report.board().tasks().getFirst().rows().stream().filter(row -> row.model().equals(model)).findFirst().orElseThrow();
    }

    @Test
    void aLocalModelsRowTellsItsStartItsSpeedAndItsMemory() {
        OwnMachine own = row(report(), LOCAL).latency().own().orElseThrow();

        assertThat(own.firstToken()).contains(Duration.ofMillis(120));
        assertThat(own.tokensPerSecond().orElseThrow()).isEqualTo(20, within(1e-9));
        assertThat(own.peakMemory()).isEqualTo(402_000_000L);
    }

    @Test
    void aRemoteModelsRowTellsNothingOfThisMachine() {
        assertThat(row(report(), HandMade.OTHER).latency().own()).isEmpty();
    }

    @Test
    void everyFormatShowsIt() throws IOException {
        RunReport report = report();

        assertThat(Formats.written(new TerminalTable(200, false), report)).contains("TTFT", "tokens/s", "memory", "120 ms", "20.0", "402 MB");
        assertThat(Formats.written(new MarkdownSummary(), report)).contains("TTFT", "120 ms", "402 MB");
        assertThat(Formats.written(new JsonSummary(), report)).contains("\"tokensPerSecond\" : 20.0", "\"peakMemoryBytes\" : 402000000");
        assertThat(Formats.written(new CsvLeaderboard(), report)).contains("peak_memory_bytes").contains(",0.12,20.0,402000000");
        assertThat(Formats.written(new HtmlReport(), report)).contains("402 MB");
    }

    @Test
    void aBoardWithoutLocalModelsHasNoSuchColumns() throws IOException {
        RunLog log = HandMade.small(directory.resolve("small"));

        assertThat(Formats.written(new TerminalTable(200, false), RunReport.of(List.of(log)))).doesNotContain("TTFT", "tokens/s");
    }
}
