package dev.assay.cli;

import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLog;
import dev.assay.core.log.RunLogException;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.suites.Suites;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `assay list`: what is known of suites, tasks, models, scorers and runs, of one model, and what a suite asks.
final class ListAction implements Command.Action {

    static final List<String> WHAT = List.of("suites", "tasks", "models", "runs", "scorers", "prices", "samples");
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Override
    public ExitCode run(Invocation call) {
        String what = call.arguments().getFirst();
        Optional<String> name = call.arguments().stream().skip(1).findFirst();
        Optional<String> export = call.value(SampleRows.EXPORT.name());
        if (what.equals("samples") && export.isPresent()) {
            SampleRows.export(call, suite(name), export.get());
            return ExitCode.DONE;
        }
        if (export.isPresent()) {
            throw UsageException.of("--export  writes samples.  Type assay list samples TASK --export FILE.");
        }
        if (name.isPresent() && !what.equals("samples")) {
            return one(call, what, name.get());
        }
        List<Map<String, String>> rows = switch (what) {
            case "suites" -> suites(call, false);
            case "tasks" -> suites(call, true);
            case "models" -> ModelRows.all(call);
            case "runs" -> runs(call);
            case "scorers" -> scorers(call);
            case "prices" -> PriceRows.of(call);
            case "samples" -> SampleRows.of(call, suite(name));
            default -> throw UsageException.of("assay list does not know \"" + what + "\".  It lists: " + String.join(", ", WHAT));
        };
        show(call, rows);
        if (rows.isEmpty()) {
            call.note("There are none.");
        }
        return ExitCode.DONE;
    }

    private static void show(Invocation call, List<Map<String, String>> rows) {
        switch (call.settings().showing().format()) {
            case JSON -> call.console().out().println(JSON.writeValueAsString(rows));
            case TEXT -> table(rows).forEach(call.console().out()::println);
            case MD -> markdown(rows).forEach(call.console().out()::println);
        }
    }

    private static String suite(Optional<String> name) {
        return name.orElseThrow(() -> UsageException.of("assay list samples needs the name of a suite or a task.  The command \"list suites\" shows all."));
    }

    private static ExitCode one(Invocation call, String what, String name) {
        if (!what.equals("models")) {
            throw UsageException.of("assay list " + what
                + " takes no name.  One model is shown by assay list models PROVIDER/NAME, the questions of one task by assay list samples TASK.");
        }
        Optional<List<Map<String, String>>> provider = ModelRows.of(call, name);
        if (provider.isPresent()) {
            show(call, provider.get());
            return ExitCode.DONE;
        }
        ModelPage.write(call.harness().factsOf(name, call.how()), call.settings().showing().format(), call.console().out()::println);
        return ExitCode.DONE;
    }

    static Map<String, String> row(String... cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put(cells[i], cells[i + 1]);
        }
        return row;
    }

    private static List<Map<String, String>> suites(Invocation call, boolean tasksOnly) {
        return call.harness().suites(call.how()).catalogue().stream().filter(entry -> !tasksOnly || entry.tasks().equals(List.of(entry.name())))
            .map(entry -> row("name", entry.name(), "category", entry.category(), "samples", samples(entry), "licence", entry.licence(), "title", entry.title(),
                "source", entry.source()))
            .toList();
    }

    private static String samples(Suites.Entry entry) {
        return entry.generated() ? entry.samples() + " or more" : String.valueOf(entry.samples());
    }

    private static List<Map<String, String>> scorers(Invocation call) {
        Map<ScorerRef, List<String>> tasks = new TreeMap<>();
        for (Suites.Entry entry : call.harness().suites(call.how()).catalogue()) {
            if (entry.tasks().equals(List.of(entry.name()))) {
                entry.scorers().forEach(scorer -> tasks.computeIfAbsent(scorer, ref -> new ArrayList<>()).add(entry.name()));
            }
        }
        return tasks.entrySet().stream().map(entry -> row("scorer", entry.getKey().toString(), "tasks", String.join(", ", entry.getValue()))).toList();
    }

    private static List<Map<String, String>> runs(Invocation call) {
        return call.how().runs().all().stream().map(ListAction::run).toList();
    }

    private static Map<String, String> run(Path directory) {
        String name = String.valueOf(directory.getFileName());
        try {
            RunHeader header = RunLog.open(directory).header();
            return row("run", name, "started", header.provenance().start().toString(), "suites", String.join(", ", header.spec().suites()), "models",
                String.join(", ", header.spec().models().stream().map(model -> model.shortName()).toList()), "origin",
                header.provenance().origin().map(origin -> origin.format() + " " + origin.file()).orElse(""));
        } catch (RunLogException e) {
            return row("run", name, "started", "", "suites", Publication.visible(String.valueOf(e.getMessage())), "models", "", "origin", "");
        }
    }

    private static List<String> table(List<Map<String, String>> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> columns = List.copyOf(rows.getFirst().keySet());
        Map<String, Integer> widths = new LinkedHashMap<>();
        for (String column : columns) {
            widths.put(column, Math.max(column.length(), rows.stream().mapToInt(row -> row.getOrDefault(column, "").length()).max().orElse(0)));
        }
        List<String> lines = new ArrayList<>(List.of(line(columns, columns, widths)));
        rows.forEach(row -> lines.add(line(columns.stream().map(column -> row.getOrDefault(column, "")).toList(), columns, widths)));
        return lines;
    }

    private static String line(List<String> cells, List<String> columns, Map<String, Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(cells.get(i)).repeat(' ', widths.getOrDefault(columns.get(i), 0) - cells.get(i).length() + 2);
        }
        return line.toString().stripTrailing();
    }

    private static List<String> markdown(List<Map<String, String>> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> columns = List.copyOf(rows.getFirst().keySet());
        List<String> lines = new ArrayList<>(List.of("| " + String.join(" | ", columns) + " |", "|" + " --- |".repeat(columns.size())));
        rows.forEach(
            row -> lines.add("| " + String.join(" | ", columns.stream().map(column -> row.getOrDefault(column, "").replace("|", "\\|")).toList()) + " |"));
        return lines;
    }
}
