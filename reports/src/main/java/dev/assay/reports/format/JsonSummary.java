package dev.assay.reports.format;

import dev.assay.core.log.RunHeader;
import dev.assay.core.metric.Estimate;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.RunSpec;
import dev.assay.core.transcript.Ending;
import dev.assay.reports.board.Bill;
import dev.assay.reports.board.Disagreement;
import dev.assay.reports.board.Latency;
import dev.assay.reports.board.Leaderboard;
import dev.assay.reports.board.Row;
import dev.assay.reports.board.ThoughtCurve;
import dev.assay.reports.board.Tokens;
import dev.assay.reports.board.Tries;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `summary.json`: every figure in full precision, for machines. It holds no text of a model; unknown is `null`; times are in seconds.
///
/// Its `schema` is `assay.summary/1`: within a version fields are only added. All of it is ASCII, so that no reader can trip over it.
public final class JsonSummary implements ReportFormat {

    /// The name and version of the form.
    public static final String SCHEMA = "assay.summary/1";

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final boolean csvRaw;

    /// The summary of a report whose CSV files are guarded.
    public JsonSummary() {
        this(false);
    }

    /// @param csvRaw whether the CSV files beside it were written without their guard against formulas
    public JsonSummary(boolean csvRaw) {
        this.csvRaw = csvRaw;
    }

    @Override
    public String fileName() {
        return "summary.json";
    }

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        try {
            out.write(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree(report)));
        } catch (JacksonException e) {
            throw new IOException("summary.json cannot be written: " + e.getOriginalMessage(), e);
        }
        out.write("\n");
        out.flush();
    }

    private ObjectNode tree(RunReport report) {
        Leaderboard board = report.board();
        ObjectNode root = NODES.objectNode();
        root.put("schema", SCHEMA);
        root.put("csvRaw", csvRaw);
        root.put("interval", "95% Wilson on the effective sample size, clustered by sample; categories: equal weights, normal");
        root.put("order", "by accuracy, then by name; no verdict");
        root.put("ranks", "paired tests of all pairs of a table, adjusted by Holm; for all rows at once, 95%");
        ArrayNode runs = root.putArray("runs");
        board.runs().forEach(run -> runs.add(run(run)));
        ArrayNode categories = root.putArray("categories");
        board.categories().forEach(category -> categories.add(category(category)));
        ArrayNode tasks = root.putArray("tasks");
        board.tasks().forEach(table -> tasks.add(task(table)));
        root.set("overall", board.overall().map(category -> (JsonNode) category(category)).orElse(NODES.nullNode()));
        ArrayNode levels = root.putArray("levels");
        board.levels().forEach(table -> levels.add(JsonStandings.level(table)));
        ArrayNode failures = root.putArray("failedModels");
        board.failures().forEach(failure -> failures.add(failure(failure)));
        root.set("costs", bill(board.costs()));
        ArrayNode curves = root.putArray("thinkingBudget");
        board.curves().forEach(curve -> curves.add(curve(curve)));
        root.set("disagreements", disagreements(board.disagreements()));
        ArrayNode notices = root.putArray("notices");
        board.notices().forEach(notice -> notices.add(VisibleText.line(notice)));
        report.gate().ifPresent(gate -> root.set("gate", GateJson.tree(gate)));
        return root;
    }

    private static ObjectNode run(Leaderboard.Run run) {
        ObjectNode node = NODES.objectNode();
        node.put("number", run.number());
        node.put("label", VisibleText.line(run.label()));
        run.header().ifPresent(header -> header(header, node));
        return node;
    }

    private static void header(RunHeader header, ObjectNode node) {
        Provenance provenance = header.provenance();
        node.put("harness", provenance.harness());
        node.put("commit", provenance.commit().orElse(null));
        node.put("jvm", provenance.jvm());
        node.put("host", provenance.host());
        node.put("start", provenance.start().toString());
        node.set("spec", spec(header.spec()));
        ArrayNode tasks = node.putArray("tasks");
        provenance.tasks().forEach(task -> tasks.add(origin(task)));
        provenance.origin().ifPresent(origin -> {
            ObjectNode from = node.putObject("importedFrom").put("format", VisibleText.line(origin.format()));
            origin.version().ifPresent(version -> from.put("version", VisibleText.line(version)));
            from.put("file", VisibleText.line(origin.file())).put("sha256", origin.sha256());
        });
        provenance.boxes().ifPresent(boxes -> node.putObject("boxes").put("id", VisibleText.line(boxes.id())).put("isolation", boxes.isolation().name())
            .put("policy", VisibleText.line(boxes.policy())));
        ObjectNode models = node.putObject("models");
        provenance.models().forEach((model, facts) -> {
            ObjectNode of = models.putObject(VisibleText.line(model));
            facts.forEach((key, value) -> of.put(VisibleText.line(key), VisibleText.line(value)));
        });
    }

    private static ObjectNode spec(RunSpec spec) {
        ObjectNode node = NODES.objectNode();
        ArrayNode suites = node.putArray("suites");
        spec.suites().forEach(suite -> suites.add(VisibleText.line(suite)));
        ArrayNode models = node.putArray("models");
        spec.models().stream().map(ModelRef::toString).map(VisibleText::line).forEach(models::add);
        node.put("seed", spec.seed());
        node.put("epochs", spec.epochs().orElse(null));
        node.put("limit", spec.selection().limit().orElse(null));
        ArrayNode samples = node.putArray("samples");
        spec.selection().samples().forEach(sample -> samples.add(VisibleText.line(sample)));
        ArrayNode tags = node.putArray("tags");
        spec.selection().tags().forEach(tag -> tags.add(VisibleText.line(tag)));
        ObjectNode settings = node.putObject("settings");
        spec.settings().forEach((key, value) -> settings.put(VisibleText.line(key), VisibleText.line(value)));
        node.set("config", config(spec.config()));
        return node;
    }

    private static ObjectNode config(GenerateConfig config) {
        ObjectNode node = NODES.objectNode();
        node.put("temperature", config.temperature().orElse(null));
        node.put("topP", config.topP().orElse(null));
        node.put("maxTokens", config.maxTokens().orElse(null));
        node.put("reasoningEffort", config.reasoningEffort().map(effort -> effort.name().toLowerCase(Locale.ROOT)).orElse(null));
        node.put("reasoningTokens", config.reasoningTokens().orElse(null));
        node.put("timeoutSeconds", config.timeout().toNanos() / 1e9);
        return node;
    }

    private static ObjectNode origin(Provenance.TaskOrigin task) {
        ObjectNode node = NODES.objectNode();
        node.put("id", VisibleText.line(task.id()));
        node.put("version", VisibleText.line(task.version()));
        node.put("dataset", VisibleText.line(task.dataset()));
        node.put("revision", VisibleText.line(task.revision()));
        node.put("sha256", task.sha256());
        node.put("licence", VisibleText.line(task.licence()));
        node.put("samples", task.samples());
        node.put("epochs", task.epochs());
        ArrayNode scorers = node.putArray("scorers");
        task.scorers().forEach(scorer -> scorers.add(scorer.toString()));
        if (!task.profiles().isEmpty()) {
            ObjectNode profiles = node.putObject("profiles");
            task.profiles().forEach((scorer, profile) -> profiles.put(VisibleText.line(scorer), VisibleText.line(profile)));
        }
        return node;
    }

    private static ObjectNode category(Leaderboard.Category category) {
        ObjectNode node = NODES.objectNode();
        node.put("category", VisibleText.line(category.name()));
        ArrayNode tasks = node.putArray("tasks");
        category.tasks().forEach(task -> tasks.add(VisibleText.line(task)));
        rows(node.putArray("rows"), category.rows());
        node.set("standings", JsonStandings.of(category.standings()));
        return node;
    }

    private static ObjectNode task(Leaderboard.TaskTable table) {
        ObjectNode node = NODES.objectNode();
        node.put("task", VisibleText.line(table.task()));
        node.put("scorer", table.scorer().map(Object::toString).orElse(null));
        rows(node.putArray("rows"), table.rows());
        node.set("standings", JsonStandings.of(table.standings()));
        rows(node.putArray("furtherScorers"), table.further());
        return node;
    }

    private static void rows(ArrayNode array, List<Row> rows) {
        rows.forEach(row -> array.add(row(row)));
    }

    private static ObjectNode row(Row row) {
        ObjectNode node = NODES.objectNode();
        node.put("run", row.run());
        node.put("model", VisibleText.line(row.model().toString()));
        node.put("scorer", row.scorer().map(Object::toString).orElse(null));
        node.set("accuracy", estimate(row.accuracy()));
        node.set("ranks", JsonStandings.ranks(row.standing().ranks()));
        node.put("detectableDifference", row.standing().detectable().orElse(null));
        node.put("detectableAssumed", row.standing().assumed());
        node.put("epochsLeast", row.epochs().least());
        node.put("epochsMost", row.epochs().most());
        node.put("trials", row.trials());
        node.put("planned", row.planned().orElse(null));
        ObjectNode endings = node.putObject("endings");
        for (Ending ending : Ending.values()) {
            endings.put(camel(ending), row.endings().count(ending));
        }
        node.set("withoutTruncated", row.cut().map(cut -> (JsonNode) estimate(cut.without())).orElse(NODES.nullNode()));
        node.put("ifTruncatedRight", row.cut().flatMap(Row.Cut::bound).orElse(null));
        node.put("invented", row.invented());
        node.put("trueAbility", row.ability().orElse(null));
        row.tries().ifPresent(tries -> node.set("tries", tries(tries)));
        node.put("judged", row.judged());
        node.set("tokens", tokens(row.tokens()));
        node.set("seconds", latency(row.latency()));
        node.set("costs", bill(row.bill()));
        ArrayNode notes = node.putArray("notes");
        row.notes().forEach(note -> notes.addObject().put("kind", camel(note.kind())).put("text", VisibleText.line(note.text())));
        return node;
    }

    private static ObjectNode tries(Tries tries) {
        ObjectNode node = NODES.objectNode();
        node.put("k", tries.k());
        node.set("majority", estimate(tries.majority()));
        node.set("pass", estimate(tries.pass()));
        node.set("passAll", estimate(tries.all()));
        node.put("tied", tries.tied().orElse(null));
        node.put("distinctAnswers", tries.distinct().orElse(null));
        return node;
    }

    static ObjectNode estimate(Estimate estimate) {
        ObjectNode node = NODES.objectNode();
        node.put("value", estimate.value().orElse(null));
        node.put("low", estimate.interval().map(interval -> interval.low()).orElse(null));
        node.put("high", estimate.interval().map(interval -> interval.high()).orElse(null));
        node.put("standardError", estimate.standardError().orElse(null));
        node.put("n", estimate.n());
        node.put("clusters", estimate.clusters());
        node.put("trials", estimate.trials());
        node.put("unscored", estimate.unscored());
        return node;
    }

    private static ObjectNode tokens(Tokens tokens) {
        ObjectNode node = NODES.objectNode();
        node.set("reasoning", amount(tokens.reasoning()));
        node.set("answer", amount(tokens.answer()));
        node.set("output", amount(tokens.output()));
        node.set("input", amount(tokens.input()));
        return node;
    }

    private static ObjectNode amount(Tokens.Amount amount) {
        ObjectNode node = NODES.objectNode();
        node.put("mean", amount.mean().orElse(null));
        node.put("total", amount.total().orElse(null));
        node.put("known", amount.known());
        node.put("trials", amount.trials());
        return node;
    }

    private static ObjectNode bill(Bill bill) {
        ObjectNode node = NODES.objectNode();
        node.put("currency", "USD");
        node.put("free", bill.free());
        node.put("good", bill.anyKnown() ? bill.good() : null);
        node.put("wasted", bill.anyKnown() ? bill.wasted() : null);
        node.put("total", bill.anyKnown() ? bill.total() : null);
        node.put("knownAttempts", bill.known());
        node.put("estimatedAttempts", bill.estimated());
        node.put("unknownAttempts", bill.unknown());
        node.put("perCorrect", bill.perCorrect().orElse(null));
        return node;
    }

    /// What the score would have been had every answer been cut: a simulation from this run, see `docs/costs.md`.
    private static ObjectNode curve(ThoughtCurve curve) {
        ObjectNode node = NODES.objectNode();
        node.put("run", curve.run());
        node.put("task", VisibleText.line(curve.task()));
        node.put("model", VisibleText.line(curve.model().toString()));
        node.put("trials", curve.trials());
        node.put("unknownLength", curve.unsized());
        node.put("estimatedLength", curve.estimated());
        ArrayNode points = node.putArray("points");
        curve.points().forEach(point -> {
            ObjectNode at = points.addObject();
            at.put("tokens", point.budget());
            at.put("cut", point.cut());
            at.set("accuracy", estimate(point.accuracy()));
        });
        return node;
    }

    private static ObjectNode latency(Latency latency) {
        ObjectNode node = NODES.objectNode();
        node.put("p50", seconds(latency.median()));
        node.put("p95", seconds(latency.p95()));
        node.put("firstAnswerTokenP50", seconds(latency.firstAnswerToken()));
        latency.own().ifPresent(own -> {
            ObjectNode machine = node.putObject("ownMachine");
            machine.put("firstTokenP50", seconds(own.firstToken()));
            machine.put("tokensPerSecond", own.tokensPerSecond().orElse(null));
            machine.put("peakMemoryBytes", own.peakMemory());
        });
        return node;
    }

    private static @Nullable Double seconds(Optional<Duration> time) {
        return time.map(t -> t.toNanos() / 1e9).orElse(null);
    }

    private static ObjectNode failure(Leaderboard.FailedModel failure) {
        ObjectNode node = NODES.objectNode();
        node.put("run", failure.run());
        node.put("model", VisibleText.line(failure.model().toString()));
        node.put("task", VisibleText.line(failure.task()));
        node.put("failures", failure.failures());
        node.put("reason", VisibleText.line(failure.reason(), 500));
        return node;
    }

    private static ObjectNode disagreements(List<Disagreement> disagreements) {
        ObjectNode node = NODES.objectNode();
        node.put("count", disagreements.size());
        node.put("changingScore", disagreements.stream().filter(Disagreement::changesScore).count());
        ArrayNode trials = node.putArray("trials");
        for (Disagreement item : disagreements) {
            ObjectNode trial = trials.addObject();
            trial.put("run", item.run());
            trial.put("trial", VisibleText.line(item.trial().toString()));
            trial.put("changesScore", item.changesScore());
            ObjectNode verdicts = trial.putObject("verdicts");
            item.verdicts().forEach(verdict -> verdicts.put(verdict.scorer().toString(), verdict.word()));
        }
        return node;
    }

    /// `TRUNCATED_IN_THOUGHT` as `truncatedInThought`.
    private static String camel(Enum<?> constant) {
        String[] words = constant.name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder camel = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            camel.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return camel.toString();
    }
}
