package dev.assay.reports.format;

import dev.assay.core.metric.rank.RankInterval;
import dev.assay.reports.board.Duel;
import dev.assay.reports.board.LevelTable;
import dev.assay.reports.board.Standings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How rows stand to one another, for machines: rows are named by their place in `rows`, from 0.
final class JsonStandings {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonStandings() {
    }

    static ObjectNode of(Standings standings) {
        ObjectNode node = NODES.objectNode();
        standings.leaders().forEach(node.putArray("leaders")::add);
        ArrayNode bands = node.putArray("bands");
        standings.bands().forEach(band -> band.forEach(bands.addArray()::add));
        node.put("adjusted", "Holm");
        node.set("pairs", pairs(standings.duels()));
        return node;
    }

    /// `{"best": 1, "worst": 3}`, or null.
    static JsonNode ranks(Optional<RankInterval> ranks) {
        return ranks.map(range -> (JsonNode) NODES.objectNode().put("best", range.best()).put("worst", range.worst())).orElse(NODES.nullNode());
    }

    private static ArrayNode pairs(List<Duel> duels) {
        ArrayNode pairs = NODES.arrayNode();
        for (Duel duel : duels) {
            ObjectNode pair = pairs.addObject().put("a", duel.a()).put("b", duel.b()).put("n", duel.n()).put("difference", duel.effect());
            pair.put("low", duel.interval().map(interval -> interval.low()).orElse(null));
            pair.put("high", duel.interval().map(interval -> interval.high()).orElse(null));
            pair.put("standardError", duel.standardError().orElse(null));
            pair.put("p", duel.p()).put("pAdjusted", duel.adjusted()).put("found", duel.found());
            pair.put("detectableDifference", duel.detectable().orElse(null));
            pair.put("obstacle", duel.obstacle().map(obstacle -> obstacle.name().toLowerCase(Locale.ROOT).replace('_', ' ')).orElse(null));
        }
        return pairs;
    }

    static ObjectNode level(LevelTable table) {
        ObjectNode node = NODES.objectNode();
        node.put("task", VisibleText.line(table.task()));
        node.put("level", VisibleText.line(table.level(), 200));
        node.put("exploratory", true);
        ArrayNode rows = node.putArray("rows");
        table.rows().forEach(row -> {
            ObjectNode one = rows.addObject().put("run", row.run()).put("model", VisibleText.line(row.model().toString()));
            one.set("accuracy", JsonSummary.estimate(row.accuracy()));
            one.put("epochsLeast", row.epochs().least()).put("epochsMost", row.epochs().most());
        });
        node.put("adjusted", "Benjamini-Hochberg over all levels of the task");
        node.set("pairs", pairs(table.duels()));
        return node;
    }
}
