package dev.assay.reports.format;

import dev.assay.core.metric.Interval;
import dev.assay.core.metric.VarianceSplit;
import dev.assay.core.metric.compare.BinaryPairs;
import dev.assay.core.metric.compare.PairedDifference;
import dev.assay.reports.board.Comparison;
import dev.assay.reports.board.Comparison.Answer;
import dev.assay.reports.board.Comparison.Discordant;
import dev.assay.reports.board.Comparison.OfTask;
import dev.assay.reports.board.Duel;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A comparison in full precision, for machines. Differences are the first less the second; unknown is `null`. All of it is ASCII, and hidden characters
/// of others' texts are made visible. Within a version of its `schema` fields are only added.
public final class ComparisonJson implements ComparisonFormat {

    /// The name and version of the form.
    public static final String SCHEMA = "assay.comparison/1";

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LONGEST = 1_000;

    @Override
    public String fileName() {
        return "comparison.json";
    }

    @Override
    public void write(Comparison comparison, Writer out) throws IOException {
        try {
            out.write(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree(comparison)));
        } catch (JacksonException e) {
            throw new IOException("comparison.json cannot be written: " + e.getOriginalMessage(), e);
        }
        out.write("\n");
        out.flush();
    }

    private static ObjectNode tree(Comparison comparison) {
        ObjectNode root = NODES.objectNode();
        root.put("schema", SCHEMA);
        root.set("a", side(comparison.a()));
        root.set("b", side(comparison.b()));
        root.put("headline", new ComparisonWords(comparison).headline());
        root.put("adjusted", "Holm over every test shown");
        ArrayNode tasks = root.putArray("tasks");
        comparison.tasks().forEach(task -> tasks.add(task(task)));
        root.set("overall", comparison.overall().map(duel -> (JsonNode) overall(duel)).orElse(NODES.nullNode()));
        root.set("lost", items(comparison.lost()));
        root.set("won", items(comparison.won()));
        ArrayNode notes = root.putArray("notes");
        comparison.notes().forEach(note -> notes.add(VisibleText.line(note, LONGEST)));
        return root;
    }

    private static ObjectNode side(Comparison.Side side) {
        return NODES.objectNode().put("run", VisibleText.line(side.run())).put("model", VisibleText.line(side.model().toString())).put("seed", side.seed());
    }

    private static ObjectNode task(OfTask task) {
        ObjectNode node = NODES.objectNode();
        node.put("task", VisibleText.line(task.task()));
        node.put("scorer", task.scorer().map(Object::toString).orElse(null));
        node.put("incomparable", task.incomparable().orElse(null));
        node.set("a", task.a().map(estimate -> (JsonNode) JsonSummary.estimate(estimate)).orElse(NODES.nullNode()));
        node.set("b", task.b().map(estimate -> (JsonNode) JsonSummary.estimate(estimate)).orElse(NODES.nullNode()));
        node.set("difference", task.difference().map(difference -> (JsonNode) difference(task, difference)).orElse(NODES.nullNode()));
        node.set("noiseA", noise(task.answersA()));
        node.set("noiseB", noise(task.answersB()));
        return node;
    }

    private static ObjectNode difference(OfTask task, PairedDifference difference) {
        ObjectNode node = NODES.objectNode();
        node.put("effect", difference.effect().orElse(null));
        node.put("low", difference.interval().map(Interval::low).orElse(null));
        node.put("high", difference.interval().map(Interval::high).orElse(null));
        node.put("standardError", difference.standardError().orElse(null));
        node.put("p", difference.p().map(PairedDifference.Tail::twoSided).orElse(null));
        node.put("pAdjusted", task.adjusted().orElse(null));
        node.put("found", task.found());
        node.put("method", difference.method().map(ComparisonJson::word).orElse(null));
        node.put("n", difference.n());
        node.put("clusters", difference.clusters());
        node.put("dropped", difference.dropped());
        node.put("won", task.won());
        node.put("lost", task.lost());
        node.put("onlyA", difference.binary().map(BinaryPairs::aOnly).orElse(null));
        node.put("onlyB", difference.binary().map(BinaryPairs::bOnly).orElse(null));
        node.put("correlation", difference.correlation().orElse(null));
        node.put("pairingSaved", difference.pairingSaved().orElse(null));
        node.put("detectableDifference", difference.detectable().orElse(null));
        node.put("obstacle", difference.obstacle().map(ComparisonJson::word).orElse(null));
        return node;
    }

    private static ObjectNode overall(Duel duel) {
        ObjectNode node = NODES.objectNode().put("effect", duel.effect());
        node.put("low", duel.interval().map(Interval::low).orElse(null));
        node.put("high", duel.interval().map(Interval::high).orElse(null));
        node.put("standardError", duel.standardError().orElse(null));
        node.put("p", duel.p()).put("pAdjusted", duel.adjusted()).put("found", duel.found()).put("n", duel.n());
        node.put("detectableDifference", duel.detectable().orElse(null));
        node.put("obstacle", duel.obstacle().map(ComparisonJson::word).orElse(null));
        return node;
    }

    private static JsonNode noise(Optional<VarianceSplit> split) {
        return split.map(parts -> {
            ObjectNode node = NODES.objectNode().put("items", parts.items()).put("within", parts.within());
            node.put("answerShare", parts.answerShare().orElse(null));
            return (JsonNode) node.put("totalError", parts.totalError()).put("sameSamplesError", parts.sameSamplesError());
        }).orElse(NODES.nullNode());
    }

    private static ArrayNode items(List<Discordant> items) {
        ArrayNode array = NODES.arrayNode();
        for (Discordant item : items) {
            ObjectNode node = array.addObject().put("task", VisibleText.line(item.task())).put("sample", VisibleText.line(item.pair().sample()));
            node.put("meanA", item.pair().a()).put("meanB", item.pair().b()).put("difference", item.pair().difference());
            node.put("expected", item.expected().map(text -> VisibleText.line(text, LONGEST)).orElse(null));
            answers(item.a(), node.putArray("a"));
            answers(item.b(), node.putArray("b"));
        }
        return array;
    }

    private static void answers(List<Answer> answers, ArrayNode array) {
        answers.forEach(answer -> array.addObject().put("epoch", answer.epoch()).put("verdict", answer.word()).put("found",
            answer.extracted().map(text -> VisibleText.line(text, LONGEST)).orElse(null)));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
