package dev.assay.reports.board;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Scores by sample. Full and no credit, nearly all there is, are counted; only partial credit is kept one by one.
final class Tally {

    private static final Double ONE = 1.0;
    private static final Double ZERO = 0.0;

    private final IntColumn right = new IntColumn();
    private final IntColumn wrong = new IntColumn();
    private final Map<Integer, List<Double>> partial = new HashMap<>();

    void add(int sample, double credit) {
        if (credit == 1) {
            right.add(sample, 1);
        } else if (credit == 0) {
            wrong.add(sample, 1);
        } else {
            partial.computeIfAbsent(sample, _ -> new ArrayList<>(1)).add(credit);
        }
    }

    /// How many scores a sample has.
    int count(int sample) {
        return right.get(sample) + wrong.get(sample) + partials(sample).size();
    }

    private List<Double> partials(int sample) {
        return partial.isEmpty() ? List.of() : partial.getOrDefault(sample, List.of());
    }

    /// Adds a sample's scores to a list; a sum does not depend on their order, but the last digit of one may: it is fixed here.
    void into(int sample, List<Double> scores) {
        scores.addAll(Collections.nCopies(right.get(sample), ONE));
        scores.addAll(Collections.nCopies(wrong.get(sample), ZERO));
        scores.addAll(partials(sample).stream().sorted().toList());
    }
}
