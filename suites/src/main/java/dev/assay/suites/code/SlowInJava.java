package dev.assay.suites.code;

import dev.assay.suites.code.check.MethodTests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How Java computes a [SlowFunction]: slowly, as the question shows it, and fast.
///
/// Counts and sums are `long` throughout; an `int` would not hold the pairs of the longest input.
final class SlowInJava {

    /// The head of the method that is asked for.
    static final String HEAD = "public long[] solve(int[] numbers)";

    private static final String GENERATOR = """
        private static int[] numbers(long seed, int count) {
            int[] numbers = new int[count];
            long state = seed;
            for (int i = 0; i < count; i++) {
                state = (state * 1664525 + 1013904223) & 0xffffffffL;
                numbers[i] = (int) ((state >>> 8) % RANGE);
            }
            return numbers;
        }
        """.replace("RANGE", Integer.toString(SlowFunction.RANGE));

    private SlowInJava() {
    }

    /// One program of several methods, each called `solve`.
    static String program(List<String> parts) {
        StringBuilder members = new StringBuilder();
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String name = "part" + (i + 1) + "(";
            members.append(parts.get(i).replace("solve(", name)).append('\n');
            calls.add(name + "numbers)");
        }
        return SolutionClass.of(members + HEAD + " {\n    return new long[] {" + String.join(", ", calls) + "};\n}\n");
    }

    /// The tests of such a program.
    static MethodTests tests(List<SlowFunction> parts, List<SlowFunction.Input> inputs) {
        List<String> conditions = new ArrayList<>(List.of(condition("new int[0]", parts, new int[0])));
        inputs.forEach(input -> conditions.add(condition("numbers(" + input.seed() + ", " + input.count() + ")", parts, input.numbers())));
        return SolutionClass.tests(HEAD, GENERATOR, conditions);
    }

    private static String condition(String argument, List<SlowFunction> parts, int[] numbers) {
        String values = Arrays.stream(SlowFunction.values(parts, numbers)).mapToObj(value -> value + "L").collect(Collectors.joining(", "));
        return "Arrays.equals(new Solution().solve(" + argument + "), new long[] {" + values + "})";
    }

    /// A template with its numbers, in ASCII digits whatever the locale.
    private static String filled(String template, int... numbers) {
        return String.format(Locale.ROOT, template, Arrays.stream(numbers).boxed().toArray());
    }

    /// A method called `solve` that is right, but slow.
    static String slow(SlowFunction function) {
        return switch (function) {
            case SlowFunction.PairsOfSum(int sum) -> filled("""
                private long solve(int[] numbers) {
                    long count = 0;
                    for (int i = 0; i < numbers.length; i++) {
                        for (int j = i + 1; j < numbers.length; j++) {
                            if (numbers[i] + numbers[j] == %d) {
                                count++;
                            }
                        }
                    }
                    return count;
                }
                """, sum);
            case SlowFunction.PairsOfDifference(int difference) -> filled("""
                private long solve(int[] numbers) {
                    long count = 0;
                    for (int j = 0; j < numbers.length; j++) {
                        for (int i = 0; i < j; i++) {
                            if (Math.abs(numbers[i] - numbers[j]) == %d) {
                                count++;
                            }
                        }
                    }
                    return count;
                }
                """, difference);
            case SlowFunction.DivisibleStretches(int divisor) -> filled("""
                private long solve(int[] numbers) {
                    long count = 0;
                    for (int i = 0; i < numbers.length; i++) {
                        long total = 0;
                        for (int j = i; j < numbers.length; j++) {
                            total += numbers[j];
                            if (total %% %d == 0) {
                                count++;
                            }
                        }
                    }
                    return count;
                }
                """, divisor);
            case SlowFunction.Inversions(int margin) -> filled("""
                private long solve(int[] numbers) {
                    long count = 0;
                    for (int i = 0; i < numbers.length; i++) {
                        for (int j = i + 1; j < numbers.length; j++) {
                            if (numbers[i] > numbers[j] + %d) {
                                count++;
                            }
                        }
                    }
                    return count;
                }
                """, margin);
            case SlowFunction.NextLarger(int missing) -> filled("""
                private long solve(int[] numbers) {
                    long total = 0;
                    for (int i = 0; i < numbers.length; i++) {
                        int distance = %d;
                        for (int j = numbers.length - 1; j > i; j--) {
                            if (numbers[j] > numbers[i]) {
                                distance = j - i;
                            }
                        }
                        total += distance;
                    }
                    return total;
                }
                """, missing);
            case SlowFunction.WindowMaxima(int width, int modulus) -> filled("""
                private long solve(int[] numbers) {
                    long total = 0;
                    for (int i = 0; i + %1$d <= numbers.length; i++) {
                        int largest = numbers[i];
                        for (int j = i; j < i + %1$d; j++) {
                            largest = Math.max(largest, numbers[j]);
                        }
                        total += largest;
                    }
                    return total %% %2$d;
                }
                """, width, modulus);
            case SlowFunction.DistinctInWindows(int width) -> filled("""
                private long solve(int[] numbers) {
                    long total = 0;
                    for (int i = 0; i + %1$d <= numbers.length; i++) {
                        List<Integer> seen = new ArrayList<>();
                        for (int j = i; j < i + %1$d; j++) {
                            if (!seen.contains(numbers[j])) {
                                seen.add(numbers[j]);
                            }
                        }
                        total += seen.size();
                    }
                    return total;
                }
                """, width);
            case SlowFunction.LongestRising(int step) -> filled("""
                private long solve(int[] numbers) {
                    int[] best = new int[numbers.length];
                    int longest = 0;
                    for (int i = 0; i < numbers.length; i++) {
                        best[i] = 1;
                        for (int j = 0; j < i; j++) {
                            if (numbers[j] + %d <= numbers[i]) {
                                best[i] = Math.max(best[i], best[j] + 1);
                            }
                        }
                        longest = Math.max(longest, best[i]);
                    }
                    return longest;
                }
                """, step);
        };
    }

    /// A method called `solve` that returns the same, and is fast.
    static String fast(SlowFunction function) {
        return switch (function) {
            case SlowFunction.PairsOfSum(int sum) -> filled("""
                private long solve(int[] numbers) {
                    Map<Integer, Integer> seen = new HashMap<>();
                    long count = 0;
                    for (int n : numbers) {
                        count += seen.getOrDefault(%d - n, 0);
                        seen.put(n, seen.getOrDefault(n, 0) + 1);
                    }
                    return count;
                }
                """, sum);
            case SlowFunction.PairsOfDifference(int difference) -> filled("""
                private long solve(int[] numbers) {
                    Map<Integer, Integer> seen = new HashMap<>();
                    long count = 0;
                    for (int n : numbers) {
                        count += seen.getOrDefault(n - %1$d, 0) + seen.getOrDefault(n + %1$d, 0);
                        seen.put(n, seen.getOrDefault(n, 0) + 1);
                    }
                    return count;
                }
                """, difference);
            case SlowFunction.DivisibleStretches(int divisor) -> filled("""
                private long solve(int[] numbers) {
                    long[] seen = new long[%1$d];
                    seen[0] = 1;
                    int total = 0;
                    long count = 0;
                    for (int n : numbers) {
                        total = (total + n) %% %1$d;
                        count += seen[total]++;
                    }
                    return count;
                }
                """, divisor);
            case SlowFunction.Inversions(int margin) -> filled("""
                private long solve(int[] numbers) {
                    int[] tree = new int[%1$d + 1];
                    long count = 0;
                    for (int i = 0; i < numbers.length; i++) {
                        count += i;
                        for (int at = Math.min(%1$d, numbers[i] + %2$d + 1); at > 0; at -= at & -at) {
                            count -= tree[at];
                        }
                        for (int at = numbers[i] + 1; at <= %1$d; at += at & -at) {
                            tree[at]++;
                        }
                    }
                    return count;
                }
                """, SlowFunction.RANGE, margin);
            case SlowFunction.NextLarger(int missing) -> filled("""
                private long solve(int[] numbers) {
                    Deque<Integer> open = new ArrayDeque<>();
                    long total = 0;
                    for (int j = 0; j < numbers.length; j++) {
                        while (!open.isEmpty() && numbers[open.getLast()] < numbers[j]) {
                            total += j - open.removeLast();
                        }
                        open.addLast(j);
                    }
                    return total + %dL * open.size();
                }
                """, missing);
            case SlowFunction.WindowMaxima(int width, int modulus) -> filled("""
                private long solve(int[] numbers) {
                    Deque<Integer> best = new ArrayDeque<>();
                    long total = 0;
                    for (int j = 0; j < numbers.length; j++) {
                        while (!best.isEmpty() && numbers[best.getLast()] <= numbers[j]) {
                            best.removeLast();
                        }
                        best.addLast(j);
                        if (best.getFirst() <= j - %1$d) {
                            best.removeFirst();
                        }
                        if (j >= %1$d - 1) {
                            total += numbers[best.getFirst()];
                        }
                    }
                    return total %% %2$d;
                }
                """, width, modulus);
            case SlowFunction.DistinctInWindows(int width) -> filled("""
                private long solve(int[] numbers) {
                    Map<Integer, Integer> inside = new HashMap<>();
                    long total = 0;
                    for (int j = 0; j < numbers.length; j++) {
                        inside.put(numbers[j], inside.getOrDefault(numbers[j], 0) + 1);
                        if (j >= %1$d) {
                            int left = inside.get(numbers[j - %1$d]) - 1;
                            if (left == 0) {
                                inside.remove(numbers[j - %1$d]);
                            } else {
                                inside.put(numbers[j - %1$d], left);
                            }
                        }
                        if (j >= %1$d - 1) {
                            total += inside.size();
                        }
                    }
                    return total;
                }
                """, width);
            case SlowFunction.LongestRising(int step) -> filled("""
                private long solve(int[] numbers) {
                    int[] tails = new int[numbers.length];
                    int size = 0;
                    for (int n : numbers) {
                        int found = Arrays.binarySearch(tails, 0, size, n - %d + 1);
                        int length = found < 0 ? -found - 1 : found;
                        if (length == size) {
                            tails[size++] = n;
                        } else if (n < tails[length]) {
                            tails[length] = n;
                        }
                    }
                    return size;
                }
                """, step);
        };
    }
}
