package dev.assay.suites.code;

import dev.assay.suites.generated.Draws;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;

/// A function that is right but slow, with a fast one that returns the same.
///
/// @param purpose what it returns, in a sentence
/// @param slow the slow one in Python, called `solve`
/// @param fast the fast one in Python
/// @param value what it returns for an input
record SlowFunction(String purpose, String slow, String fast, Value value) {

    /// Numbers are from 0 up to, and without, this.
    static final int RANGE = 2000;

    /// What the function returns.
    @FunctionalInterface
    interface Value {
        /// Its value for these numbers.
        long of(int[] numbers);
    }

    /// The generator of both ends: the constants of Numerical Recipes' "quick and dirty" congruential generator, high half first.
    static int[] numbers(long seed, int count) {
        long state = seed & 0xffffffffL;
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            state = (state * 1664525 + 1013904223) & 0xffffffffL;
            numbers[i] = (int) ((state >>> 8) % RANGE);
        }
        return numbers;
    }

    /// The same generator in Python, for the checker's box.
    static String generator() {
        return """
            def numbers(seed, count):
                state, result = seed, []
                for _ in range(count):
                    state = (state * 1664525 + 1013904223) & 0xffffffff
                    result.append((state >> 8) % RANGE)
                return result
            """.replace("RANGE", Integer.toString(RANGE));
    }

    /// A template with its numbers, in ASCII digits whatever the locale.
    private static String filled(String template, int... numbers) {
        return String.format(Locale.ROOT, template, Arrays.stream(numbers).boxed().toArray());
    }

    private static long seenOf(long[] seen, int number) {
        return number >= 0 && number < seen.length ? seen[number] : 0;
    }

    /// How many kinds there are.
    static final int KINDS = 8;

    /// A function of one of the kinds, with drawn parameters.
    ///
    /// @param which from 0 to 7
    /// @param size how long the longest input is
    static SlowFunction drawn(int which, int size, Draws draws) {
        return switch (which) {
            case 0 -> pairsOfSum(draws.between(800, 3200));
            case 1 -> pairsOfDifference(draws.between(3, 1500));
            case 2 -> divisibleStretches(draws.between(5, 997));
            case 3 -> inversions(draws.between(0, 900));
            case 4 -> nextLarger(draws.between(2, 9999));
            case 5 -> windowMaxima(draws.between(size * 3 / 10, size * 6 / 10), draws.between(1000, 99_999));
            case 6 -> distinctInWindows(draws.between(size * 3 / 10, size * 6 / 10));
            default -> longestRising(draws.between(1, 20));
        };
    }

    private static SlowFunction pairsOfSum(int sum) {
        return new SlowFunction("the number of pairs of positions i < j for which numbers[i] + numbers[j] is " + sum, filled("""
            def solve(numbers):
                count = 0
                for i in range(len(numbers)):
                    for j in range(i + 1, len(numbers)):
                        if numbers[i] + numbers[j] == %d:
                            count += 1
                return count
            """, sum), filled("""
            def solve(numbers):
                seen, count = {}, 0
                for n in numbers:
                    count += seen.get(%d - n, 0)
                    seen[n] = seen.get(n, 0) + 1
                return count
            """, sum), numbers -> {
            long[] seen = new long[RANGE];
            long count = 0;
            for (int n : numbers) {
                count += seenOf(seen, sum - n);
                seen[n]++;
            }
            return count;
        });
    }

    private static SlowFunction pairsOfDifference(int difference) {
        return new SlowFunction("the number of pairs of positions i < j for which numbers[i] and numbers[j] differ by exactly " + difference
            + ", whichever is larger", filled("""
                def solve(numbers):
                    return sum(1 for j in range(len(numbers)) for i in range(j) if abs(numbers[i] - numbers[j]) == %d)
                """, difference), filled("""
                def solve(numbers):
                    seen, count = {}, 0
                    for n in numbers:
                        count += seen.get(n - %1$d, 0) + seen.get(n + %1$d, 0)
                        seen[n] = seen.get(n, 0) + 1
                    return count
                """, difference), numbers -> {
                long[] seen = new long[RANGE];
                long count = 0;
                for (int n : numbers) {
                    count += seenOf(seen, n - difference) + seenOf(seen, n + difference);
                    seen[n]++;
                }
                return count;
            });
    }

    private static SlowFunction divisibleStretches(int divisor) {
        return new SlowFunction("the number of stretches of neighbouring numbers, of length 1 or more, whose sum is divisible by " + divisor, filled("""
            def solve(numbers):
                count = 0
                for i in range(len(numbers)):
                    total = 0
                    for j in range(i, len(numbers)):
                        total += numbers[j]
                        if total %% %d == 0:
                            count += 1
                return count
            """, divisor), filled("""
            def solve(numbers):
                seen, total, count = {0: 1}, 0, 0
                for n in numbers:
                    total = (total + n) %% %d
                    count += seen.get(total, 0)
                    seen[total] = seen.get(total, 0) + 1
                return count
            """, divisor), numbers -> {
            long[] seen = new long[divisor];
            seen[0] = 1;
            int total = 0;
            long count = 0;
            for (int n : numbers) {
                total = (total + n) % divisor;
                count += seen[total]++;
            }
            return count;
        });
    }

    private static SlowFunction inversions(int margin) {
        return new SlowFunction("the number of pairs of positions i < j for which numbers[i] is greater than numbers[j] + " + margin, filled("""
            def solve(numbers):
                count = 0
                for i in range(len(numbers)):
                    for j in range(i + 1, len(numbers)):
                        if numbers[i] > numbers[j] + %d:
                            count += 1
                return count
            """, margin), filled("""
            from bisect import bisect_right, insort
            def solve(numbers):
                before, count = [], 0
                for n in numbers:
                    count += len(before) - bisect_right(before, n + %d)
                    insort(before, n)
                return count
            """, margin), numbers -> {
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
        });
    }

    private static SlowFunction nextLarger(int missing) {
        return new SlowFunction(
            "the sum, over all positions, of the distance to the next position whose number is larger, or " + missing + " where there is none",
            filled("""
                def solve(numbers):
                    total = 0
                    for i in range(len(numbers)):
                        later = [j for j in range(i + 1, len(numbers)) if numbers[j] > numbers[i]]
                        total += min(later) - i if later else %d
                    return total
                """, missing), filled("""
                def solve(numbers):
                    open_, total = [], 0
                    for j, n in enumerate(numbers):
                        while open_ and numbers[open_[-1]] < n:
                            total += j - open_.pop()
                        open_.append(j)
                    return total + %d * len(open_)
                """, missing), numbers -> {
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

    private static SlowFunction windowMaxima(int width, int modulus) {
        return new SlowFunction("the sum of the largest numbers of all stretches of exactly " + width + " neighbouring numbers, modulo " + modulus, filled("""
            def solve(numbers):
                total = 0
                for i in range(len(numbers) - %1$d + 1):
                    total += max(numbers[j] for j in range(i, i + %1$d))
                return total %% %2$d
            """, width, modulus), filled("""
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
            """, width, modulus), numbers -> {
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
        });
    }

    private static SlowFunction distinctInWindows(int width) {
        return new SlowFunction("the sum, over all stretches of exactly " + width + " neighbouring numbers, of how many different numbers the stretch holds",
            filled("""
            def solve(numbers):
                total = 0
                for i in range(len(numbers) - %1$d + 1):
                    seen = []
                    for n in numbers[i:i + %1$d]:
                        if n not in seen:
                            seen.append(n)
                    total += len(seen)
                return total
            """, width), filled("""
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
            """, width), numbers -> {
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
            });
    }

    private static SlowFunction longestRising(int step) {
        return new SlowFunction(
            "the length of the longest row of positions i1 < i2 < ... in which each number is at least " + step + " greater than the one before it",
            filled("""
                def solve(numbers):
                    best = []
                    for i in range(len(numbers)):
                        best.append(1 + max([best[j] for j in range(i) if numbers[j] + %d <= numbers[i]], default=0))
                    return max(best, default=0)
                """, step), filled("""
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
                """, step), numbers -> {
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
            });
    }
}
