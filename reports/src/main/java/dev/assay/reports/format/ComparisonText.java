package dev.assay.reports.format;

import dev.assay.reports.board.Comparison;
import dev.assay.reports.board.Comparison.Discordant;
import dev.assay.reports.board.Comparison.OfTask;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// A comparison for the person at the prompt. Nothing from outside is printed raw.
public final class ComparisonText implements ComparisonFormat {

    private static final int MOST_ITEMS = 10;
    private static final int LONGEST_ANSWER = 60;
    private static final int LABEL = 15;
    private static final int LONGEST_LABEL = 36;

    private final int width;

    /// @param width the terminal's width in characters; below 40 counts as 40
    public ComparisonText(int width) {
        this.width = Math.max(40, width);
    }

    @Override
    public String fileName() {
        return "comparison.txt";
    }

    @Override
    public void write(Comparison comparison, Writer out) throws IOException {
        ComparisonWords words = new ComparisonWords(comparison);
        StringBuilder text = new StringBuilder();
        line("first   " + words.whole(comparison.a()), text);
        line("second  " + words.whole(comparison.b()), text);
        text.append('\n');
        line(words.headline(), text);
        text.append('\n');
        comparison.tasks().forEach(task -> task(task, words, comparison.tasks().size() > 1, text));
        items(words.shown(true), comparison.lost(), text);
        items(words.shown(false), comparison.won(), text);
        comparison.notes().forEach(note -> line(VisibleText.line(note, 500), text));
        line(ComparisonWords.METHOD, text);
        out.write(text.toString());
        out.flush();
    }

    private void task(OfTask task, ComparisonWords words, boolean several, StringBuilder text) {
        line(VisibleText.line(task.task(), 200) + task.scorer().map(scorer -> "   scored by " + scorer).orElse(""), text);
        if (several) {
            line("  " + words.sentence(task), text);
        }
        List<ComparisonWords.Fact> facts = words.facts(task);
        int widest = Math.clamp(facts.stream().mapToInt(fact -> TextWidth.of(fact.name())).max().orElse(0), LABEL, Math.min(LONGEST_LABEL, width / 2));
        for (ComparisonWords.Fact fact : facts) {
            String name = fact.name() + " ".repeat(Math.max(0, widest - TextWidth.of(fact.name())));
            line("  " + name + "  " + fact.text(), text);
        }
        text.append('\n');
    }

    private void items(String title, List<Discordant> items, StringBuilder text) {
        if (items.isEmpty()) {
            return;
        }
        line(title + (items.size() > MOST_ITEMS ? "; " + MOST_ITEMS + " here" : "") + ": first, second, expected", text);
        for (Discordant item : items.stream().limit(MOST_ITEMS).toList()) {
            line("  " + ComparisonWords.place(item) + "   " + told(item.pair().a(), item.a()) + "   " + told(item.pair().b(), item.b())
                + item.expected().map(right -> "   \"" + VisibleText.line(right, LONGEST_ANSWER) + "\"").orElse(""), text);
        }
        text.append('\n');
    }

    private static String told(double mean, List<Comparison.Answer> answers) {
        return ComparisonWords.answers(mean, answers, answer -> "\"" + answer + "\"", LONGEST_ANSWER);
    }

    private void line(String sentence, StringBuilder text) {
        TextWidth.wrap(sentence, width).forEach(line -> text.append(line.stripTrailing()).append('\n'));
    }
}
