package dev.assay.cli;

import dev.assay.runners.model.ModelFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// One page on one model: how it is asked, how it thinks, and what becomes of each setting.
final class ModelPage {

    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int MARGIN = 2;

    private ModelPage() {
    }

    /// Writes the page.
    static void write(ModelFacts model, Settings.Format format, Consumer<String> out) {
        switch (format) {
            case TEXT -> text(model).forEach(out);
            case MD -> markdown(model).forEach(out);
            case JSON -> out.accept(JSON.writeValueAsString(json(model)));
        }
    }

    private static Map<String, Object> json(ModelFacts model) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("model", model.ref().toString());
        page.put("what", model.what());
        page.put("facts", model.facts());
        page.put("parameters", model.parameters());
        page.put("notes", model.notes());
        return page;
    }

    private static List<String> text(ModelFacts model) {
        List<String> lines = new ArrayList<>(List.of(model.ref() + "  " + model.what(), ""));
        int width = Math.max(width(model.facts()), width(model.parameters()));
        model.facts().forEach((name, value) -> lines.add(line(name, value, width)));
        lines.addAll(List.of("", "Settings"));
        model.parameters().forEach((name, value) -> lines.add(line(name, value, width)));
        if (!model.notes().isEmpty()) {
            lines.addAll(List.of("", "Notes"));
            model.notes().forEach(note -> lines.add(" ".repeat(MARGIN) + note));
        }
        return lines;
    }

    private static int width(Map<String, String> rows) {
        return rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    private static String line(String name, String value, int width) {
        return " ".repeat(MARGIN) + name + " ".repeat(width - name.length() + MARGIN) + value;
    }

    private static List<String> markdown(ModelFacts model) {
        List<String> lines = new ArrayList<>(List.of("## " + model.ref(), "", model.what() + ".", ""));
        table(lines, "fact", model.facts());
        lines.add("");
        table(lines, "setting", model.parameters());
        model.notes().forEach(note -> lines.addAll(List.of("", note)));
        return lines;
    }

    private static void table(List<String> lines, String title, Map<String, String> rows) {
        lines.addAll(List.of("| " + title + " | |", "| --- | --- |"));
        rows.forEach((name, value) -> lines.add("| " + name + " | " + value.replace("|", "\\|") + " |"));
    }
}
