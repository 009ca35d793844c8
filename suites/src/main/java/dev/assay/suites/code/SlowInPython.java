package dev.assay.suites.code;

import dev.assay.suites.code.check.FunctionTests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How Python computes a [SlowFunction]: slowly, as the question shows it, and fast.
final class SlowInPython {

    private static final String GENERATOR = """
        def numbers(seed, count):
            state, result = seed, []
            for _ in range(count):
                state = (state * 1664525 + 1013904223) & 0xffffffff
                result.append((state >> 8) % RANGE)
            return result
        """.replace("RANGE", Integer.toString(SlowFunction.RANGE));

    private SlowInPython() {
    }

    /// One program of several functions, each called `solve`.
    static String program(List<String> parts) {
        StringBuilder program = new StringBuilder();
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String name = "part" + (i + 1) + "(";
            program.append(parts.get(i).replace("solve(", name)).append('\n');
            calls.add(name + "numbers)");
        }
        return program + "def solve(numbers):\n    return [" + String.join(", ", calls) + "]\n";
    }

    /// The tests of such a program.
    static FunctionTests tests(List<SlowFunction> parts, List<SlowFunction.Input> inputs) {
        StringBuilder tests = new StringBuilder(GENERATOR).append("assert solve([]) == ").append(values(parts, new int[0])).append('\n');
        inputs.forEach(input -> tests.append("assert solve(numbers(").append(input.seed()).append(", ").append(input.count()).append(")) == ")
            .append(values(parts, input.numbers())).append('\n'));
        return FunctionTests.of("solve", tests.toString());
    }

    private static String values(List<SlowFunction> parts, int[] numbers) {
        return Arrays.toString(SlowFunction.values(parts, numbers));
    }

    /// A template with its numbers, in ASCII digits whatever the locale.
    private static String filled(String template, int... numbers) {
        return String.format(Locale.ROOT, template, Arrays.stream(numbers).boxed().toArray());
    }

    /// A function called `solve` that is right, but slow.
    static String slow(SlowFunction function) {
        return switch (function) {
            case SlowFunction.PairsOfSum(int sum) -> filled("""
                def solve(numbers):
                    count = 0
                    for i in range(len(numbers)):
                        for j in range(i + 1, len(numbers)):
                            if numbers[i] + numbers[j] == %d:
                                count += 1
                    return count
                """, sum);
            case SlowFunction.PairsOfDifference(int difference) -> filled("""
                def solve(numbers):
                    return sum(1 for j in range(len(numbers)) for i in range(j) if abs(numbers[i] - numbers[j]) == %d)
                """, difference);
            case SlowFunction.DivisibleStretches(int divisor) -> filled("""
                def solve(numbers):
                    count = 0
                    for i in range(len(numbers)):
                        total = 0
                        for j in range(i, len(numbers)):
                            total += numbers[j]
                            if total %% %d == 0:
                                count += 1
                    return count
                """, divisor);
            case SlowFunction.Inversions(int margin) -> filled("""
                def solve(numbers):
                    count = 0
                    for i in range(len(numbers)):
                        for j in range(i + 1, len(numbers)):
                            if numbers[i] > numbers[j] + %d:
                                count += 1
                    return count
                """, margin);
            case SlowFunction.NextLarger(int missing) -> filled("""
                def solve(numbers):
                    total = 0
                    for i in range(len(numbers)):
                        later = [j for j in range(i + 1, len(numbers)) if numbers[j] > numbers[i]]
                        total += min(later) - i if later else %d
                    return total
                """, missing);
            case SlowFunction.WindowMaxima(int width, int modulus) -> filled("""
                def solve(numbers):
                    total = 0
                    for i in range(len(numbers) - %1$d + 1):
                        total += max(numbers[j] for j in range(i, i + %1$d))
                    return total %% %2$d
                """, width, modulus);
            case SlowFunction.DistinctInWindows(int width) -> filled("""
                def solve(numbers):
                    total = 0
                    for i in range(len(numbers) - %1$d + 1):
                        seen = []
                        for n in numbers[i:i + %1$d]:
                            if n not in seen:
                                seen.append(n)
                        total += len(seen)
                    return total
                """, width);
            case SlowFunction.LongestRising(int step) -> filled("""
                def solve(numbers):
                    best = []
                    for i in range(len(numbers)):
                        best.append(1 + max([best[j] for j in range(i) if numbers[j] + %d <= numbers[i]], default=0))
                    return max(best, default=0)
                """, step);
        };
    }

    /// A function called `solve` that returns the same, and is fast.
    static String fast(SlowFunction function) {
        return switch (function) {
            case SlowFunction.PairsOfSum(int sum) -> filled("""
                def solve(numbers):
                    seen, count = {}, 0
                    for n in numbers:
                        count += seen.get(%d - n, 0)
                        seen[n] = seen.get(n, 0) + 1
                    return count
                """, sum);
            case SlowFunction.PairsOfDifference(int difference) -> filled("""
                def solve(numbers):
                    seen, count = {}, 0
                    for n in numbers:
                        count += seen.get(n - %1$d, 0) + seen.get(n + %1$d, 0)
                        seen[n] = seen.get(n, 0) + 1
                    return count
                """, difference);
            case SlowFunction.DivisibleStretches(int divisor) -> filled("""
                def solve(numbers):
                    seen, total, count = {0: 1}, 0, 0
                    for n in numbers:
                        total = (total + n) %% %d
                        count += seen.get(total, 0)
                        seen[total] = seen.get(total, 0) + 1
                    return count
                """, divisor);
            case SlowFunction.Inversions(int margin) -> filled("""
                from bisect import bisect_right, insort
                def solve(numbers):
                    before, count = [], 0
                    for n in numbers:
                        count += len(before) - bisect_right(before, n + %d)
                        insort(before, n)
                    return count
                """, margin);
            case SlowFunction.NextLarger(int missing) -> filled("""
                def solve(numbers):
                    open_, total = [], 0
                    for j, n in enumerate(numbers):
                        while open_ and numbers[open_[-1]] < n:
                            total += j - open_.pop()
                        open_.append(j)
                    return total + %d * len(open_)
                """, missing);
            case SlowFunction.WindowMaxima(int width, int modulus) -> filled("""
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
                """, width, modulus);
            case SlowFunction.DistinctInWindows(int width) -> filled("""
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
                """, width);
            case SlowFunction.LongestRising(int step) -> filled("""
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
                """, step);
        };
    }
}
