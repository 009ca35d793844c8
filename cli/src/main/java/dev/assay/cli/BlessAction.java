package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.reports.format.GateTerminal;
import dev.assay.reports.gate.Baseline;
import dev.assay.reports.gate.BaselineCodec;
import dev.assay.reports.gate.BlessRefusals;
import dev.assay.reports.gate.GateJudge;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.TaskResults;
import dev.assay.reports.gate.TaskResultsReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `assay bless`: makes a run the measure of those to come. Shows first what changes, refuses what would be no measure, and writes only then.
final class BlessAction implements Command.Action {

    @Override
    public ExitCode run(Invocation call) {
        Optional<String> reason = call.value("force").map(ConfigSection::present);
        RunLog log = RunLog.open(call.how().runs().find(call.arguments().getFirst()));
        List<TaskResults> results = TaskResultsReader.of(log);
        GateSteps steps = new GateSteps(call);
        steps.requireSound(results);
        Baselines baselines = Baselines.of(call);
        GateReport first = GateJudge.judge(steps.gate(), log.directory().toString(), results, baselines, log.header().spec().seed());
        GateReport report = new Confirming(call).earlier(first, log, baselines).orElse(first);
        show(call, report);
        List<String> forced = forced(call, results, report, reason);
        return written(call, blessings(call, log, results, report, forced));
    }

    /// The comparison with what holds now; where nothing holds yet, that.
    private static void show(Invocation call, GateReport report) {
        if (report.pairs().values().stream().allMatch(pair -> pair.baselineFingerprint().isEmpty())) {
            call.note("There is no baseline yet: this run becomes the first.");
            return;
        }
        StringWriter text = new StringWriter();
        try {
            GateTerminal.write(report, call.console().width(), call.console().colour(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("The comparison cannot be printed.", e);
        }
        call.console().out().print(text);
        call.console().out().flush();
    }

    /// Refuses what is no measure, unless somebody says why it shall be one.
    private static List<String> forced(Invocation call, List<TaskResults> results, GateReport report, Optional<String> reason) {
        List<String> refusals = results.stream()
            .flatMap(one -> BlessRefusals.of(one, report.gate(), Optional.of(report), stoppedEarly(one, report)).stream()).distinct()
            .map(sentence -> Publication.visible(sentence)).toList();
        if (refusals.isEmpty()) {
            reason.ifPresent(_ -> call.note("There was nothing to force, so the reason is not recorded."));
            return List.of();
        }
        if (reason.isEmpty()) {
            List<String> problems = new ArrayList<>(refusals);
            problems.add("Nothing was written.  If this run shall be the baseline all the same, say why: " + call.command() + " --force 'the reason'");
            throw new UsageException(problems);
        }
        refusals.forEach(refusal -> call.console().note("forced  " + refusal));
        return List.of(reason.get());
    }

    private static boolean stoppedEarly(TaskResults results, GateReport report) {
        return results.recorded() < results.planned() && report.checks().stream()
            .filter(result -> result.check().task().equals(results.task()) && result.check().model().equals(results.model()))
            .anyMatch(result -> result.sequential().isPresent());
    }

    private static List<Blessing> blessings(Invocation call, RunLog log, List<TaskResults> results, GateReport report, List<String> forced) {
        BaselinePlace.PathTemplate template = Baselines.written(call);
        Harness.Host host = call.harness().host();
        Optional<String> commit = new Git(host.workingDirectory(), host.environment().apply("PATH")).head();
        String run = String.valueOf(log.directory().toAbsolutePath().normalize().getFileName());
        Map<String, String> owners = new HashMap<>();
        List<Blessing> blessings = new ArrayList<>();
        for (TaskResults one : results) {
            String path = template.of(one.task(), one.model());
            Optional<String> present = Baselines.read(host.workingDirectory(), path);
            Optional<Baseline> before = present.map(text -> Baselines.decoded(one.task(), text, path));
            Optional<Baseline.Replaced> replaced = before.map(old -> new Baseline.Replaced(old, BaselineCodec.digest(present.orElseThrow())));
            Baseline next = Baseline.next(replaced, one, host.clock().instant().truncatedTo(ChronoUnit.SECONDS), run, commit, forced);
            Blessing blessing = new Blessing(path, next, before, Blessing.margin(report, one));
            requireAlone(owners, blessing);
            blessings.add(blessing);
        }
        return blessings;
    }

    private static void requireAlone(Map<String, String> owners, Blessing blessing) {
        String owner = owners.putIfAbsent(blessing.path(), blessing.name());
        if (owner != null) {
            throw UsageException.of(blessing.path() + "  would be the baseline of " + Publication.visible(owner) + " and of "
                + Publication.visible(blessing.name()) + ".  Put {suite} and {model} into the path of baselines.");
        }
    }

    private static ExitCode written(Invocation call, List<Blessing> blessings) {
        blessings.forEach(blessing -> call.console().out().println(blessing.words()));
        call.console().out().flush();
        blessings.stream().flatMap(blessing -> blessing.warning().stream()).forEach(warning -> call.console().note("warning  " + warning));
        boolean asks = call.console().interactive() && !call.settings().running().yes();
        if (asks && !call.console().confirm("Write " + blessings.size() + (blessings.size() == 1 ? " baseline?" : " baselines?"))) {
            call.console().note("Nothing was written.");
            return ExitCode.USAGE;
        }
        Path folder = call.harness().host().workingDirectory();
        for (Blessing blessing : blessings) {
            String text = BaselineCodec.write(blessing.baseline());
            WholeFile.write(folder.resolve(blessing.path()), out -> out.write(text), "Mend the cause, then bless again.");
        }
        call.note("next  look at what changed (git diff), then commit it");
        return ExitCode.DONE;
    }
}
