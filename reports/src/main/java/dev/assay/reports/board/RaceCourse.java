package dev.assay.reports.board;

import dev.assay.core.metric.Interval;
import dev.assay.core.metric.rank.Race;
import dev.assay.core.metric.sequential.ConfidenceSequence;
import dev.assay.core.run.SampleOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// A race of several models over the same samples: takes results as they come, looks at them in one seeded order, drops models that are beaten, and
/// says what is worth asking.
///
/// Results wait until the turn before theirs is whole for every model that is still in the race; so what is dropped when is a function of the
/// results alone. A turn is a sample, or a cluster of them, which counts with its plain mean. The turns of several tasks stand in one random order,
/// so the race is about the mean over all samples, whatever task they come from. [Race] says what is guaranteed.
///
/// For one thread; whoever asks from several holds a lock.
public final class RaceCourse {

    /// How often the best model may be lost.
    public static final double ALPHA = 0.05;
    private static final double INTERVAL_ALPHA = 0.05;

    private final List<String> models;
    private final List<SampleOrder.Turn> turns;
    private final Map<Place, Integer> places = new HashMap<>();
    private final Map<String, Integer> epochs;
    private final Map<Place, Map<String, Map<Integer, Optional<Double>>>> waiting = new HashMap<>();
    private final List<List<Double>> scores = new ArrayList<>();
    private final Map<String, Dropped> dropped = new TreeMap<>();
    private final long[] trialsBefore;
    private Race race;
    private int next;

    private record Place(String task, String sample) {
    }

    /// When a model left the race.
    ///
    /// @param turn after so many turns
    /// @param by who beat it
    public record Dropped(int turn, String by) {
    }

    /// Where a model stands.
    ///
    /// @param model its name
    /// @param mean of its scores, over the turns that entered while it ran; absent if none had a score
    /// @param interval 95 %, by a confidence sequence: it holds although the race stopped when it liked
    /// @param turns how many entered with a score
    /// @param dropped when it left; absent if it is still in the race
    public record Standing(String model, Optional<Double> mean, Optional<Interval> interval, int turns, Optional<Dropped> dropped) {
    }

    /// Before the first result.
    ///
    /// @param models who runs, at least one
    /// @param orders the samples of every task
    /// @param epochs by a task how often each sample is asked
    public RaceCourse(List<String> models, List<SampleOrder> orders, Map<String, Integer> epochs) {
        this.models = List.copyOf(models);
        this.turns = SampleOrder.together(orders);
        this.epochs = Map.copyOf(epochs);
        this.race = Race.of(models.size(), ALPHA);
        models.forEach(_ -> scores.add(new ArrayList<>()));
        this.trialsBefore = new long[turns.size() + 1];
        for (int turn = 0; turn < turns.size(); turn++) {
            trialsBefore[turn + 1] = trialsBefore[turn] + (long) turns.get(turn).samples().size() * epochs.getOrDefault(turns.get(turn).task(), 1);
            for (String sample : turns.get(turn).samples()) {
                places.put(new Place(turns.get(turn).task(), sample), turn);
            }
        }
    }

    /// Takes the result of one trial, in whatever order they come.
    ///
    /// @param score in 0 to 1; absent if it has none
    public void take(String model, String task, String sample, int epoch, Optional<Double> score) {
        Place place = new Place(task, sample);
        if (!places.containsKey(place) || !models.contains(model)) {
            throw new IllegalArgumentException(task + "/" + sample + "#" + epoch + "@" + model + " was never to be asked.");
        }
        if (!taken(model, place, epoch)) {
            waiting.computeIfAbsent(place, _ -> new HashMap<>()).computeIfAbsent(model, _ -> new TreeMap<>()).put(epoch, score);
            advance();
        }
    }

    /// Forgets results without a score whose turn has not come: a race that goes on asks them again.
    public void reopen() {
        waiting.values().forEach(byModel -> byModel.values().forEach(results -> results.values().removeIf(Optional::isEmpty)));
    }

    private boolean taken(String model, Place place, int epoch) {
        return places.getOrDefault(place, 0) < next || results(place, model).containsKey(epoch);
    }

    private Map<Integer, Optional<Double>> results(Place place, String model) {
        return waiting.getOrDefault(place, Map.of()).getOrDefault(model, Map.of());
    }

    private void advance() {
        while (!finished() && whole(turns.get(next))) {
            enter(turns.get(next));
            next++;
        }
    }

    private boolean whole(SampleOrder.Turn turn) {
        int wanted = epochs.getOrDefault(turn.task(), 1);
        return race.survivors().stream()
            .allMatch(m -> turn.samples().stream().allMatch(sample -> results(new Place(turn.task(), sample), models.get(m)).size() >= wanted));
    }

    private void enter(SampleOrder.Turn turn) {
        List<Integer> running = race.survivors();
        List<Optional<Double>> now = new ArrayList<>();
        for (int m = 0; m < models.size(); m++) {
            Optional<Double> score = running.contains(m) ? mean(turn, models.get(m)) : Optional.empty();
            score.ifPresent(scores.get(m)::add);
            now.add(score);
        }
        race = race.after(now);
        turn.samples().forEach(sample -> waiting.remove(new Place(turn.task(), sample)));
        List<Integer> left = race.survivors();
        running.stream().filter(m -> !left.contains(m)).forEach(m -> dropped.put(models.get(m), new Dropped(next + 1, models.get(winnerOver(m)))));
    }

    /// Whoever has the most against it.
    private int winnerOver(int loser) {
        int winner = loser == 0 ? 1 : 0;
        for (int m = 0; m < models.size(); m++) {
            if (m != loser && race.wagers().get(m).get(loser).logCapital() > race.wagers().get(winner).get(loser).logCapital()) {
                winner = m;
            }
        }
        return winner;
    }

    private Optional<Double> mean(SampleOrder.Turn turn, String model) {
        double sum = 0;
        int scored = 0;
        for (String sample : turn.samples()) {
            double[] values = results(new Place(turn.task(), sample), model).values().stream().flatMap(Optional::stream).mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
            if (values.length > 0) {
                sum += java.util.Arrays.stream(values).sum() / values.length;
                scored++;
            }
        }
        return scored == 0 ? Optional.empty() : Optional.of(Math.clamp(sum / scored, 0, 1));
    }

    /// Whether a trial is worth asking: its model is in the race, the race is open, and its result is not here.
    public boolean wants(String model, String task, String sample, int epoch) {
        Place place = new Place(task, sample);
        int m = models.indexOf(model);
        return m >= 0 && places.containsKey(place) && !finished() && race.running().get(m) && !taken(model, place, epoch);
    }

    /// Whether a trial stands within a window behind the first turn that was not looked at, so that a fast model does not run ahead of a slow one.
    ///
    /// @param window in trials of one model, at least 1
    public boolean isTime(String task, String sample, int window) {
        int place = places.getOrDefault(new Place(task, sample), next);
        return place <= next || trialsBefore[place] - trialsBefore[next] < window;
    }

    /// Takes a model out of which no more results will come. It was not beaten, and nobody is certain while it might have won.
    public void withdraw(String model) {
        int m = models.indexOf(model);
        if (m >= 0 && race.running().get(m)) {
            List<Boolean> running = new ArrayList<>(race.running());
            running.set(m, false);
            race = new Race(running, race.alpha(), race.samples(), race.wagers());
            advance();
        }
    }

    /// Whether one model alone is left, or every sample was looked at.
    public boolean finished() {
        return next >= turns.size() || race.survivors().isEmpty() || (models.size() > 1 && race.decided());
    }

    /// How many turns were looked at.
    public int turns() {
        return next;
    }

    /// How many turns there are.
    public int available() {
        return turns.size();
    }

    /// The models still in the race.
    List<String> survivors() {
        return race.survivors().stream().map(models::get).toList();
    }

    /// Those still in the race, then those that left it, the last first; within each, the higher mean first.
    public List<Standing> standings() {
        List<Standing> all = new ArrayList<>();
        for (int m = 0; m < models.size(); m++) {
            all.add(standing(m));
        }
        all.sort((a, b) -> {
            int left = Integer.compare(turn(b), turn(a));
            return left != 0 ? left : Double.compare(b.mean.orElse(-1.0), a.mean.orElse(-1.0));
        });
        return List.copyOf(all);
    }

    private static int turn(Standing standing) {
        return standing.dropped().map(Dropped::turn).orElse(Integer.MAX_VALUE);
    }

    private Standing standing(int m) {
        List<Double> own = scores.get(m);
        if (own.isEmpty()) {
            return new Standing(models.get(m), Optional.empty(), Optional.empty(), 0, Optional.ofNullable(dropped.get(models.get(m))));
        }
        ConfidenceSequence sequence = new ConfidenceSequence(INTERVAL_ALPHA);
        own.forEach(sequence::observe);
        double mean = own.stream().mapToDouble(Double::doubleValue).sum() / own.size();
        return new Standing(models.get(m), Optional.of(mean), Optional.of(sequence.range()), own.size(), Optional.ofNullable(dropped.get(models.get(m))));
    }
}
