package dev.assay.suites.code;

import dev.assay.suites.generated.Draws;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// What one slow part returns for a list of numbers, with its value computed here; [SlowInPython] and [SlowInJava] write it down, slow and fast.
sealed interface SlowFunction {

    /// Numbers are from 0 up to, and without, this.
    int RANGE = 2000;

    /// How many kinds there are.
    int KINDS = 8;

    /// What it returns, in a sentence.
    String purpose();

    /// Its value for these numbers.
    long value(int[] numbers);

    /// An input that both ends make for themselves, by the constants of Numerical Recipes' "quick and dirty" congruential generator, high half first.
    ///
    /// @param seed where the generator begins
    /// @param count how many numbers there are
    record Input(int seed, int count) {
        int[] numbers() {
            long state = seed;
            int[] numbers = new int[count];
            for (int i = 0; i < count; i++) {
                state = (state * 1664525 + 1013904223) & 0xffffffffL;
                numbers[i] = (int) ((state >>> 8) % RANGE);
            }
            return numbers;
        }
    }

    /// What several functions return for these numbers.
    static long[] values(List<SlowFunction> parts, int[] numbers) {
        return parts.stream().mapToLong(part -> part.value(numbers)).toArray();
    }

    /// A function of one of the kinds, with drawn parameters.
    ///
    /// @param which from 0 to 7
    /// @param size how long the longest input is
    static SlowFunction drawn(int which, int size, Draws draws) {
        return switch (which) {
            case 0 -> new PairsOfSum(draws.between(800, 3200));
            case 1 -> new PairsOfDifference(draws.between(3, 1500));
            case 2 -> new DivisibleStretches(draws.between(5, 997));
            case 3 -> new Inversions(draws.between(0, 900));
            case 4 -> new NextLarger(draws.between(2, 9999));
            case 5 -> new WindowMaxima(draws.between(size * 3 / 10, size * 6 / 10), draws.between(1000, 99_999));
            case 6 -> new DistinctInWindows(draws.between(size * 3 / 10, size * 6 / 10));
            default -> new LongestRising(draws.between(1, 20));
        };
    }

    private static long seenOf(long[] seen, int number) {
        return number >= 0 && number < seen.length ? seen[number] : 0;
    }

    /// Pairs of a given sum.
    record PairsOfSum(int sum) implements SlowFunction {
        @Override
        public String purpose() {
            return "the number of pairs of positions i < j for which numbers[i] + numbers[j] is " + sum;
        }

        @Override
        public long value(int[] numbers) {
            long[] seen = new long[RANGE];
            long count = 0;
            for (int n : numbers) {
                count += seenOf(seen, sum - n);
                seen[n]++;
            }
            return count;
        }
    }

    /// Pairs of a given difference, which is not 0.
    record PairsOfDifference(int difference) implements SlowFunction {
        @Override
        public String purpose() {
            return "the number of pairs of positions i < j for which numbers[i] and numbers[j] differ by exactly " + difference + ", whichever is larger";
        }

        @Override
        public long value(int[] numbers) {
            long[] seen = new long[RANGE];
            long count = 0;
            for (int n : numbers) {
                count += seenOf(seen, n - difference) + seenOf(seen, n + difference);
                seen[n]++;
            }
            return count;
        }
    }

    /// Stretches of neighbours by their sum's divisor.
    record DivisibleStretches(int divisor) implements SlowFunction {
        @Override
        public String purpose() {
            return "the number of stretches of neighbouring numbers, of length 1 or more, whose sum is divisible by " + divisor;
        }

        @Override
        public long value(int[] numbers) {
            long[] seen = new long[divisor];
            seen[0] = 1;
            int total = 0;
            long count = 0;
            for (int n : numbers) {
                total = (total + n) % divisor;
                count += seen[total]++;
            }
            return count;
        }
    }

    /// Pairs in falling order, by more than a margin.
    record Inversions(int margin) implements SlowFunction {
        @Override
        public String purpose() {
            return "the number of pairs of positions i < j for which numbers[i] is greater than numbers[j] + " + margin;
        }

        @Override
        public long value(int[] numbers) {
            // A Fenwick tree over the numbers seen.
            int[] tree = new int[RANGE + 1];
            long count = 0;
            for (int i = 0; i < numbers.length; i++) {
                count += i;
                for (int at = Math.min(RANGE, numbers[i] + margin + 1); at > 0; at -= at & -at) {
                    count -= tree[at];
                }
                for (int at = numbers[i] + 1; at <= RANGE; at += at & -at) {
                    tree[at]++;
                }
            }
            return count;
        }
    }

    /// Distances to what is larger.
    record NextLarger(int missing) implements SlowFunction {
        @Override
        public String purpose() {
            return "the sum, over all positions, of the distance to the next position whose number is larger, or " + missing + " where there is none";
        }

        @Override
        public long value(int[] numbers) {
            Deque<Integer> open = new ArrayDeque<>();
            long total = 0;
            for (int j = 0; j < numbers.length; j++) {
                while (!open.isEmpty() && numbers[open.getLast()] < numbers[j]) {
                    total += j - open.removeLast();
                }
                open.addLast(j);
            }
            return total + (long) missing * open.size();
        }
    }

    /// The largest of each window.
    record WindowMaxima(int width, int modulus) implements SlowFunction {
        @Override
        public String purpose() {
            return "the sum of the largest numbers of all stretches of exactly " + width + " neighbouring numbers, modulo " + modulus;
        }

        @Override
        public long value(int[] numbers) {
            Deque<Integer> best = new ArrayDeque<>();
            long total = 0;
            for (int j = 0; j < numbers.length; j++) {
                while (!best.isEmpty() && numbers[best.getLast()] <= numbers[j]) {
                    best.removeLast();
                }
                best.addLast(j);
                if (best.getFirst() <= j - width) {
                    best.removeFirst();
                }
                total += j >= width - 1 ? numbers[best.getFirst()] : 0;
            }
            return total % modulus;
        }
    }

    /// How many different ones each window holds.
    record DistinctInWindows(int width) implements SlowFunction {
        @Override
        public String purpose() {
            return "the sum, over all stretches of exactly " + width + " neighbouring numbers, of how many different numbers the stretch holds";
        }

        @Override
        public long value(int[] numbers) {
            int[] inside = new int[RANGE];
            int different = 0;
            long total = 0;
            for (int j = 0; j < numbers.length; j++) {
                different += inside[numbers[j]]++ == 0 ? 1 : 0;
                if (j >= width) {
                    different -= --inside[numbers[j - width]] == 0 ? 1 : 0;
                }
                total += j >= width - 1 ? different : 0;
            }
            return total;
        }
    }

    /// The longest row that rises by a step each time.
    record LongestRising(int step) implements SlowFunction {
        @Override
        public String purpose() {
            return "the length of the longest row of positions i1 < i2 < ... in which each number is at least " + step + " greater than the one before it";
        }

        @Override
        public long value(int[] numbers) {
            int[] tails = new int[numbers.length];
            int size = 0;
            for (int n : numbers) {
                // The number of tails up to n - step; they are different, and rise.
                int found = Arrays.binarySearch(tails, 0, size, n - step + 1);
                int length = found < 0 ? -found - 1 : found;
                if (length == size) {
                    tails[size++] = n;
                } else if (n < tails[length]) {
                    tails[length] = n;
                }
            }
            return size;
        }
    }
}
