package dev.assay.cli;

/// How a shared option is shown in `--help`.
///
/// @param value how its value is shown; empty for a flag
/// @param description what it does, in a line
record OptionText(String value, String description) {

    static OptionText of(Setting setting) {
        return switch (setting) {
            case SUITES -> new OptionText("NAME", "a suite, a task or a quoted glob such as 'math/*'; may be repeated");
            case TASKS -> new OptionText("NAME", "one task by its id; may be repeated");
            case TAGS -> new OptionText("TAG", "only samples with this tag; may be repeated");
            case SAMPLES -> new OptionText("ID", "only this sample; may be repeated");
            case LIMIT -> new OptionText("N", "at most N samples of each task: a seeded subset, the same for every model");
            case MODELS -> new OptionText("REF", "a model as provider/name, with options as ?key=value; may be repeated");
            case EPOCHS -> new OptionText("N", "how often each sample is asked");
            case SEED -> new OptionText("N", "the root of all randomness");
            case TEMPERATURE -> new OptionText("T", "sampling temperature; left to the provider unless given");
            case TOP_P -> new OptionText("P", "nucleus sampling; left to the provider unless given");
            case MAX_TOKENS -> new OptionText("N", "the ceiling of thought plus answer");
            case REASONING_EFFORT -> new OptionText("WORD", "none, minimal, low, medium, high, xhigh or max");
            case REASONING_TOKENS -> new OptionText("N", "the ceiling of the thought alone");
            case SET -> new OptionText("TASK.KEY=VALUE", "a setting of a task, such as math/word-problems.level=7; may be repeated");
            case CONCURRENCY -> new OptionText("N", "trials in flight per model");
            case TIMEOUT -> new OptionText("DURATION", "the deadline of one attempt, such as 10min; running out of time is truncation, not an outage");
            case MAX_COST_USD -> new OptionText("USD", "stop before the run costs more");
            case OFFLINE -> new OptionText("", "replay and invented models only: any use of the network is an error");
            case NEW -> new OptionText("", "start a new run, even if an unfinished one asks the same");
            case YES -> new OptionText("", "do not ask before sending");
            case NO_RAW -> new OptionText("", "do not keep request and response bodies");
            case SANDBOX -> new OptionText("ID", "where models' programs run: bwrap, landlock, docker, podman; the strongest that holds unless given");
            case UNSAFE_NO_SANDBOX -> new OptionText("", "run models' programs with your own rights; every result says so");
            case FORMAT -> new OptionText("FORM", "text, json or md");
            case ONLY_FAILURES -> new OptionText("", "only trials that were not right");
            case QUIET -> new OptionText("", "results and errors alone");
            case VERBOSE -> new OptionText("", "more detail; stack traces of faults");
            case COLOR -> new OptionText("WHEN", "auto, always or never");
            case BATCH -> new OptionText("", "plain lines and no questions, as in CI");
            case CONFIG -> new OptionText("FILE", "the configuration file; assay.yaml unless given");
            case RUNS -> new OptionText("DIR", "the folder of all runs; runs unless given");
            case RUN_DIR -> new OptionText("DIR", "exactly this run directory");
            case CACHE -> new OptionText("DIR", "where downloaded datasets are kept");
            case BASELINE -> new OptionText("WHERE", "where baselines stand: a path with {suite} and {model}, run:RUN, or git:REF:PATH");
            case BASELINES -> new OptionText("DIR", "the folder of baselines, in place of the one in the path");
            case ON_INCONCLUSIVE -> new OptionText("WHAT", "when the data decide nothing: pass, warn, fail or extend");
            case ON_INCOMPARABLE -> new OptionText("WHAT", "when run and baseline cannot be compared: warn or fail");
            case ON_MISSING_BASELINE -> new OptionText("WHAT", "when there is no baseline: warn or fail");
            case ON_MISSING_RESULTS -> new OptionText("WHAT", "when a rule meets nothing, or what it met did not run: warn or fail");
            case JUNIT -> new OptionText("FILE", "where the verdicts go as JUnit XML; junit.xml beside the run unless given");
            case SUMMARY -> new OptionText("FILE", "where the summary goes as Markdown, besides summary.md beside the run");
            case MIRROR -> new OptionText("URL", "an address to download datasets from instead of their own");
        };
    }
}
