package dev.assay.reports.gate;

import dev.assay.reports.gate.CheckResult.Sequential;
import dev.assay.reports.gate.SequentialResult.Decision;
import java.util.List;
import java.util.Optional;

/// Where the bets of a run stand, as it is kept beside the log. The log alone gives the same numbers again, to the last bit; what the log does not
/// hold is where the caps came from.
///
/// @param orderSeed fixes the order of the samples
/// @param extended whether caps were passed over
/// @param courses one for every task and model
public record SequentialState(long orderSeed, boolean extended, List<Course> courses) {

    public SequentialState {
        courses = List.copyOf(courses);
    }

    /// One model on one task.
    ///
    /// @param turns how many turns of the list have entered
    /// @param available how many the list has
    /// @param trials how many trials were taken
    /// @param finished whether nothing of it is worth asking any more
    /// @param afterStop trials that were in flight at the stop, and entered nothing
    public record Course(String task, String model, int turns, int available, long trials, boolean finished, long afterStop, List<Bet> bets) {
        public Course {
            bets = List.copyOf(bets);
        }
    }

    /// One check.
    ///
    /// @param metric what the rule measures
    /// @param bound which bound
    /// @param margin its value, as written
    /// @param level the rule's level
    /// @param capFrom where the cap comes from
    /// @param decision what is decided
    /// @param sequential the numbers
    public record Bet(String metric, Check.Bound bound, String margin, Rule.Level level, String capFrom, Decision decision, Sequential sequential) {

        boolean isOf(Check check) {
            return metric.equals(check.rule().metric()) && bound == check.bound() && margin.equals(check.margin().text()) && level == check.rule().level();
        }
    }

    /// How many trials were taken in all.
    public long trials() {
        return courses.stream().mapToLong(Course::trials).sum();
    }

    /// Whether nothing of the run is worth asking any more.
    public boolean finished() {
        return courses.stream().allMatch(Course::finished);
    }

    /// Whether a check that decides about the run is open although its task was given up, so that an extension would go on asking.
    public boolean open() {
        return courses.stream().filter(course -> course.turns() < course.available())
            .anyMatch(course -> course.bets().stream()
                .anyMatch(bet -> bet.level() == Rule.Level.FAIL && bet.bound() != Check.Bound.MIN && bet.decision() == Decision.OPEN));
    }

    /// The terms under which this was made; a check that is not in it has a standard cap.
    public SequentialTerms terms(double alpha) {
        SequentialCaps standard = SequentialCaps.standard(alpha);
        return new SequentialTerms(orderSeed,
            (check, available) -> bet(check).map(bet -> new SequentialCaps.Cap(bet.sequential().cap(), bet.capFrom())).orElse(standard.of(check, available)),
            extended);
    }

    private Optional<Bet> bet(Check check) {
        return courses.stream().filter(course -> course.task().equals(check.task()) && course.model().equals(check.model()))
            .flatMap(course -> course.bets().stream()).filter(bet -> bet.isOf(check)).findFirst();
    }

    /// What is not the same in another state, in sentences; empty if both agree to the last bit.
    public List<String> disagreements(SequentialState other) {
        if (equals(other)) {
            return List.of();
        }
        List<String> found = courses.stream().filter(course -> !other.courses.contains(course))
            .map(course -> course.task() + " of " + course.model() + " stands at turn " + course.turns() + " here, and "
                + other.courses.stream().filter(o -> o.task().equals(course.task()) && o.model().equals(course.model())).findFirst()
                    .map(o -> o.turns() == course.turns() ? "at another capital there" : "at turn " + o.turns() + " there").orElse("not at all there"))
            .toList();
        return found.isEmpty() ? List.of("the order, the terms or the list of tasks differ") : found;
    }
}
