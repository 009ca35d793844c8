package dev.assay.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The names of everything that can be set: one name, spelled as each place spells names.
///
/// `MAX_COST_USD` is the option `--max-cost-usd`, the key `maxCostUsd` in `assay.yaml`, the property `assay.maxCostUsd` and the environment
/// variable `ASSAY_MAX_COST_USD`. What may be named several times is in the singular as an option, because each option names one:
/// `--suite a --suite b`; elsewhere it is a list, `suites: [a, b]` or `ASSAY_SUITES=a,b`.
enum Setting {
    SUITES("suite"), TASKS("task"), TAGS("tag"), SAMPLES("sample"), LIMIT, MODELS("model"), EPOCHS, SEED,
    TEMPERATURE, TOP_P, MAX_TOKENS, REASONING_EFFORT, REASONING_TOKENS, SET("set"),
    CONCURRENCY, TIMEOUT, MAX_COST_USD, OFFLINE, NEW, YES, NO_RAW, SANDBOX, UNSAFE_NO_SANDBOX,
    FORMAT, ONLY_FAILURES, QUIET, VERBOSE, COLOR, BATCH,
    CONFIG, RUNS, RUN_DIR, CACHE, MIRROR,
    BASELINE, BASELINES, ON_INCONCLUSIVE, ON_INCOMPARABLE, ON_MISSING_BASELINE, ON_MISSING_RESULTS, JUNIT, SUMMARY;

    private final String option;
    private final boolean list;

    Setting() {
        option = name().toLowerCase(Locale.ROOT).replace('_', '-');
        list = false;
    }

    Setting(String option) {
        this.option = option;
        list = true;
    }

    /// The option, without its two hyphens.
    String option() {
        return option;
    }

    /// Whether it may be named several times.
    boolean isList() {
        return list;
    }

    /// The key in `assay.yaml`.
    String key() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_");
        return words[0] + Arrays.stream(words).skip(1).map(Setting::capitalized).collect(Collectors.joining());
    }

    /// Where it stands in `assay.yaml`, by its dotted name.
    String place() {
        return (compareTo(BASELINE) >= 0 ? "gate." : "run.") + key();
    }

    /// The system property.
    String property() {
        return "assay." + key();
    }

    /// The environment variable.
    String variable() {
        return "ASSAY_" + name();
    }

    /// The names of all options, without their hyphens.
    static List<String> options() {
        return Arrays.stream(values()).map(Setting::option).toList();
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
