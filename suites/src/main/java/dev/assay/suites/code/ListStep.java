package dev.assay.suites.code;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// One step of a function over a list of whole numbers: what it does, how it is said, and how Python does it.
sealed interface ListStep {

    /// What becomes of a list.
    List<Long> apply(List<Long> values);

    /// The step in a sentence.
    String sentence();

    /// The step as a line of Python that changes `values`.
    String python();

    /// Steps that a careless programmer could write instead.
    List<ListStep> nearMisses();

    /// How a number is compared.
    enum Comparison {
        MORE(">", "greater than"), AT_LEAST(">=", "at least"), LESS("<", "less than"), AT_MOST("<=", "at most");

        private final String sign;
        private final String words;

        Comparison(String sign, String words) {
            this.sign = sign;
            this.words = words;
        }

        /// As it is written in Python and in Java.
        String sign() {
            return sign;
        }

        boolean holds(long value, long bound) {
            return switch (this) {
                case MORE -> value > bound;
                case AT_LEAST -> value >= bound;
                case LESS -> value < bound;
                case AT_MOST -> value <= bound;
            };
        }

        Comparison withOtherEdge() {
            return switch (this) {
                case MORE -> AT_LEAST;
                case AT_LEAST -> MORE;
                case LESS -> AT_MOST;
                case AT_MOST -> LESS;
            };
        }
    }

    /// Keeps numbers by their remainder.
    record KeepRemainder(int divisor, int remainder, boolean kept) implements ListStep {
        @Override
        public List<Long> apply(List<Long> values) {
            return values.stream().filter(value -> (Math.floorMod(value, divisor) == remainder) == kept).toList();
        }

        @Override
        public String sentence() {
            return (kept ? "Keep only" : "Remove") + " the numbers that leave remainder " + remainder + " when divided by " + divisor
                + " (a remainder is never negative).";
        }

        @Override
        public String python() {
            return "values = [v for v in values if v % " + divisor + (kept ? " == " : " != ") + remainder + "]";
        }

        @Override
        public List<ListStep> nearMisses() {
            return List.of(new KeepRemainder(divisor, (remainder + 1) % divisor, kept), new KeepRemainder(divisor, remainder, !kept));
        }
    }

    /// Keeps numbers by their size.
    record KeepCompared(Comparison comparison, int bound) implements ListStep {
        @Override
        public List<Long> apply(List<Long> values) {
            return values.stream().filter(value -> comparison.holds(value, bound)).toList();
        }

        @Override
        public String sentence() {
            return "Keep only the numbers that are " + comparison.words + " " + bound + ".";
        }

        @Override
        public String python() {
            return "values = [v for v in values if v " + comparison.sign + " " + bound + "]";
        }

        @Override
        public List<ListStep> nearMisses() {
            return List.of(new KeepCompared(comparison.withOtherEdge(), bound));
        }
    }

    /// Multiplies and adds.
    record Affine(int factor, int summand, boolean addFirst) implements ListStep {
        @Override
        public List<Long> apply(List<Long> values) {
            return values.stream().map(value -> addFirst
                ? Math.multiplyExact(Math.addExact(value, summand), factor)
                : Math.addExact(Math.multiplyExact(value, factor), summand)).toList();
        }

        @Override
        public String sentence() {
            return addFirst
                ? "Add " + summand + " to each number, then multiply the result by " + factor + "."
                : "Multiply each number by " + factor + ", then add " + summand + ".";
        }

        @Override
        public String python() {
            return addFirst
                ? "values = [(v + " + summand + ") * " + factor + " for v in values]"
                : "values = [v * " + factor + " + " + summand + " for v in values]";
        }

        @Override
        public List<ListStep> nearMisses() {
            return List.of(new Affine(factor, summand, !addFirst), new Affine(factor, summand + 1, addFirst));
        }
    }

    /// Sorts.
    record Sort(boolean rising) implements ListStep {
        @Override
        public List<Long> apply(List<Long> values) {
            List<Long> sorted = new ArrayList<>(values);
            sorted.sort(rising ? Long::compare : Collections.reverseOrder());
            return sorted;
        }

        @Override
        public String sentence() {
            return "Sort the numbers, the " + (rising ? "smallest" : "largest") + " first.";
        }

        @Override
        public String python() {
            return rising ? "values.sort()" : "values.sort(reverse=True)";
        }

        @Override
        public List<ListStep> nearMisses() {
            return List.of(new Sort(!rising));
        }
    }

    /// Keeps each value once.
    record Distinct(boolean first) implements ListStep {
        @Override
        public List<Long> apply(List<Long> values) {
            return first ? List.copyOf(new LinkedHashSet<>(values)) : List.copyOf(new LinkedHashSet<>(values.reversed())).reversed();
        }

        @Override
        public String sentence() {
            return "Of equal numbers keep only the " + (first ? "first" : "last") + "; the order of what is left stays.";
        }

        @Override
        public String python() {
            return first ? "values = list(dict.fromkeys(values))" : "values = list(dict.fromkeys(values[::-1]))[::-1]";
        }

        @Override
        public List<ListStep> nearMisses() {
            return List.of(new Distinct(!first));
        }
    }

    /// Drops numbers at one end.
    record Drop(int count, boolean front) implements ListStep {
        @Override
        public List<Long> apply(List<Long> values) {
            int left = Math.max(0, values.size() - count);
            return front ? values.subList(values.size() - left, values.size()) : values.subList(0, left);
        }

        @Override
        public String sentence() {
            String which = count == 1 ? (front ? "first number" : "last number") : (front ? "first " : "last ") + count + " numbers";
            return "Drop the " + which + ", or all if there are fewer.";
        }

        @Override
        public String python() {
            return front ? "values = values[" + count + ":]" : "values = values[:-" + count + "]";
        }

        @Override
        public List<ListStep> nearMisses() {
            return List.of(new Drop(count, !front), new Drop(count + 1, front));
        }
    }

    /// The differences of neighbours.
    record Differences(boolean later) implements ListStep {
        @Override
        public List<Long> apply(List<Long> values) {
            List<Long> differences = new ArrayList<>();
            for (int i = 1; i < values.size(); i++) {
                long difference = Math.subtractExact(values.get(i), values.get(i - 1));
                differences.add(later ? difference : -difference);
            }
            return differences;
        }

        @Override
        public String sentence() {
            return "Replace the list by the differences of neighbours: each number "
                + (later ? "minus the one before it." : "minus the one after it.");
        }

        @Override
        public String python() {
            return later ? "values = [b - a for a, b in zip(values, values[1:])]" : "values = [a - b for a, b in zip(values, values[1:])]";
        }

        @Override
        public List<ListStep> nearMisses() {
            return List.of(new Differences(!later));
        }
    }

    /// Sums of windows; a window of one is no change.
    record Windows(int width) implements ListStep {
        @Override
        public List<Long> apply(List<Long> values) {
            List<Long> sums = new ArrayList<>();
            for (int i = 0; i + width <= values.size(); i++) {
                sums.add(values.subList(i, i + width).stream().reduce(0L, Math::addExact));
            }
            return sums;
        }

        @Override
        public String sentence() {
            return "Replace the list by the sums of every " + width + " neighbouring numbers, from left to right.";
        }

        @Override
        public String python() {
            return "values = [sum(values[i:i + " + width + "]) for i in range(len(values) - " + (width - 1) + ")]";
        }

        @Override
        public List<ListStep> nearMisses() {
            return List.of(new Windows(width + 1), new Windows(width - 1));
        }
    }

    /// Running totals or maxima.
    record Running(boolean total) implements ListStep {
        @Override
        public List<Long> apply(List<Long> values) {
            List<Long> running = new ArrayList<>();
            for (Long value : values) {
                running.add(running.isEmpty() ? value : total ? Math.addExact(running.getLast(), value) : Math.max(running.getLast(), value));
            }
            return running;
        }

        @Override
        public String sentence() {
            return "Replace each number by the " + (total ? "sum" : "largest") + " of all numbers up to and including it.";
        }

        @Override
        public String python() {
            return total
                ? "values = [sum(values[:i + 1]) for i in range(len(values))]"
                : "values = [max(values[:i + 1]) for i in range(len(values))]";
        }

        @Override
        public List<ListStep> nearMisses() {
            return List.of(new Running(!total));
        }
    }

    /// Every other number.
    record EveryOther(int start) implements ListStep {
        @Override
        public List<Long> apply(List<Long> values) {
            List<Long> kept = new ArrayList<>();
            for (int i = start; i < values.size(); i += 2) {
                kept.add(values.get(i));
            }
            return kept;
        }

        @Override
        public String sentence() {
            return String.format(Locale.ROOT, "Keep only the %s number, the %s, the %s and so on.", start == 0 ? "first" : "second",
                start == 0 ? "third" : "fourth",
                start == 0 ? "fifth" : "sixth");
        }

        @Override
        public String python() {
            return start == 0 ? "values = values[::2]" : "values = values[1::2]";
        }

        @Override
        public List<ListStep> nearMisses() {
            return List.of(new EveryOther(1 - start));
        }
    }

    /// Rotates.
    record Rotate(int places, boolean left) implements ListStep {
        @Override
        public List<Long> apply(List<Long> values) {
            List<Long> rotated = new ArrayList<>(values);
            Collections.rotate(rotated, left ? -places : places);
            return rotated;
        }

        @Override
        public String sentence() {
            return "Rotate the list by " + places + (places == 1 ? " place" : " places") + " to the " + (left ? "left" : "right")
                + ": what leaves at one end comes in at the other, as often as needed.";
        }

        @Override
        public String python() {
            String by = (left ? "" : "-") + places + " % max(len(values), 1)";
            return "values = values[" + by + ":] + values[:" + by + "]";
        }

        @Override
        public List<ListStep> nearMisses() {
            return List.of(new Rotate(places, !left), new Rotate(places + 1, left));
        }
    }

    /// The sum or the count of each number's digits.
    record Digits(boolean sum) implements ListStep {
        @Override
        public List<Long> apply(List<Long> values) {
            return values.stream().map(value -> Long.toString(Math.abs(value)).chars().mapToLong(digit -> sum ? digit - '0' : 1).sum()).toList();
        }

        @Override
        public String sentence() {
            return "Replace each number by the " + (sum ? "sum" : "count") + " of its decimal digits; a sign does not count.";
        }

        @Override
        public String python() {
            return sum ? "values = [sum(int(d) for d in str(abs(v))) for v in values]" : "values = [len(str(abs(v))) for v in values]";
        }

        @Override
        public List<ListStep> nearMisses() {
            return List.of(new Digits(!sum));
        }
    }
}
