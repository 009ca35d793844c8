package dev.assay.core.metric.compare;

import java.util.stream.IntStream;

/// Every outcome of `n` paired right or wrong answers, with its probability: sums instead of draws.
final class Trinomial {

    /// What happens at an outcome.
    @FunctionalInterface
    interface Event {
        boolean happens(BinaryPairs pairs);
    }

    private final int n;
    private final boolean[][] happens;
    private final double[] logFactorials;

    Trinomial(int n, Event event) {
        this.n = n;
        this.happens = new boolean[n + 1][];
        this.logFactorials = new double[n + 1];
        for (int i = 1; i <= n; i++) {
            logFactorials[i] = logFactorials[i - 1] + Math.log(i);
        }
        for (int b = 0; b <= n; b++) {
            happens[b] = new boolean[n - b + 1];
            for (int c = 0; c <= n - b; c++) {
                happens[b][c] = event.happens(new BinaryPairs(b, c, n));
            }
        }
    }

    /// How probable the event is if the models differ on the share `discordance`, and the first is better by `difference`.
    double probability(double discordance, double difference) {
        double first = Math.log((discordance + difference) / 2);
        double second = Math.log((discordance - difference) / 2);
        double same = Math.log1p(-discordance);
        return IntStream.rangeClosed(0, n).mapToDouble(b -> row(b, first, second, same)).sum();
    }

    private double row(int b, double first, double second, double same) {
        double sum = 0;
        for (int c = 0; c <= n - b; c++) {
            if (happens[b][c]) {
                int rest = n - b - c;
                double log = logFactorials[n] - logFactorials[b] - logFactorials[c] - logFactorials[rest];
                sum += Math.exp(log + (b == 0 ? 0 : b * first) + (c == 0 ? 0 : c * second) + rest * same);
            }
        }
        return sum;
    }
}
