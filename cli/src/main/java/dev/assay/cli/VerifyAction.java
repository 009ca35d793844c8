package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.Provenance;
import dev.assay.core.task.Task;
import dev.assay.reports.format.JsonSummary;
import dev.assay.suites.data.DatasetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `assay verify`: recomputes every reported number from the log and compares it with `summary.json`; checks the digests of the data and
/// the verdicts of the scorers.
final class VerifyAction implements Command.Action {

    private static final int SHOWN = 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public ExitCode run(Invocation call) {
        Path directory = call.how().runs().find(call.arguments().getFirst());
        RunLog log = RunLog.open(directory);
        List<String> wrong = new ArrayList<>();
        List<String> right = new ArrayList<>();
        counts(log, right);
        numbers(log, right, wrong);
        data(call, log, right, wrong);
        right.forEach(line -> call.console().out().println("ok    " + line));
        wrong.forEach(line -> call.console().out().println("wrong " + line));
        log.notices().forEach(call::note);
        return wrong.isEmpty() ? ExitCode.DONE : ExitCode.USAGE;
    }

    private static void counts(RunLog log, List<String> right) {
        long[] counts = new long[2];
        log.forEach(result -> counts[result.outcome() instanceof Outcome.Scored ? 0 : 1]++);
        long planned = log.header().provenance().tasks().stream().mapToLong(task -> (long) task.samples() * task.epochs()).sum()
            * log.header().spec().models().size();
        right.add(String.format(Locale.ROOT, "log: %,d trials read, %,d answered, %,d outages, of %,d planned", counts[0] + counts[1], counts[0], counts[1],
            planned));
    }

    private static void numbers(RunLog log, List<String> right, List<String> wrong) {
        Path file = log.directory().resolve(new JsonSummary().fileName());
        if (!Files.exists(file)) {
            wrong.add(file + "  is not there.  Make it with: assay report " + log.directory());
            return;
        }
        try {
            JsonNode stored = withoutGate(JSON.readTree(Files.readString(file)), log, right);
            JsonNode computed = JSON.readTree(Publication.of(log).text(new JsonSummary()));
            List<String> differences = new ArrayList<>();
            compare("", stored, computed, differences);
            differences.stream().limit(SHOWN).forEach(difference -> wrong.add(file + "  " + difference));
            if (differences.isEmpty()) {
                right.add("summary.json: every number is what the log gives");
            }
        } catch (JacksonException e) {
            wrong.add(file + "  is not valid JSON.  Make it again with: assay report " + log.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(file + "  cannot be read.", e);
        }
    }

    /// A verdict rests on a baseline besides the log, and that may be another by now.
    private static JsonNode withoutGate(JsonNode stored, RunLog log, List<String> right) {
        if (!(stored instanceof ObjectNode page) || !page.has("gate")) {
            return stored;
        }
        page.remove("gate");
        right.add("gate: not looked at, since it rests on a baseline too; judge again with: assay gate " + log.directory());
        return page;
    }

    private static void compare(String path, JsonNode stored, JsonNode computed, List<String> differences) {
        if (stored.isObject() && computed.isObject()) {
            TreeSet<String> names = new TreeSet<>(stored.propertyNames());
            names.addAll(computed.propertyNames());
            names.forEach(name -> compare(path + "/" + name, stored.path(name), computed.path(name), differences));
            return;
        }
        if (stored.isArray() && computed.isArray()) {
            for (int i = 0; i < Math.max(stored.size(), computed.size()); i++) {
                compare(path + "/" + i, stored.path(i), computed.path(i), differences);
            }
            return;
        }
        if (!stored.equals(computed)) {
            differences.add(path + " says " + shown(stored) + ", the log gives " + shown(computed));
        }
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : Publication.visible(node.toString());
    }

    private static void data(Invocation call, RunLog log, List<String> right, List<String> wrong) {
        List<Task> tasks;
        try {
            tasks = call.harness().rejudging(call.how()).questions(log);
        } catch (IllegalArgumentException | DatasetException e) {
            wrong.add(String.valueOf(e.getMessage()));
            return;
        }
        for (Provenance.TaskOrigin task : log.header().provenance().tasks()) {
            right.add("data: " + task.id() + " is version " + task.version() + " with digest " + task.sha256());
        }
        verdicts(log, Bench.of(tasks), right, wrong);
    }

    private static void verdicts(RunLog log, Bench bench, List<String> right, List<String> wrong) {
        List<String> differences = new ArrayList<>();
        log.forEach(result -> {
            if (result.outcome() instanceof Outcome.Scored scored) {
                bench.judge(result.trial(), scored).stream()
                    .filter(now -> scored.judgements().stream().noneMatch(then -> then.scorer().equals(now.scorer()) && Bench.sameVerdict(then, now)))
                    .forEach(now -> differences
                        .add(result.trial() + "  " + now.scorer() + " gives another verdict, or none is stored.  Judge again with: assay score "
                            + log.directory()));
            }
        });
        differences.stream().limit(SHOWN).map(Publication::visible).forEach(wrong::add);
        if (differences.isEmpty()) {
            right.add("scores: every verdict is what the scorers give");
        }
    }
}
