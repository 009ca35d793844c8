package dev.assay.reports.format;

import dev.assay.reports.board.Comparison;
import dev.assay.reports.board.Comparison.Discordant;
import dev.assay.reports.board.Comparison.OfTask;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `comparison.md`: a comparison for a pull request, at most 60 KB. Text from outside stands in code spans.
public final class ComparisonMarkdown implements ComparisonFormat {

    private static final int LARGEST = 58_000;
    private static final int MOST_ITEMS = 20;
    private static final int LONGEST_ANSWER = 200;

    @Override
    public String fileName() {
        return "comparison.md";
    }

    @Override
    public void write(Comparison comparison, Writer out) throws IOException {
        ComparisonWords words = new ComparisonWords(comparison, MarkdownSummary::code);
        StringBuilder text = new StringBuilder("# Comparison\n\n").append(words.headline()).append("\n\n");
        text.append("- first: ").append(words.whole(comparison.a())).append("\n- second: ").append(words.whole(comparison.b())).append("\n\n");
        for (OfTask task : comparison.tasks()) {
            append(task(task, words, comparison.tasks().size() > 1), text);
        }
        append(items(words.shown(true), comparison.lost(), words), text);
        append(items(words.shown(false), comparison.won(), words), text);
        comparison.notes().forEach(note -> append("- " + MarkdownSummary.escape(VisibleText.line(note, 500)) + "\n\n", text));
        text.append(ComparisonWords.METHOD).append('\n');
        out.write(text.toString());
        out.flush();
    }

    /// What has no room is left out, and said so once.
    private static void append(String section, StringBuilder text) {
        String missing = "*More had no room here; `assay compare --format json` has all.*\n\n";
        if (bytes(text) + bytes(section) <= LARGEST) {
            text.append(section);
        } else if (text.indexOf(missing) < 0) {
            text.append(missing);
        }
    }

    private static int bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static String task(OfTask task, ComparisonWords words, boolean several) {
        StringBuilder text = new StringBuilder("## ").append(MarkdownSummary.code(task.task()))
            .append(task.scorer().map(scorer -> ", scored by " + MarkdownSummary.code(scorer.toString())).orElse("")).append("\n\n");
        if (several) {
            text.append(words.sentence(task)).append("\n\n");
        }
        List<ComparisonWords.Fact> facts = words.facts(task);
        if (!facts.isEmpty()) {
            text.append("| | |\n|---|---|\n");
            facts.forEach(fact -> text.append("| ").append(celled(fact.name())).append(" | ").append(celled(fact.text())).append(" |\n"));
            text.append('\n');
        }
        return text.toString();
    }

    private static String items(String title, List<Discordant> items, ComparisonWords words) {
        if (items.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("## ").append(title).append("\n\n| sample | ").append(celled(words.a())).append(" | ").append(celled(words.b()))
            .append(" | expected |\n|---|---|---|---|\n");
        for (Discordant item : items.stream().limit(MOST_ITEMS).toList()) {
            text.append("| ").append(celled(MarkdownSummary.code(ComparisonWords.place(item)))).append(" | ").append(told(item.pair().a(), item.a()))
                .append(" | ").append(told(item.pair().b(), item.b())).append(" | ")
                .append(item.expected().map(right -> celled(MarkdownSummary.code(VisibleText.line(right, LONGEST_ANSWER)))).orElse("")).append(" |\n");
        }
        if (items.size() > MOST_ITEMS) {
            text.append("\n*").append(items.size() - MOST_ITEMS).append(" more are in `comparison.csv`.*\n");
        }
        return text.append('\n').toString();
    }

    private static String told(double mean, List<Comparison.Answer> answers) {
        return celled(ComparisonWords.answers(mean, answers, MarkdownSummary::code, LONGEST_ANSWER));
    }

    private static String celled(String text) {
        return text.replace("|", "\\|");
    }
}
