package dev.assay.runners.model;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// How many tokens a model is expected to write in a trial, thought included.
///
/// @param mean the mean
/// @param spread the standard deviation of one trial
/// @param doubt the relative standard error of the mean, common to all trials
/// @param thoughtShare the thought's share of what is written, in 0 to 1
/// @param seen how many earlier trials it was measured on; 0: a prior
public record OutputLength(double mean, double spread, double doubt, double thoughtShare, long seen) {

    /// Fewer earlier trials than this tell less than a prior does.
    public static final int ENOUGH = 5;

    private static final double THINKING_DOUBT = 0.7;
    private static final double PLAIN_DOUBT = 0.4;
    private static final Pattern THINKER = Pattern.compile(
        "(o[1-9].*|gpt-5.*|gpt-oss.*|.*deepseek-r.*|.*reason.*|.*think.*|qwq.*|qwen3.*|magistral.*|grok-(3-mini|4).*|gemini-(2\\.5|3).*|rambler)");

    /// The order of magnitude of a family of tasks: tokens of a thinking model, tokens of one that answers at once.
    private record Prior(String task, double thinking, double plain) {
    }

    private static final List<Prior> PRIORS = List.of(new Prior("math/gsm8k", 700, 220), new Prior("math/word-problems", 900, 220),
        new Prior("math/linear-systems", 1_800, 450), new Prior("math/math500", 3_500, 600), new Prior("math/aime", 12_000, 1_200),
        new Prior("math/", 2_500, 400), new Prior("code/predict-output", 1_800, 300), new Prior("code/find-input", 3_000, 350), new Prior("code/", 3_000, 400),
        new Prior("reasoning/zebra", 6_000, 600), new Prior("reasoning/knights", 2_000, 350), new Prior("reasoning/", 4_000, 450));
    private static final Prior ANY = new Prior("", 2_500, 400);

    public OutputLength {
        if (mean < 0 || spread < 0 || doubt < 0 || thoughtShare < 0 || thoughtShare > 1 || seen < 0) {
            throw new IllegalArgumentException("A length is at least 0, and so is its doubt.");
        }
    }

    /// What was measured on earlier trials.
    ///
    /// @param count how many trials
    /// @param sum their tokens in all
    /// @param squares the squares of their tokens in all
    /// @param thought the part of `sum` that was thought
    public static OutputLength measured(long count, double sum, double squares, double thought) {
        double trials = (double) count;
        double mean = sum / trials;
        double spread = Math.sqrt(Math.max(0, squares / trials - mean * mean) * trials / Math.max(1, trials - 1));
        double doubt = mean == 0 ? 0 : spread / Math.sqrt(trials) / mean;
        return new OutputLength(mean, spread, doubt, sum == 0 ? 0 : Math.min(1, thought / sum), count);
    }

    /// A rough prior, where nothing was measured: an order of magnitude by the kind of task, with doubt to match.
    ///
    /// @param task the task's id
    /// @param thinks whether the model thinks before it answers
    public static OutputLength prior(String task, boolean thinks) {
        Prior prior = PRIORS.stream().filter(row -> task.startsWith(row.task)).findFirst().orElse(ANY);
        double mean = thinks ? prior.thinking : prior.plain;
        return new OutputLength(mean, mean, thinks ? THINKING_DOUBT : PLAIN_DOUBT, thinks ? 0.85 : 0, 0);
    }

    /// Whether a model of this name is known to think, as far as names tell.
    public static boolean thinks(String model) {
        return THINKER.matcher(model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT)).matches();
    }

    /// The same where no trial can write more than this.
    OutputLength atMost(int tokens) {
        return mean <= tokens ? this : new OutputLength(tokens, Math.min(spread, tokens), doubt, thoughtShare, seen);
    }
}
