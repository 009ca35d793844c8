package dev.assay.reports.format;

import dev.assay.reports.board.Comparison;
import dev.assay.reports.board.Comparison.Answer;
import dev.assay.reports.board.Comparison.Discordant;
import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// `comparison.html`: one page that needs nothing else, with the figures of every task and both answers side by side where the two differ most.
///
/// It runs no script and sends no request; a content security policy holds it to that.
public final class ComparisonPage implements ComparisonFormat {

    /// So many samples of either kind stand on the page.
    private static final int MOST_ITEMS = 50;

    private final TemplateEngine templates;
    private final String css;

    /// A page in the style of the report.
    public ComparisonPage() {
        this.templates = TemplateEngine.createPrecompiled(null, ContentType.Html, ComparisonPage.class.getClassLoader(), "dev.assay.reports.format.jte");
        this.css = HtmlReport.stylesheet() + own();
    }

    private static String own() {
        try (InputStream in = ComparisonPage.class.getResourceAsStream("comparison.css")) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks comparison.css.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("comparison.css cannot be read from the jar.", e);
        }
    }

    @Override
    public String fileName() {
        return "comparison.html";
    }

    @Override
    public void write(Comparison comparison, Writer out) throws IOException {
        try {
            templates.render("comparison.jte", Map.of("page", new View(comparison, new ComparisonWords(comparison), css)), new WriterOutput(out));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        out.flush();
    }

    /// What the page's template asks for.
    ///
    /// @param comparison what is compared
    /// @param words its sentences
    /// @param css the one style
    public record View(Comparison comparison, ComparisonWords words, String css) {

        /// What the browser may do: apply our one style, and nothing else.
        public String policy() {
            return PageView.policy(css);
        }

        /// Our one style, whose digest the policy names.
        public Content style() {
            return output -> output.writeContent("<style>" + css + "</style>");
        }

        /// Whether each task has a sentence of its own.
        public boolean several() {
            return comparison.tasks().size() > 1;
        }

        /// What the figures mean.
        public String method() {
            return ComparisonWords.METHOD;
        }

        /// The samples on which the first did worse.
        public List<Item> lost() {
            return comparison.lost().stream().limit(MOST_ITEMS).map(item -> Item.of(item, words)).toList();
        }

        /// The samples on which the first did better.
        public List<Item> won() {
            return comparison.won().stream().limit(MOST_ITEMS).map(item -> Item.of(item, words)).toList();
        }
    }

    /// A sample on which the two differ, with one answer of each: the worst of the side that did worse, the best of the other.
    ///
    /// @param place the sample
    /// @param size the difference in points
    /// @param expected the right answer
    /// @param a the first's answers in short
    /// @param b the second's answers in short
    /// @param texts one answer of each, in pieces
    public record Item(String place, String size, String expected, String a, String b, WordDifference texts) {

        private static final List<String> BEST_FIRST = List.of("right", "partly right", "wrong", "no answer", "unscored", "outage");
        private static final int LONGEST = 200;

        static Item of(Discordant item, ComparisonWords words) {
            boolean worse = item.pair().difference() < 0;
            return new Item(ComparisonWords.place(item), ComparisonWords.size(item.pair()),
                item.expected().map(right -> VisibleText.line(right, LONGEST)).orElse("unknown"),
                words.a() + ": " + ComparisonWords.answers(item.pair().a(), item.a(), found -> found, LONGEST),
                words.b() + ": " + ComparisonWords.answers(item.pair().b(), item.b(), found -> found, LONGEST),
                WordDifference.of(text(item.a(), worse), text(item.b(), !worse)));
        }

        private static String text(List<Answer> answers, boolean worst) {
            Comparator<Answer> best = Comparator.comparingInt(answer -> BEST_FIRST.indexOf(answer.word()));
            return answers.stream().min(worst ? best.reversed() : best).map(answer -> VisibleText.block(answer.text())).filter(text -> !text.isBlank())
                .orElse("(no answer)");
        }
    }
}
