package dev.assay.suites.code;

import dev.assay.suites.generated.Draws;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A function that is right but slow, with a fast one that returns the same.
///
/// @param purpose what it returns, in a sentence
/// @param slow the slow one in Python, called `solve`
/// @param fast the fast one in Python
/// @param kind of its input
/// @param size how long the longest input is
/// @param value what it returns for an input
record SlowFunction(String purpose, String slow, String fast, Kind kind, int size, Value value) {

    /// What an input looks like.
    enum Kind {
        /// Small whole numbers, with many equal ones.
        SMALL_NUMBERS,
        /// Whole numbers up to a million.
        LARGE_NUMBERS
    }

    /// What the function returns.
    @FunctionalInterface
    interface Value {
        /// Its value for these numbers.
        long of(long[] numbers);
    }

    /// The generator of both ends: the constants of Numerical Recipes' "quick and dirty" congruential generator, high half first.
    static long[] numbers(long seed, int count, Kind kind) {
        long state = seed & 0xffffffffL;
        long[] numbers = new long[count];
        int range = range(kind);
        for (int i = 0; i < count; i++) {
            state = (state * 1664525 + 1013904223) & 0xffffffffL;
            numbers[i] = (state >>> 8) % range;
        }
        return numbers;
    }

    private static int range(Kind kind) {
        return kind == Kind.SMALL_NUMBERS ? 1000 : 1_000_000;
    }

    /// The same generator in Python, for the checker's box.
    String generator() {
        return """
            def numbers(seed, count):
                state, result = seed, []
                for _ in range(count):
                    state = (state * 1664525 + 1013904223) & 0xffffffff
                    result.append((state >> 8) %% %d)
                return result
            """.formatted(range(kind));
    }

    /// One of several kinds, with drawn parameters.
    ///
    /// @param size how long the longest input is
    static SlowFunction drawn(int size, Draws draws) {
        return switch (draws.below(8)) {
            case 0 -> pairsOfSum(draws.between(600, 1400), size);
            case 1 -> pairsOfDifference(draws.between(3, 400), size);
            case 2 -> divisibleStretches(draws.between(5, 97), size);
            case 3 -> inversions(draws.between(0, 50), size);
            case 4 -> nextLarger(draws.between(2, 99), size);
            case 5 -> windowMaxima(draws.between(size / 20, size / 8), draws.between(1000, 99_999), size);
            case 6 -> distinctInWindows(draws.between(size / 20, size / 8), size);
            default -> longestRising(draws.between(1, 40), size);
        };
    }

    private static SlowFunction pairsOfSum(int sum, int size) {
        return new SlowFunction("the number of pairs of positions i < j for which numbers[i] + numbers[j] is " + sum, """
            def solve(numbers):
                count = 0
                for i in range(len(numbers)):
                    for j in range(i + 1, len(numbers)):
                        if numbers[i] + numbers[j] == %d:
                            count += 1
                return count
            """.formatted(sum), """
            def solve(numbers):
                seen, count = {}, 0
                for n in numbers:
                    count += seen.get(%d - n, 0)
                    seen[n] = seen.get(n, 0) + 1
                return count
            """.formatted(sum), Kind.SMALL_NUMBERS, size, numbers -> {
            Map<Long, Long> seen = new HashMap<>();
            long count = 0;
            for (long n : numbers) {
                count += seen.getOrDefault(sum - n, 0L);
                seen.merge(n, 1L, Long::sum);
            }
            return count;
        });
    }

    private static SlowFunction pairsOfDifference(int difference, int size) {
        return new SlowFunction("the number of pairs of positions i < j for which numbers[i] and numbers[j] differ by exactly " + difference
            + ", whichever is larger", """
                def solve(numbers):
                    return sum(1 for j in range(len(numbers)) for i in range(j) if abs(numbers[i] - numbers[j]) == %d)
                """.formatted(difference), """
                def solve(numbers):
                    seen, count = {}, 0
                    for n in numbers:
                        count += seen.get(n - %1$d, 0) + seen.get(n + %1$d, 0)
                        seen[n] = seen.get(n, 0) + 1
                    return count
                """.formatted(difference), Kind.SMALL_NUMBERS, size, numbers -> {
                Map<Long, Long> seen = new HashMap<>();
                long count = 0;
                for (long n : numbers) {
                    count += seen.getOrDefault(n - difference, 0L) + seen.getOrDefault(n + difference, 0L);
                    seen.merge(n, 1L, Long::sum);
                }
                return count;
            });
    }

    private static SlowFunction divisibleStretches(int divisor, int size) {
        return new SlowFunction("the number of stretches of neighbouring numbers, of length 1 or more, whose sum is divisible by " + divisor, """
            def solve(numbers):
                count = 0
                for i in range(len(numbers)):
                    total = 0
                    for j in range(i, len(numbers)):
                        total += numbers[j]
                        if total %% %d == 0:
                            count += 1
                return count
            """.formatted(divisor), """
            def solve(numbers):
                seen, total, count = {0: 1}, 0, 0
                for n in numbers:
                    total = (total + n) %% %d
                    count += seen.get(total, 0)
                    seen[total] = seen.get(total, 0) + 1
                return count
            """.formatted(divisor), Kind.LARGE_NUMBERS, size, numbers -> {
            long[] seen = new long[divisor];
            seen[0] = 1;
            long total = 0;
            long count = 0;
            for (long n : numbers) {
                total = (total + n) % divisor;
                count += seen[(int) total]++;
            }
            return count;
        });
    }

    private static SlowFunction inversions(int margin, int size) {
        return new SlowFunction("the number of pairs of positions i < j for which numbers[i] is greater than numbers[j] + " + margin, """
            def solve(numbers):
                count = 0
                for i in range(len(numbers)):
                    for j in range(i + 1, len(numbers)):
                        if numbers[i] > numbers[j] + %d:
                            count += 1
                return count
            """.formatted(margin), """
            from bisect import bisect_right, insort
            def solve(numbers):
                before, count = [], 0
                for n in numbers:
                    count += len(before) - bisect_right(before, n + %d)
                    insort(before, n)
                return count
            """.formatted(margin), Kind.LARGE_NUMBERS, size, numbers -> {
            long[] before = new long[numbers.length];
            long count = 0;
            for (int i = 0; i < numbers.length; i++) {
                count += i - upper(before, i, numbers[i] + margin);
                int at = upper(before, i, numbers[i]);
                System.arraycopy(before, at, before, at + 1, i - at);
                before[at] = numbers[i];
            }
            return count;
        });
    }

    /// How many of the first so many sorted numbers are at most the bound.
    private static int upper(long[] sorted, int count, long bound) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static SlowFunction nextLarger(int missing, int size) {
        return new SlowFunction("the sum, over all positions, of the distance to the next position whose number is larger, or " + missing + " where there is none",
            """
                def solve(numbers):
                    total = 0
                    for i in range(len(numbers)):
                        later = [j for j in range(i + 1, len(numbers)) if numbers[j] > numbers[i]]
                        total += min(later) - i if later else %d
                    return total
                """.formatted(missing), """
                def solve(numbers):
                    open_, total = [], 0
                    for j, n in enumerate(numbers):
                        while open_ and numbers[open_[-1]] < n:
                            total += j - open_.pop()
                        open_.append(j)
                    return total + %d * len(open_)
                """.formatted(missing), Kind.LARGE_NUMBERS, size, numbers -> {
                Deque<Integer> open = new ArrayDeque<>();
                long total = 0;
                for (int j = 0; j < numbers.length; j++) {
                    while (!open.isEmpty() && numbers[open.getLast()] < numbers[j]) {
                        total += j - open.removeLast();
                    }
                    open.addLast(j);
                }
                return total + (long) missing * open.size();
            });
    }

    private static SlowFunction windowMaxima(int width, int modulus, int size) {
        return new SlowFunction("the sum of the largest numbers of all stretches of exactly " + width + " neighbouring numbers, modulo " + modulus, """
            def solve(numbers):
                total = 0
                for i in range(len(numbers) - %1$d + 1):
                    total += max(numbers[j] for j in range(i, i + %1$d))
                return total %% %2$d
            """.formatted(width, modulus), """
            from collections import deque
            def solve(numbers):
                best, total = deque(), 0
                for j, n in enumerate(numbers):
                    while best and numbers[best[-1]] <= n:
                        best.pop()
                    best.append(j)
                    if best[0] <= j - %1$d:
                        best.popleft()
                    if j >= %1$d - 1:
                        total += numbers[best[0]]
                return total %% %2$d
            """.formatted(width, modulus), Kind.LARGE_NUMBERS, size, numbers -> {
            long total = 0;
            for (int i = 0; i + width <= numbers.length; i++) {
                total += Arrays.stream(numbers, i, i + width).max().orElse(0);
            }
            return total % modulus;
        });
    }

    private static SlowFunction distinctInWindows(int width, int size) {
        return new SlowFunction("the sum, over all stretches of exactly " + width + " neighbouring numbers, of how many different numbers the stretch holds", """
            def solve(numbers):
                total = 0
                for i in range(len(numbers) - %1$d + 1):
                    seen = []
                    for n in numbers[i:i + %1$d]:
                        if n not in seen:
                            seen.append(n)
                    total += len(seen)
                return total
            """.formatted(width), """
            def solve(numbers):
                inside, total = {}, 0
                for j, n in enumerate(numbers):
                    inside[n] = inside.get(n, 0) + 1
                    if j >= %1$d:
                        old = numbers[j - %1$d]
                        inside[old] -= 1
                        if inside[old] == 0:
                            del inside[old]
                    if j >= %1$d - 1:
                        total += len(inside)
                return total
            """.formatted(width), Kind.SMALL_NUMBERS, size, numbers -> {
            Map<Long, Integer> inside = new HashMap<>();
            long total = 0;
            for (int j = 0; j < numbers.length; j++) {
                inside.merge(numbers[j], 1, Integer::sum);
                if (j >= width) {
                    inside.computeIfPresent(numbers[j - width], (number, count) -> count == 1 ? null : count - 1);
                }
                total += j >= width - 1 ? inside.size() : 0;
            }
            return total;
        });
    }

    private static SlowFunction longestRising(int step, int size) {
        return new SlowFunction("the length of the longest row of positions i1 < i2 < ... in which each number is at least " + step + " greater than the one before it",
            """
                def solve(numbers):
                    best = []
                    for i in range(len(numbers)):
                        best.append(1 + max([best[j] for j in range(i) if numbers[j] + %d <= numbers[i]], default=0))
                    return max(best, default=0)
                """.formatted(step), """
                from bisect import bisect_right
                def solve(numbers):
                    tails = []
                    for n in numbers:
                        length = bisect_right(tails, n - %d)
                        if length == len(tails):
                            tails.append(n)
                        elif n < tails[length]:
                            tails[length] = n
                    return len(tails)
                """.formatted(step), Kind.LARGE_NUMBERS, size, numbers -> {
                List<Long> tails = new ArrayList<>();
                for (long n : numbers) {
                    int length = upper(tails.stream().mapToLong(Long::longValue).toArray(), tails.size(), n - step);
                    if (length == tails.size()) {
                        tails.add(n);
                    } else if (n < tails.get(length)) {
                        tails.set(length, n);
                    }
                }
                return tails.size();
            });
    }
}
