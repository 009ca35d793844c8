package dev.assay.reports.format;

import dev.assay.core.metric.compare.Pair;
import dev.assay.reports.board.Comparison;
import dev.assay.reports.board.Comparison.Answer;
import dev.assay.reports.board.Comparison.Discordant;
import dev.assay.reports.board.Comparison.OfTask;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVPrinter;

/// `comparison.csv`: one line for each sample that both sides answered, with both means; the answers found stand beside the samples that differ most.
public final class ComparisonCsv implements ComparisonFormat {

    private static final List<String> COLUMNS = List.of("task", "sample", "cluster", "a_mean", "b_mean", "difference", "a_epochs", "b_epochs", "expected",
        "a_found", "b_found");

    private final CellGuard guard = new CellGuard(false);

    private record Place(String task, String sample) {
    }

    @Override
    public String fileName() {
        return "comparison.csv";
    }

    @Override
    public void write(Comparison comparison, Writer out) throws IOException {
        Map<Place, Discordant> shown = new HashMap<>();
        Stream.concat(comparison.lost().stream(), comparison.won().stream())
            .forEach(item -> shown.put(new Place(item.task(), item.pair().sample()), item));
        CSVPrinter csv = new CSVPrinter(out, CsvLeaderboard.FORMAT);
        csv.printRecord(COLUMNS);
        for (OfTask task : comparison.tasks()) {
            for (Pair pair : task.pairs()) {
                csv.printRecord(cells(task.task(), pair, Optional.ofNullable(shown.get(new Place(task.task(), pair.sample())))));
            }
        }
        csv.flush();
    }

    private List<Object> cells(String task, Pair pair, Optional<Discordant> item) {
        return List.of(guard.text(task), guard.text(pair.sample()), guard.text(pair.cluster().orElse("")), pair.a(), pair.b(), pair.difference(),
            pair.epochsA(),
            pair.epochsB(), guard.text(item.flatMap(Discordant::expected).orElse("")), guard.text(item.map(Discordant::a).map(ComparisonCsv::found).orElse("")),
            guard.text(item.map(Discordant::b).map(ComparisonCsv::found).orElse("")));
    }

    private static String found(List<Answer> answers) {
        return answers.stream().map(answer -> answer.extracted().orElse("(" + answer.word() + ")")).distinct().collect(Collectors.joining(" / "));
    }
}
