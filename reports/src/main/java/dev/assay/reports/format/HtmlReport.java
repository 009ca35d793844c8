package dev.assay.reports.format;

import dev.assay.core.log.RunLog;
import dev.assay.reports.board.Figures;
import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `report.html`: one page that needs nothing else. It opens from disk, runs no script and sends no request; a content security policy holds it to that.
///
/// It shows the gate's verdict if there is one, the leaderboard, where scorers differ, what is known of the run, and every trial with its prompt, thought, answer and judgement. Trials
/// that have no room within the cap are left out, right ones first, and the page says how many. Logs are read as streams; memory is bounded by the cap.
public final class HtmlReport implements ReportFormat {

    /// The most bytes that a page may take.
    public static final long CAP = 20_000_000;
    private static final long RESERVE = 200_000;

    private final TemplateEngine templates;
    private final String css;
    private final long cap;

    /// Pages of at most 20 MB.
    public HtmlReport() {
        this(CAP);
    }

    /// @param cap the most bytes that a page may take
    HtmlReport(long cap) {
        this.templates = TemplateEngine.createPrecompiled(null, ContentType.Html, HtmlReport.class.getClassLoader(), "dev.assay.reports.format.jte");
        this.css = stylesheet();
        this.cap = cap;
    }

    /// The one style of the page.
    static String stylesheet() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks report.css.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css cannot be read from the jar.", e);
        }
    }

    @Override
    public String fileName() {
        return "report.html";
    }

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        PageView page = new PageView(report.board(), report.gate(), css);
        StringOutput shell = new StringOutput();
        render(page, _ -> {
        }, shell);
        long taken = shell.toString().getBytes(StandardCharsets.UTF_8).length;
        TrialShelf shelf = shelve(report, Math.max(0, cap - taken - RESERVE));
        try {
            render(page, output -> trials(page, shelf, output), new WriterOutput(out));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        out.flush();
    }

    private void render(PageView page, Content trials, TemplateOutput output) {
        templates.render("report.jte", Map.of("page", page, "trials", trials), output);
    }

    private TrialShelf shelve(RunReport report, long room) {
        TrialShelf shelf = new TrialShelf(room);
        for (int i = 0; i < report.logs().size(); i++) {
            RunLog log = report.logs().get(i);
            int run = report.board().runs().get(i).number();
            log.forEach(result -> shelf.offer(run, result, offered -> {
                StringOutput html = new StringOutput();
                templates.render("trial.jte", Map.of("trial", TrialView.of(run, offered)), html);
                return html.toString();
            }));
        }
        return shelf;
    }

    private void trials(PageView page, TrialShelf shelf, TemplateOutput output) {
        if (shelf.dropped() > 0) {
            output.writeContent(
                "<p class=\"banner\"><strong>" + Figures.count(shelf.dropped()) + " trials had no room in this page, " + Figures.count(shelf.droppedRight())
                    + " of them right.</strong> They count in every figure above and stand in the run's log.</p>\n");
        }
        List<TrialShelf.Kept> group = new ArrayList<>();
        for (TrialShelf.Kept kept : shelf.inPageOrder()) {
            if (!group.isEmpty() && !together(group.getFirst().key(), kept.key())) {
                group(page, List.copyOf(group), output);
                group.clear();
            }
            group.add(kept);
        }
        if (!group.isEmpty()) {
            group(page, group, output);
        }
    }

    private static boolean together(TrialShelf.Key one, TrialShelf.Key other) {
        return one.run() == other.run() && one.task().equals(other.task()) && one.model().equals(other.model());
    }

    private void group(PageView page, List<TrialShelf.Kept> group, TemplateOutput output) {
        TrialShelf.Key key = group.getFirst().key();
        Content trials = inner -> group.forEach(kept -> inner.writeContent(kept.text()));
        String title = VisibleText.line(key.task()) + ", " + page.words().model(key.model(), key.run());
        String counts = Figures.count(group.size()) + (group.size() == 1 ? " trial" : " trials");
        templates.render("group.jte", Map.of("title", title, "counts", counts, "trials", trials), output);
    }
}
