package dev.assay.reports.gate;

import dev.assay.core.metric.ScoredSample;
import dev.assay.core.run.SampleOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How much two runs of one task differ, turn by turn: what the caps of a sequential gate are made from.
public final class SequentialSpread {

    private SequentialSpread() {
    }

    /// Whether two runs asked the same, so that what they differ by is chance.
    public static boolean comparable(TaskResults one, TaskResults other) {
        return one.complete() && other.complete() && one.task().equals(other.task()) && one.samples().size() == other.samples().size()
            && Comparability.of(one, other, Set.of()).forbidden().isEmpty();
    }

    /// The mean square of differences: of samples, or of the plain means of clusters.
    ///
    /// @return absent if no sample has a value on both sides, or the metric is no measure between 0 and 1
    public static Optional<Double> meanSquare(TaskResults one, TaskResults other, String metric) {
        Optional<GateMetric> measure = GateMetric.of(metric).filter(m -> !m.relative());
        Map<String, SampleEpochs> partners = new HashMap<>();
        other.samples().forEach(sample -> partners.put(sample.sample(), sample));
        Map<String, Optional<String>> clusters = new LinkedHashMap<>();
        one.samples().forEach(sample -> clusters.put(sample.sample(), sample.cluster()));
        Map<String, Double> differences = new HashMap<>();
        for (SampleEpochs sample : one.samples()) {
            Optional<Double> now = measure.flatMap(m -> value(m, sample));
            Optional<Double> then = measure.flatMap(m -> Optional.ofNullable(partners.get(sample.sample())).flatMap(p -> value(m, p)));
            if (now.isPresent() && then.isPresent()) {
                differences.put(sample.sample(), now.get() - then.get());
            }
        }
        List<Double> squares = new ArrayList<>();
        for (SampleOrder.Turn turn : SampleOrder.of(0, one.task(), clusters).turns()) {
            turn.samples().stream().filter(differences::containsKey).mapToDouble(sample -> differences.getOrDefault(sample, 0.0)).average()
                .ifPresent(mean -> squares.add(mean * mean));
        }
        return squares.isEmpty() ? Optional.empty() : Optional.of(squares.stream().mapToDouble(Double::doubleValue).average().orElse(0));
    }

    private static Optional<Double> value(GateMetric metric, SampleEpochs sample) {
        return Optional.of(metric.scores(sample)).filter(scored -> !scored.scores().isEmpty()).map(ScoredSample::mean);
    }
}
