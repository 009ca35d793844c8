package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.reports.format.GateTerminal;
import dev.assay.reports.gate.Baseline;
import dev.assay.reports.gate.BaselineCodec;
import dev.assay.reports.gate.GateJudge;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.TaskResults;
import dev.assay.reports.gate.TaskResultsReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
        List<Blessing> blessings = blessings(call, log, results, report);
        List<Refusal> refusals = Refusal.of(report, results);
        if (!refusals.isEmpty() && reason.isEmpty()) {
            throw new UsageException(refusals.stream().map(Refusal::sentence)
                .collect(Collectors.collectingAndThen(Collectors.toList(), sentences -> withRemedy(sentences, call))));
        }
        if (refusals.isEmpty() && reason.isPresent()) {
            call.note("--force  There was nothing to force, so the reason is not recorded.");
        }
        List<String> forced = reason.map(text -> refusals.stream().map(refusal -> text + ": " + refusal.what()).toList()).orElse(List.of());
        return written(call, blessings, forced);
    }

    private static List<String> withRemedy(List<String> sentences, Invocation call) {
        return java.util.stream.Stream.concat(sentences.stream(), java.util.stream.Stream.of("Nothing was written.  If it shall be the baseline all the same: "
            + call.command() + " --force 'why'")).toList();
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

    private static List<Blessing> blessings(Invocation call, RunLog log, List<TaskResults> results, GateReport report) {
        BaselinePlace.PathTemplate path = Baselines.written(call);
        Harness.Host host = call.harness().host();
        Git git = new Git(host.workingDirectory(), host.environment().apply("PATH"));
        Optional<String> commit = git.head();
        Map<String, String> owners = new HashMap<>();
        List<Blessing> blessings = results.stream().map(one -> Blessing.of(new Blessing.Asked(one, path.of(one.task(), one.model()), host.workingDirectory()),
            log, commit, host.clock().instant(), report)).toList();
        for (Blessing blessing : blessings) {
            String owner = owners.putIfAbsent(blessing.path(), blessing.name());
            if (owner != null) {
                throw UsageException.of(blessing.path() + "  would be the baseline of " + Publication.visible(owner) + " and of "
                    + Publication.visible(blessing.name()) + ".  Put {suite} and {model} into the path of baselines.");
            }
        }
        return blessings;
    }

    private static ExitCode written(Invocation call, List<Blessing> blessings, List<String> forced) {
        blessings.forEach(blessing -> call.console().out().println(blessing.words()));
        call.console().out().flush();
        blessings.stream().flatMap(blessing -> blessing.warning().stream()).forEach(warning -> call.console().note("warning  " + warning));
        boolean asks = call.console().interactive() && !call.settings().running().yes();
        if (asks && !call.console().confirm("Write " + blessings.size() + (blessings.size() == 1 ? " baseline?" : " baselines?"))) {
            call.console().note("Nothing was written.");
            return ExitCode.USAGE;
        }
        for (Blessing blessing : blessings) {
            String text = BaselineCodec.write(new Baseline(blessing.results(), blessing.blessed(forced)));
            WholeFile.write(call.harness().host().workingDirectory().resolve(blessing.path()), out -> out.write(text), "Mend the cause, then bless again.");
        }
        call.note("next  look at what changed (git diff), then commit " + (blessings.size() == 1 ? "it" : "them"));
        return ExitCode.DONE;
    }
}
