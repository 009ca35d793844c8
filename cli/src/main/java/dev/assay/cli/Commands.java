package dev.assay.cli;

import java.util.List;
import java.util.Set;

import static dev.assay.cli.Command.GATED;
import static dev.assay.cli.Command.HOW_ASKED;
import static dev.assay.cli.Command.HOW_RUN;
import static dev.assay.cli.Command.SHOWN;
import static dev.assay.cli.Command.WHAT;

/// Every command there is.
final class Commands {

    private static final Set<Setting> PLACED = Set.of(Setting.RUN_DIR);

    /// How a failure may be asked again.
    private static final Set<Setting> PAYING = Set.of(Setting.CONCURRENCY, Setting.MAX_COST_USD, Setting.OFFLINE, Setting.YES, Setting.NO_RAW);

    private Commands() {
    }

    static List<Command> all() {
        return List.of(demo(), init(), list(), doctor(), plan(), run(), score(), grade(), exec(), imported(), show(), report(), compare(), gate(), bless(),
            rank(), verify(), serveFake());
    }

    private static Command demo() {
        return new Command("demo", "", 0, 0, "One generated suite per category, tiny models that run on this machine, and a report.  Sends nothing anywhere.",
            Command.all(SHOWN, PLACED, Set.of(Setting.CONCURRENCY)), List.of(DemoAction.INVENTED, Publication.BY),
            List.of("assay demo", "assay demo --invented --format json"),
            new DemoAction());
    }

    private static Command init() {
        return new Command("init", "", 0, 0, "Writes a commented assay.yaml from the options given, and a .gitignore line for runs/.",
            Command.all(WHAT, HOW_ASKED, HOW_RUN, SHOWN), List.of(),
            List.of("assay init --suite math/word-problems --model ollama/qwen3", "assay init --suite gsm8k --model openai/o4-mini --max-cost-usd 5"),
            new InitAction());
    }

    private static Command list() {
        return new Command("list", String.join("|", ListAction.WHAT) + " [model|provider|suite]", 1, 2,
            "What is known: suites, tasks, models (those of servers on this machine, too), runs, scorers or prices; of one model, how it is asked; of one suite, its samples.",
            Command.all(Set.of(Setting.SEED, Setting.SET, Setting.OFFLINE), SHOWN), List.of(SampleRows.EXPORT),
            List.of("assay list models openai/o3",
                "assay list samples math/word-problems --seed 7 --set math/word-problems.level=2 --export questions.jsonl"),
            new ListAction());
    }

    private static Command doctor() {
        return new Command("doctor", "", 0, 0, "Checks the machine, the keys, the endpoints and the configuration, and finds model servers on this machine.",
            Command.all(WHAT, HOW_RUN, SHOWN),
            List.of(),
            List.of("assay doctor", "assay doctor --model ollama/qwen3 --format json"), new DoctorAction());
    }

    private static Command plan() {
        return new Command("plan", "", 0, 0, "The dry run: validates everything, counts trials and tokens, and says what the run could find.  Sends nothing.",
            Command.all(WHAT, HOW_ASKED, HOW_RUN, SHOWN, PLACED, GATED),
            List.of(new Command.Switch("explain", "", "each setting with where its value comes from")),
            List.of("assay plan --suite gsm8k --model openai/o4-mini", "assay plan --explain"), new PlanAction());
    }

    private static Command run() {
        return new Command("run", "", 0, 0, "Runs the plan; continues an unfinished run that asks the same, unless --new; judges it if a gate is configured.",
            Command.all(WHAT, HOW_ASKED, HOW_RUN, SHOWN, PLACED, GATED), List.of(new Command.Switch("from", "RUN", "ask exactly what this run asked"),
                new Command.Switch("replay-loose", "", "replayed answers count although other questions were asked: only the samples must match"),
                Publication.BY),
            List.of("assay run --suite math/word-problems --model ollama/qwen3 --limit 20", "assay run --suite gsm8k --model openai/o4-mini --epochs 4 --yes"),
            new RunAction());
    }

    private static Command score() {
        return new Command("score", "<run>", 1, 1, "Extraction and scoring again on stored answers; lists verdicts that changed.  Calls no model.",
            Command.all(SHOWN, Set.of(Setting.OFFLINE, Setting.SANDBOX)),
            List.of(new Command.Switch("diff", "", "only say which verdicts would change; write nothing"),
                new Command.Switch("profile", "NAME", "with --diff: judge under this profile, such as strict or lenient"),
                new Command.Switch("against", "SCORER", "only show where the stored verdicts of this scorer differ, such as foreign; write nothing")),
            List.of("assay score 2025-01-29-a", "assay score runs/demo --diff --verbose"), new ScoreAction());
    }

    private static Command grade() {
        return new Command("grade", "[file]", 0, 1,
            "Judges JSON lines {\"id\", \"gold\", \"answer\"} from a file or standard input, one line of JSON each.  Calls no model.",
            Set.of(Setting.QUIET, Setting.VERBOSE, Setting.CONFIG),
            List.of(new Command.Switch("profile", "NAME", "what counts as equal: standard unless given; a line may name its own"),
                new Command.Switch("kind", "KIND", "expression, choice, number or text, for every line, whatever it says itself"),
                new Command.Switch("against", "FILE", "JSON lines with labels by id: print how often both say the same"),
                new Command.Switch("field", "NAME", "the field of FILE that holds the label; equal unless given")),
            List.of("assay grade answers.jsonl", "assay grade answers.jsonl --against labels.jsonl --field correct"),
            new GradeAction(new GraderGrading(), System::nanoTime));
    }

    private static Command exec() {
        return new Command("exec", "<task> <solution...>", 2, Integer.MAX_VALUE,
            "Runs the checks of a code task on given solutions, in a box, and prints one line of JSON each.  Calls no model.",
            Command.all(Set.of(Setting.SAMPLES, Setting.SEED, Setting.SET, Setting.OFFLINE, Setting.SANDBOX), SHOWN), List.of(),
            List.of("assay exec humaneval samples.jsonl", "assay exec humaneval mine.py --sample 12"), new ExecAction());
    }

    private static Command imported() {
        return new Command("import", "<file...>", 1, Integer.MAX_VALUE, "Other harnesses' answers become run directories, judged by our scorers.",
            Command.all(
                Set.of(Setting.SUITES, Setting.TASKS, Setting.TAGS, Setting.SAMPLES, Setting.LIMIT, Setting.EPOCHS, Setting.SEED, Setting.SET, Setting.OFFLINE,
                    Setting.SANDBOX),
                SHOWN, PLACED),
            List.of(new Command.Switch("as", "REF", "the model's name, where the recording does not say it"),
                new Command.Switch("scorer", "NAME", "without --suite: who judges the log's own questions, such as expression, choice, text or foreign")),
            List.of("assay import results/o1-mini.json --suite gsm8k", "assay import logs/2025-01-29_gpqa.eval --scorer choice"),
            new ImportAction());
    }

    private static Command show() {
        return new Command("show", "<run> [trial]", 1, 2, "One trial whole, or every trial of a sample or a task; without one, a line for each failure.",
            Command.all(SHOWN, Set.of(Setting.ONLY_FAILURES)), List.of(),
            List.of("assay show runs/demo", "assay show runs/demo math/word-problems/L03-0002#1"), new ShowAction());
    }

    private static Command report() {
        return new Command("report", "<run...>", 1, Integer.MAX_VALUE, "HTML, Markdown, CSV and JSON of one or several runs.", SHOWN,
            List.of(new Command.Switch("output", "DIR", "where the files go; the run's own directory unless given"),
                new Command.Switch("csv", "", "also leaderboard.csv and trials.csv"),
                new Command.Switch("csv-raw", "", "the same without the guard against formulas, for machines alone"), Publication.BY),
            List.of("assay report runs/demo --csv", "assay report 2025-01-29-a 2025-01-29-b --output site"), new ReportAction());
    }

    private static Command compare() {
        return new Command("compare", "<a> <b>", 2, 2,
            "Two models of one run, or two runs, on the same samples: is one better, and which samples differ.  Calls no model.", SHOWN,
            List.of(new Command.Switch("run", "RUN", "the run whose models are meant; the newest unless given"),
                new Command.Switch("output", "DIR", "also comparison.html, .md, .csv and .json, in this folder")),
            List.of("assay compare scripted/steady scripted/coin --run demo",
                "assay compare 2025-01-29-a:openai/o1-mini 2025-01-30-a:openai/gpt-4o --output out"),
            new CompareAction());
    }

    private static Command gate() {
        return new Command("gate", "<run>", 1, 1,
            "Judges a run by the rules of gate: in assay.yaml, against a baseline; the exit code is the verdict.  Calls a model only to confirm a failure.",
            Command.all(SHOWN, GATED, PAYING), List.of(new Command.Switch("output", "DIR", "where the files go; the run's own directory unless given")),
            List.of("assay gate 2025-01-29-a --on-inconclusive fail", "assay gate 2025-01-29-b --baseline run:2025-01-29-a"), new GateAction());
    }

    private static Command bless() {
        return new Command("bless", "<run>", 1, 1, "Makes a run the baseline: shows what changes, refuses what would be no measure, and writes only then.",
            Command.all(SHOWN, Set.of(Setting.YES, Setting.BASELINE, Setting.BASELINES)),
            List.of(new Command.Switch("force", "REASON", "bless what would be refused; the reason is recorded in the baseline")),
            List.of("assay bless 2025-01-29-a", "assay bless 2025-01-29-a --force 'the old prompt was wrong'"), new BlessAction());
    }

    private static Command rank() {
        return new Command("rank", "", 0, 0, "Asks several models the same samples until the best is certain, and stops asking those that are beaten.",
            Command.all(WHAT, HOW_ASKED, HOW_RUN, SHOWN, PLACED),
            List.of(new Command.Switch("budget", "CALLS", "at most so many calls in all, such as 2000calls; dollars go into --max-cost-usd")),
            List.of("assay rank --suite gsm8k --model openai/o4-mini --model ollama/qwen3 --budget 2000calls",
                "assay rank --suite math/word-problems --model 'scripted/coin?p=0.8' --model 'scripted/coin?p=0.6'"),
            new RankAction());
    }

    private static Command verify() {
        return new Command("verify", "<run>", 1, 1, "Recomputes every reported number from the log, and checks digests and verdicts.",
            Command.all(SHOWN, Set.of(Setting.OFFLINE)), List.of(), List.of("assay verify runs/demo", "assay verify 2025-01-29-a --offline"),
            new VerifyAction());
    }

    private static Command serveFake() {
        return new Command("serve-fake", "", 0, 0,
            "A server on 127.0.0.1 that pretends to be a model behind OpenAI's interface, with scripted answers, delays and faults.",
            Set.of(Setting.SEED, Setting.QUIET, Setting.VERBOSE, Setting.CONFIG),
            List.of(new Command.Switch("port", "N", "the port; any free one unless given"),
                new Command.Switch("port-file", "FILE", "write the port into this file once the server answers"),
                new Command.Switch("latency", "DURATION", "how long an answer takes; none unless given"),
                new Command.Switch("events", "N", "pieces of a streamed answer; 50 unless given"),
                new Command.Switch("reasoning", "WHERE", "field, inline, inline-open or none; field unless given"),
                new Command.Switch("rules", "FILE", "what is answered, as for scripted/rules; one answer for everything unless given"),
                new Command.Switch("rate-limit", "N", "answer 429 while N answers are under way"),
                new Command.Switch("fault", "KIND=SHARE...", "a share of calls meets trouble, such as reset=0.01: " + ServeFakeAction.kinds()),
                new Command.Switch("imitate", "SERVER", "whose manners: " + ServeFakeAction.imitated() + "; vllm unless given"),
                new Command.Switch("connections", "N", "connections that may be open; 20000 unless given"),
                new Command.Switch("for", "DURATION", "end by itself after this time")),
            List.of("assay serve-fake --port 8400 --latency 2s", "assay serve-fake --fault reset=0.01 --fault server-fault=0.02 --rate-limit 8 --for 10min"),
            new ServeFakeAction());
    }
}
