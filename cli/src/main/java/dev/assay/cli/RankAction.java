package dev.assay.cli;

import dev.assay.core.run.RunSpec;
import dev.assay.reports.board.RaceCourse;
import dev.assay.reports.format.RaceTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// `assay rank`: asks several models the same samples until the best is certain, and drops those that are beaten.
final class RankAction implements Command.Action {

    @Override
    public ExitCode run(Invocation call) {
        OptionalLong budget = budget(call);
        RunSpec spec = call.settings().spec();
        if (spec.models().size() < 2) {
            throw UsageException.of("A race needs two models, and " + spec.models().getFirst() + " is alone.  Add --model PROVIDER/NAME.");
        }
        call.settings().requireKeys(call.harness().host().environment());
        Harness.Prepared prepared = call.harness().prepare(spec, call.how());
        Costs.requireCapInCi(prepared.plan().spec(), prepared.budget(), call.harness().host().environment());
        PlanText.lines(prepared, call.how().runs()).forEach(call::note);
        call.note("race     all models in one order of samples; whoever is beaten is asked no more (the best is lost in at most 5% of races)"
            + (budget.isPresent() ? String.format(Locale.ROOT, "; at most %,d calls", budget.getAsLong()) : ""));
        Costs.warnings(prepared).forEach(call::note);
        if (!RunAction.mayStart(call, prepared)) {
            call.console().note("Nothing was sent.");
            return ExitCode.USAGE;
        }
        RaceRun race = new RaceRun(prepared, budget);
        ExitCode ran = new RunSteps(call, race).perform(prepared, next(call, prepared), _ -> print(call, race, prepared));
        if (race.spent() && !race.course().finished()) {
            call.console().note("The budget is used up before the best was certain.  To go on: the same command with a larger --budget.");
        }
        return ran;
    }

    private static String next(Invocation call, Harness.Prepared prepared) {
        return call.harness().host().program() + " report " + prepared.directory();
    }

    private static void print(Invocation call, RaceRun race, Harness.Prepared prepared) {
        RaceCourse course = race.course();
        RaceTable table = new RaceTable(course.standings(), course.turns(), course.available(), race.asked(), prepared.plan().total(),
            prepared.plan().spec().seed());
        WholeFile.write(prepared.directory().resolve("rank.json"), out -> out.write(table.json()),
            "The run itself is safe; the same command gives the race again.");
        String text = switch (call.settings().showing().format()) {
            case TEXT -> table.text();
            case MD -> table.markdown();
            case JSON -> table.json();
        };
        call.console().out().print(text);
        call.console().out().flush();
    }

    private static OptionalLong budget(Invocation call) {
        Optional<String> written = call.value("budget");
        return written.isEmpty() ? OptionalLong.empty() : OptionalLong.of(calls(written.get()));
    }

    /// Reads a budget in calls; dollars have an option of their own.
    private static long calls(String written) {
        String text = written.trim().toLowerCase(Locale.ROOT);
        if (text.matches("[1-9][0-9]{0,11} ?calls?")) {
            return Long.parseLong(text.replaceAll("[^0-9]", ""));
        }
        if (text.contains("usd") || text.contains("$")) {
            throw new UsageException(List.of("--budget: " + Quoted.of(written) + " is money.  Write --max-cost-usd " + amount(text)
                + "; --budget counts calls, such as 2000calls."));
        }
        throw new UsageException(List.of("--budget: " + Quoted.of(written) + " is no number of calls.  Write one with its unit, such as 2000calls;"
            + " dollars go into --max-cost-usd."));
    }

    private static String amount(String text) {
        String number = text.replaceAll("[^0-9.]", "");
        return number.isEmpty() ? "5" : number;
    }
}
