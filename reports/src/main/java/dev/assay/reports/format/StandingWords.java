package dev.assay.reports.format;

import dev.assay.core.metric.compare.Obstacle;
import dev.assay.reports.board.Duel;
import dev.assay.reports.board.Figures;
import dev.assay.reports.board.LevelTable;
import dev.assay.reports.board.Standings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the paired tests of a table say, in sentences that every output shares. Two models are put in order by words only where a difference is shown
/// and their ranks do not overlap.
final class StandingWords {

    /// What tables of levels are good for.
    static final String EXPLORATORY = "Exploratory: the tests of all levels of a task are adjusted together by Benjamini and Hochberg, so that about one in ten of the "
        + "differences pointed at may be chance. They name no winner.";

    /// So many sentences about neighbours are written; the rest is counted.
    private static final int MOST_NEIGHBOURS = 6;
    private static final int MOST_NAMES = 8;

    private StandingWords() {
    }

    /// The sentences of a table.
    ///
    /// @param names the rows' names in their order, as they may stand in the output
    static List<String> lines(Standings standings, List<String> names) {
        if (names.size() < 2) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        leaders(standings, names).ifPresent(lines::add);
        standings.bands().stream().filter(band -> band.size() > 2 && !band.equals(standings.leaders()))
            .forEach(band -> lines.add("Not told apart: " + listed(band, names) + "."));
        List<String> neighbours = standings.neighbours().flatMap(duel -> neighbours(standings, duel, names).stream()).toList();
        lines.addAll(neighbours.stream().limit(MOST_NEIGHBOURS).toList());
        if (neighbours.size() > MOST_NEIGHBOURS) {
            lines.add(neighbours.size() - MOST_NEIGHBOURS + " more pairs of neighbours are not told apart; summary.json has every pair.");
        }
        unranked(standings, names).ifPresent(lines::add);
        return lines;
    }

    private static Optional<String> leaders(Standings standings, List<String> names) {
        List<Integer> leaders = standings.leaders();
        return leaders.isEmpty() ? Optional.empty() : Optional.of((leaders.size() == 1 ? "Leads: " : "Leading group: ") + listed(leaders, names) + ".");
    }

    private static Optional<String> unranked(Standings standings, List<String> names) {
        List<Integer> without = IntStream.range(0, names.size()).filter(row -> standings.ranks().get(row).isEmpty()).boxed().toList();
        return without.isEmpty()
            ? Optional.empty()
            : Optional.of("No rank: " + listed(without, names) + ", as no other model here has results for the same samples.");
    }

    private static Optional<String> neighbours(Standings standings, Duel duel, List<String> names) {
        if (standings.ordered(duel)) {
            return Optional.empty();
        }
        String pair = names.get(duel.a()) + " and " + names.get(duel.b());
        if (duel.obstacle().isPresent()) {
            return Optional.of("No verdict between " + pair + ": " + why(duel.obstacle().get()) + ".");
        }
        return Optional.of(duel.found()
            ? "A difference between " + pair + " was found (" + figures(duel) + "), but their ranks overlap."
            : noDifference(pair, duel));
    }

    /// `No difference found between A and B (4.8 pp, interval -1.7 to 11.2; this run could have found 9.2 pp).`
    private static String noDifference(String pair, Duel duel) {
        boolean apart = duel.interval().filter(interval -> interval.low() > 0 || interval.high() < 0).isPresent();
        return "No difference found between " + pair + " (" + figures(duel) + (apart ? ", p " + Figures.p(duel.adjusted()) + " after all pairs" : "")
            + duel.detectable().map(difference -> "; this run could have found " + Figures.difference(difference)).orElse("") + ").";
    }

    private static String figures(Duel duel) {
        return Figures.difference(duel.effect()) + duel.interval().map(interval -> ", interval " + Figures.range(interval)).orElse("");
    }

    /// Why a comparison gives no verdict.
    static String why(Obstacle obstacle) {
        return switch (obstacle) {
            case NO_SAMPLES -> "no sample has a score of both";
            case DIFFERENT_SAMPLES -> "they were not asked the same samples";
            case TOO_MANY_DROPPED -> "more than 2% of the samples lack a score of one of them";
            case TOO_FEW_CLUSTERS -> "too few independent samples, fewer than 6 clusters";
        };
    }

    /// The differences that an exploratory table points at.
    static List<String> exploratory(LevelTable table, List<String> names) {
        return table.duels().stream().filter(Duel::found)
            .map(duel -> names.get(duel.a()) + " and " + names.get(duel.b()) + " may differ here (" + figures(duel) + ", adjusted p "
                + Figures.p(duel.adjusted())
                + ").")
            .toList();
    }

    private static String listed(List<Integer> rows, List<String> names) {
        String shown = rows.stream().limit(MOST_NAMES).map(names::get).collect(Collectors.joining(", "));
        return rows.size() > MOST_NAMES ? shown + " and " + (rows.size() - MOST_NAMES) + " more" : shown;
    }
}
