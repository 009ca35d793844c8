package dev.assay.reports.format;

import dev.assay.core.metric.Interval;
import dev.assay.reports.board.Figures;
import dev.assay.reports.board.RaceCourse;
import dev.assay.reports.board.RaceCourse.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a race came to: as a table for a terminal, as Markdown, and as JSON of the schema `assay.rank/1`.
///
/// @param standings those still in the race first
/// @param turns how many turns were looked at: samples, or clusters of them
/// @param available how many there are
/// @param asked how many trials were asked
/// @param planned how many there would have been without a race
/// @param seed fixes the order of the samples
public record RaceTable(List<Standing> standings, int turns, int available, long asked, long planned, long seed) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_NAME = 60;
    private static final List<String> HEADER = List.of("place", "model", "accuracy", "95% interval", "samples", "");

    public RaceTable {
        standings = List.copyOf(standings);
    }

    private List<Standing> survivors() {
        return standings.stream().filter(standing -> standing.dropped().isEmpty()).toList();
    }

    /// What can be said, in a sentence.
    public String sentence() {
        List<Standing> left = survivors();
        String calls = Figures.count(asked) + " of " + Figures.count(planned) + " calls were asked, " + Figures.count(Math.max(0, planned - asked))
            + " saved.";
        if (left.size() == 1) {
            return VisibleText.line(left.getFirst().model(), LONGEST_NAME) + " is the best, certain at 95%, after " + Figures.count(turns) + " of "
                + Figures.count(available) + " samples; " + calls;
        }
        String open = turns < available ? " so far; the best is not certain yet; " : " cannot be told apart on these samples; ";
        return left.size() + " models" + open + calls;
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        int place = 1;
        int left = survivors().size();
        for (Standing standing : standings) {
            boolean running = standing.dropped().isEmpty();
            rows.add(List.of(running ? left == 1 ? "1" : "1-" + left : String.valueOf(place), VisibleText.line(standing.model(), LONGEST_NAME),
                standing.mean().map(Figures::percent).orElse(Figures.ABSENT), standing.interval().map(RaceTable::interval).orElse(Figures.ABSENT),
                Figures.count(standing.turns()), standing.dropped().map(RaceTable::stopped).orElse("")));
            place++;
        }
        return rows;
    }

    private static String stopped(RaceCourse.Dropped dropped) {
        return "stopped early after " + Figures.count(dropped.turn()) + ", beaten by " + VisibleText.line(dropped.by(), LONGEST_NAME);
    }

    private static String interval(Interval interval) {
        return String.format(Locale.ROOT, "[%.1f, %.1f]", 100 * interval.low(), 100 * interval.high());
    }

    /// For a terminal.
    public String text() {
        List<List<String>> all = new ArrayList<>();
        all.add(HEADER);
        all.addAll(rows());
        StringBuilder text = new StringBuilder();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int width = width(all, column);
                line.append(String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s  ", row.get(column)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.append('\n').append(sentence()).append('\n').toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
    }

    /// For a pull request.
    public String markdown() {
        StringBuilder text = new StringBuilder("| place | model | accuracy | 95% interval | samples | |\n|---|---|---|---|---|---|\n");
        for (List<String> row : rows()) {
            text.append("| ").append(String.join(" | ", row.stream().map(MarkdownSummary::escape).toList())).append(" |\n");
        }
        return text.append('\n').append(MarkdownSummary.escape(sentence())).append('\n').toString();
    }

    /// For machines; what is absent is `null`.
    public String json() {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("schema", "assay.rank/1");
        page.put("seed", seed);
        page.put("turns", turns);
        page.put("available", available);
        page.put("asked", asked);
        page.put("planned", planned);
        page.put("certain", survivors().size() == 1);
        for (Standing standing : standings) {
            ObjectNode row = page.withArray("models").addObject();
            row.put("model", standing.model());
            put(row, "accuracy", standing.mean());
            put(row, "low", standing.interval().map(Interval::low));
            put(row, "high", standing.interval().map(Interval::high));
            row.put("samples", standing.turns());
            row.put("stoppedEarly", standing.dropped().isPresent());
            standing.dropped().ifPresent(dropped -> row.put("after", dropped.turn()).put("beatenBy", dropped.by()));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(page) + "\n";
    }

    private static void put(ObjectNode row, String name, Optional<Double> value) {
        if (value.isPresent()) {
            row.put(name, value.get());
        } else {
            row.putNull(name);
        }
    }
}
