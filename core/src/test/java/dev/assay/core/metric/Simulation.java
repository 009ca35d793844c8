package dev.assay.core.metric;

import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What the simulated tables share: how often is drawn, and how near a drawn share must come to a stated one.
///
/// The build draws a part. `mvn -pl core test -Dassay.simulations=full` draws as often as the tables did and prints each row.
public final class Simulation {

    private static final boolean FULL = "full".equals(System.getProperty("assay.simulations"));

    private Simulation() {
    }

    /// How often to draw: `part` in the build, `whole` if all is asked for.
    public static int repetitions(int part, int whole) {
        return FULL ? whole : part;
    }

    /// Whether all is asked for.
    public static boolean full() {
        return FULL;
    }

    /// A drawn share is within four standard errors, and .002 for rounding, of one that was drawn `statedRepetitions` times.
    public static void near(String what, double actual, double stated, int repetitions, int statedRepetitions) {
        say(what, actual, stated);
        double p = Math.clamp(stated, .01, .99);
        double allowed = 4 * Math.sqrt(p * (1 - p) * (1.0 / repetitions + 1.0 / statedRepetitions)) + .002;
        assertThat(actual).as(what).isCloseTo(stated, within(allowed));
    }

    /// A mean is within so large a share of the stated one.
    public static void nearly(String what, double actual, double stated, double share) {
        say(what, actual, stated);
        assertThat(actual).as(what).isCloseTo(stated, within(share * stated + .0005));
    }

    private static void say(String what, double actual, double stated) {
        if (FULL) {
            System.out.printf("%s: %.4f (stated %.4f)%n", what, actual, stated);
        }
    }

    /// The logistic function.
    public static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /// The `m` for which `logistic(m + spread u)` is `accuracy` on average over a standard normal `u`: Simpson's rule within bisection.
    public static double centre(double accuracy, double spread) {
        double low = -20;
        double high = 20;
        while (high - low > 1e-10) {
            double middle = (low + high) / 2;
            if (average(middle, spread) < accuracy) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double average(double m, double spread) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i <= 800; i++) {
            double u = -8 + i / 50.0;
            double weight = Math.exp(-u * u / 2) * (i == 0 || i == 800 ? 1 : i % 2 == 0 ? 2 : 4);
            sum += weight * logistic(m + spread * u);
            weights += weight;
        }
        return sum / weights;
    }

    /// 1 with this chance, else 0.
    public static double coin(RandomGenerator chance, double p) {
        return chance.nextDouble() < p ? 1 : 0;
    }
}
