package dev.assay.reports.gate;

import dev.assay.core.run.SampleOrder;
import dev.assay.reports.gate.SampleEpochs.Epoch;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One model on one task at a sequential gate: takes results as they come, looks at them in the order of the list, and says what is worth asking.
///
/// **The order rule.** Results arrive in the order in which answers end, and easy questions end first. Bets made in that order would be unfair, so
/// a result waits here until every sample before it in the [SampleOrder] is whole. What is decided, and after how many samples, is thus a
/// function of the results alone and of no clock: any order of arrival, a run that was killed and resumed, and a log that is read again give the
/// same numbers to the last bit.
///
/// **Stopping.** The task is asked until each check that holds it is decided or has come to its cap; with extension there is no cap but the end of
/// the list. While more than two samples of a hundred had to be left out, it goes on, up to the cap, although all is decided: else an outage would
/// leave no verdict. A check that does not hold its task takes what it is given. A floor beside a comparison never holds it, since a floor that is
/// kept is never decided. What was in flight at the stop never enters.
///
/// **Samples that are always wanted** are asked whatever is decided, and enter only if their turn comes before the stop.
///
/// For one thread; whoever asks from several holds a lock.
public final class SequentialCourse {

    private final SampleOrder order;
    private final Map<String, Integer> places;
    private final int epochs;
    private final List<SequentialTrack> tracks;
    private final Entrants entrants;
    private final boolean extend;
    private final Map<String, SortedMap<Integer, Epoch>> waiting = new HashMap<>();
    private final int[] samplesBefore;
    private int next;

    /// What is known of the samples before any is asked.
    ///
    /// @param baseline by a sample's id what became of it in the baseline; empty without one
    /// @param always the samples that are asked whatever is decided
    public record Entrants(Map<String, SampleEpochs> baseline, Set<String> always) {
        public Entrants {
            baseline = Map.copyOf(baseline);
            always = Set.copyOf(always);
        }
    }

    /// Before the first result.
    ///
    /// @param order every sample of the task
    /// @param epochs how often each is asked, at least 1
    /// @param alpha the error rate of each side of each check, strictly between 0 and 1
    /// @param checks what is to be decided; none: everything is asked
    /// @param entrants what is known of the samples
    /// @param extend whether caps are passed over
    public SequentialCourse(SampleOrder order, int epochs, double alpha, List<SequentialCheck> checks, Entrants entrants, boolean extend) {
        if (epochs < 1) {
            throw new IllegalArgumentException("Each sample is asked at least once, not " + epochs + " times.");
        }
        this.order = order;
        this.places = order.places();
        this.samplesBefore = new int[order.turns().size() + 1];
        for (int turn = 0; turn < order.turns().size(); turn++) {
            samplesBefore[turn + 1] = samplesBefore[turn] + order.turns().get(turn).samples().size();
        }
        this.epochs = epochs;
        this.tracks = checks.stream().map(check -> new SequentialTrack(check, alpha)).toList();
        this.entrants = entrants;
        this.extend = extend;
    }

    /// Takes the result of one trial, in whatever order they come. A second result of the same trial changes nothing.
    ///
    /// @param epoch from 1
    /// @throws IllegalArgumentException if the order does not know the sample, or it has no such epoch
    public void take(String sample, int epoch, Epoch result) {
        if (!places.containsKey(sample) || epoch < 1 || epoch > epochs) {
            throw new IllegalArgumentException(order.task() + "/" + sample + "#" + epoch + " was never to be asked.");
        }
        if (!taken(sample, epoch)) {
            waiting.computeIfAbsent(sample, _ -> new TreeMap<>()).put(epoch, result);
            advance();
        }
    }

    /// Takes all epochs of a sample, as a log has them.
    public void take(SampleEpochs sample) {
        for (int i = 0; i < Math.min(epochs, sample.epochs().size()); i++) {
            take(sample.sample(), i + 1, sample.epochs().get(i));
        }
    }

    /// Forgets results without a score whose turn has not come: a run that goes on asks them again. What has entered stays as it is.
    public void reopen() {
        waiting.values().forEach(results -> results.values().removeIf(result -> result.score().isEmpty()));
        waiting.values().removeIf(Map::isEmpty);
    }

    private boolean taken(String sample, int epoch) {
        return places.getOrDefault(sample, next) < next || results(sample).containsKey(epoch);
    }

    private void advance() {
        while (goesOn() && whole(order.turns().get(next))) {
            enter(order.turns().get(next));
            next++;
        }
    }

    private SortedMap<Integer, Epoch> results(String sample) {
        return waiting.getOrDefault(sample, Collections.emptySortedMap());
    }

    private boolean whole(SampleOrder.Turn turn) {
        return turn.samples().stream().allMatch(sample -> results(sample).size() == epochs);
    }

    private void enter(SampleOrder.Turn turn) {
        List<SequentialTrack.Both> both = turn.samples().stream().map(this::both).toList();
        tracks.forEach(track -> track.enter(both));
        turn.samples().forEach(waiting::remove);
    }

    private SequentialTrack.Both both(String sample) {
        List<Epoch> results = List.copyOf(results(sample).values());
        Optional<SampleEpochs> baseline = Optional.ofNullable(entrants.baseline().get(sample));
        return new SequentialTrack.Both(new SampleEpochs(sample, Optional.empty(), Collections.emptySortedSet(), results), baseline);
    }

    /// Whether a turn beyond those that entered is still to be bet on.
    private boolean goesOn() {
        return next < limit();
    }

    /// Before which turn asking ends, as far as is known.
    private int limit() {
        int all = order.turns().size();
        if (tracks.stream().noneMatch(track -> track.check().holds())) {
            return all;
        }
        boolean decided = holding().allMatch(SequentialTrack::decided);
        if (decided && holding().noneMatch(SequentialTrack::tooManyDropped)) {
            return next;
        }
        int cap = holding().filter(track -> decided || !track.decided()).mapToInt(track -> track.check().cap()).max().orElse(all);
        return extend ? all : Math.min(all, Math.max(next, cap));
    }

    private Stream<SequentialTrack> holding() {
        return tracks.stream().filter(track -> track.check().holds());
    }

    /// Whether a trial is worth asking: its result is not here, and its turn may still come, or its sample is always wanted.
    public boolean wants(String sample, int epoch) {
        Integer place = places.get(sample);
        if (place == null || taken(sample, epoch)) {
            return false;
        }
        return entrants.always().contains(sample) || (place >= next && place < limit());
    }

    /// Whether a trial stands within a window behind the first turn that has not entered. So many trials at most, less one, are asked in vain, and a
    /// slow answer holds up what is behind it.
    ///
    /// @param window in trials, at least 1
    public boolean isTime(String sample, int window) {
        int place = places.getOrDefault(sample, next);
        return stopped() || place <= next || before(place) - before(next) < window;
    }

    /// How many trials stand before a turn.
    private long before(int turn) {
        return (long) samplesBefore[turn] * epochs;
    }

    /// Whether nothing of this task is worth asking any more, those samples aside that are always wanted.
    public boolean stopped() {
        return !goesOn();
    }

    /// Whether nothing at all is worth asking any more.
    public boolean finished() {
        return stopped() && entrants.always().stream().noneMatch(sample -> places.containsKey(sample) && lacks(sample));
    }

    private boolean lacks(String sample) {
        for (int epoch = 1; epoch <= epochs; epoch++) {
            if (!taken(sample, epoch)) {
                return true;
            }
        }
        return false;
    }

    /// How many turns have entered.
    public int turns() {
        return next;
    }

    /// How many trials were taken, those that wait and those after the stop included.
    public long trials() {
        long inside = order.turns().subList(0, next).stream().mapToLong(turn -> turn.samples().size()).sum() * epochs;
        return inside + waiting.values().stream().mapToLong(Map::size).sum();
    }

    /// How many turns the list has.
    public int available() {
        return order.turns().size();
    }

    /// How many trials have a result that entered nothing, because they were in flight at the stop; 0 before it.
    public long afterStop() {
        if (goesOn()) {
            return 0;
        }
        return waiting.entrySet().stream().filter(entry -> !entrants.always().contains(entry.getKey())).mapToLong(entry -> entry.getValue().size()).sum();
    }

    /// The samples that have entered.
    public Set<String> entered() {
        return order.turns().subList(0, next).stream().flatMap(turn -> turn.samples().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /// Where every check stands, in the order in which they were given.
    public List<SequentialResult> results() {
        return tracks.stream().map(track -> track.result(order.seed(), afterStop())).toList();
    }

    /// Where the bets of every check stand, without estimates.
    List<SequentialState.Bet> bets() {
        return tracks.stream().map(this::bet).toList();
    }

    private SequentialState.Bet bet(SequentialTrack track) {
        Check check = track.check().check();
        return new SequentialState.Bet(check.rule().metric(), check.bound(), check.margin().text(), check.rule().level(), track.check().capFrom(),
            track.decision(), track.sequential(order.seed(), afterStop()));
    }
}
