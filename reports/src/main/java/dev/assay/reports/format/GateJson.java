package dev.assay.reports.format;

import dev.assay.core.metric.Interval;
import dev.assay.core.sandbox.Isolation;
import dev.assay.reports.gate.Check;
import dev.assay.reports.gate.CheckResult;
import dev.assay.reports.gate.Fingerprint;
import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.Margin;
import dev.assay.reports.gate.Rule;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The `gate` of `summary.json`: every figure in full precision, both fingerprints, the rules as they were read. It holds no text of a model; unknown is `null`.
public final class GateJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private GateJson() {
    }

    /// The gate alone, in the form of `summary.json`: its `schema` and its `gate`.
    ///
    /// @throws IOException if the writer cannot take it
    public static void write(GateReport report, Writer out) throws IOException {
        ObjectNode root = NODES.objectNode();
        root.put("schema", JsonSummary.SCHEMA);
        root.set("gate", tree(report));
        try {
            out.write(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root));
        } catch (JacksonException e) {
            throw new IOException("The gate's verdict cannot be written: " + e.getOriginalMessage(), e);
        }
        out.write("\n");
        out.flush();
    }

    /// The `gate` of a summary.
    static ObjectNode tree(GateReport report) {
        VerdictWords words = new VerdictWords(report);
        ObjectNode node = NODES.objectNode();
        node.put("verdict", report.verdict().name());
        node.put("standing", words.standing());
        node.put("exitCode", VerdictWords.code(report.exit()));
        node.put("sentence", words.sentence());
        node.put("run", text(report.run()));
        node.put("seed", report.seed());
        ObjectNode families = node.putObject("families");
        for (Rule.Level level : Rule.Level.values()) {
            families.put(lower(level), words.family(level));
        }
        node.set("config", config(report.gate()));
        ArrayNode checks = node.putArray("checks");
        report.checks().forEach(result -> checks.add(check(report, result)));
        ObjectNode pairs = node.putObject("pairs");
        report.pairs().forEach((name, pair) -> pairs.set(text(name), pair(pair)));
        ArrayNode notes = node.putArray("notes");
        words.notes().forEach(notes::add);
        return node;
    }

    private static ObjectNode config(Gate gate) {
        ObjectNode node = NODES.objectNode();
        node.put("baseline", text(gate.baseline()));
        node.put("alpha", gate.alpha());
        node.put("sequential", gate.sequential());
        node.put("confirm", gate.confirm());
        ArrayNode varies = node.putArray("varies");
        gate.varies().stream().sorted().forEach(varying -> varies.add(lower(varying)));
        node.put("onInconclusive", lower(gate.onInconclusive()));
        node.put("onIncomparable", lower(gate.onIncomparable()));
        node.put("onMissingBaseline", lower(gate.onMissingBaseline()));
        node.put("onMissingResults", lower(gate.onMissingResults()));
        node.put("junitItems", gate.junitItems());
        ArrayNode rules = node.putArray("rules");
        gate.rules().forEach(rule -> rules.add(rule(rule)));
        return node;
    }

    private static ObjectNode rule(Rule rule) {
        ObjectNode node = NODES.objectNode();
        node.put("suite", text(rule.suite()));
        node.put("metric", text(rule.metric()));
        node.put("maxDrop", margin(rule.maxDrop()));
        node.put("maxIncrease", margin(rule.maxIncrease()));
        node.put("min", margin(rule.min()));
        node.put("max", margin(rule.max()));
        node.put("tag", rule.tag().map(GateJson::text).orElse(null));
        node.put("level", lower(rule.level()));
        node.put("strict", rule.strict());
        node.put("place", text(rule.place()));
        return node;
    }

    private static @Nullable String margin(Optional<Margin> margin) {
        return margin.map(Margin::text).map(GateJson::text).orElse(null);
    }

    private static ObjectNode check(GateReport report, CheckResult result) {
        Check check = result.check();
        ObjectNode node = NODES.objectNode();
        node.put("verdict", result.verdict().name());
        node.put("level", lower(check.rule().level()));
        node.put("exitCodeAlone", VerdictWords.code(report.exit(result)));
        node.put("task", text(check.task()));
        node.put("model", text(check.model()));
        node.put("metric", text(check.rule().metric()));
        node.put("tag", check.rule().tag().map(GateJson::text).orElse(null));
        node.put("bound", camel(check.bound()));
        node.put("margin", text(check.margin().text()));
        node.put("marginValue", finite(check.margin().value()));
        node.put("marginUnit", lower(check.margin().unit()));
        node.put("place", text(check.rule().place()));
        node.put("sentence", VisibleText.line(result.sentence(), CheckWords.LONGEST_SENTENCE));
        node.put("candidate", finite(result.candidate()));
        node.put("baseline", finite(result.baseline()));
        node.put("missing", result.missing().map(GateJson::lower).orElse(null));
        node.set("tested", result.tested().map(GateJson::tested).orElse(null));
        node.set("floored", result.floored().map(GateJson::floored).orElse(null));
        node.set("sequential", result.sequential().map(GateJson::sequential).orElse(null));
        ArrayNode lost = node.putArray("lost");
        result.lost().forEach(item -> lost.addObject().put("sample", text(item.sample())).put("baseline", finite(item.baseline()))
            .put("candidate", finite(item.candidate())));
        ArrayNode mismatches = node.putArray("mismatches");
        result.mismatches().forEach(mismatch -> mismatches.addObject().put("field", text(mismatch.field())).put("baseline", text(mismatch.baseline()))
            .put("candidate", text(mismatch.candidate())));
        return node;
    }

    private static ObjectNode tested(CheckResult.Tested tested) {
        ObjectNode node = NODES.objectNode();
        node.put("relative", tested.relative());
        node.put("effect", finite(tested.effect()));
        node.put("low", finite(tested.interval().map(Interval::low)));
        node.put("high", finite(tested.interval().map(Interval::high)));
        node.put("pPass", finite(tested.passP()));
        node.put("pFail", finite(tested.failP()));
        node.put("pFailAdjusted", finite(tested.failPAdjusted()));
        node.put("n", tested.n());
        node.put("clusters", tested.clusters());
        node.put("candidateEpochs", tested.candidateEpochs());
        node.put("baselineEpochs", tested.baselineEpochs());
        node.put("discordance", finite(tested.discordance()));
        node.put("dropped", tested.dropped());
        node.put("detectable", finite(tested.detectable()));
        node.put("needed", tested.needed().orElse(null));
        return node;
    }

    private static ObjectNode floored(CheckResult.Floored floored) {
        ObjectNode node = NODES.objectNode();
        node.put("low", finite(floored.low()));
        node.put("pFail", finite(floored.failP()));
        node.put("pFailAdjusted", finite(floored.failPAdjusted()));
        node.put("effectiveSize", finite(floored.size()));
        node.put("n", floored.n());
        node.put("clusters", floored.clusters());
        return node;
    }

    private static ObjectNode sequential(CheckResult.Sequential sequential) {
        ObjectNode node = NODES.objectNode();
        node.put("orderSeed", sequential.orderSeed());
        node.put("t", sequential.used());
        node.put("cap", sequential.cap());
        node.put("delta", finite(sequential.margin()));
        node.put("alpha", finite(sequential.alpha()));
        node.put("m", sequential.checks());
        node.set("pass", side(sequential.pass()));
        node.set("fail", side(sequential.fail()));
        node.put("afterStop", sequential.afterStop());
        return node;
    }

    private static ObjectNode side(CheckResult.Side side) {
        return NODES.objectNode().put("logE", finite(side.logE())).put("maxLogE", finite(side.maxLogE())).put("sumSq", finite(side.sumSq()));
    }

    private static ObjectNode pair(GateReport.Compared pair) {
        ObjectNode node = NODES.objectNode();
        node.put("candidate", text(pair.candidate()));
        node.set("candidateFingerprint", fingerprint(pair.candidateFingerprint()));
        node.put("baseline", text(pair.baseline()));
        node.set("baselineFingerprint", pair.baselineFingerprint().map(GateJson::fingerprint).orElse(null));
        return node;
    }

    private static ObjectNode fingerprint(Fingerprint fingerprint) {
        ObjectNode node = NODES.objectNode();
        node.put("dataset", text(fingerprint.dataset()));
        node.put("prompt", fingerprint.prompt().map(GateJson::text).orElse(null));
        node.put("scorer", text(fingerprint.scorer()));
        node.put("judge", fingerprint.judge().map(GateJson::text).orElse(null));
        node.put("sampling", text(fingerprint.sampling()));
        node.put("epochs", fingerprint.epochs());
        node.put("harness", text(fingerprint.harness()));
        node.put("isolation", fingerprint.isolation().map(Isolation::name).orElse(null));
        return node;
    }

    private static String text(String text) {
        return VisibleText.line(text, CheckWords.LONGEST_SENTENCE);
    }

    /// JSON knows no infinity: what is none is `null`.
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static @Nullable Double finite(Optional<Double> value) {
        return value.filter(Double::isFinite).orElse(null);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// `MAX_DROP` as `maxDrop`.
    private static String camel(Check.Bound bound) {
        return switch (bound) {
            case MAX_DROP -> "maxDrop";
            case MAX_INCREASE -> "maxIncrease";
            case MIN -> "min";
            case MAX -> "max";
        };
    }
}
