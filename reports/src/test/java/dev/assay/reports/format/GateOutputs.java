package dev.assay.reports.format;

import dev.assay.reports.gate.GateReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every output of a gate, by the name of its file.
final class GateOutputs {

    private interface Output {
        void write(GateReport report, Writer out) throws IOException;
    }

    private static final Map<String, Output> ALL = outputs();

    private GateOutputs() {
    }

    private static Map<String, Output> outputs() {
        Map<String, Output> all = new LinkedHashMap<>();
        all.put("gate.txt", (report, out) -> GateTerminal.write(report, 120, false, out));
        all.put("gate.md", GateMarkdown::write);
        all.put("gate.json", GateJson::write);
        all.put("junit.xml", (report, out) -> JUnitReport.write(report, List.of(), out));
        all.put("annotations.txt", (report, out) -> out.write(String.join("\n", GateAnnotations.lines(report)) + "\n"));
        return all;
    }

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    static String written(String name, GateReport report) throws IOException {
        StringWriter out = new StringWriter();
        ALL.get(name).write(report, out);
        return out.toString();
    }

    static String terminal(GateReport report, int width, boolean colour) throws IOException {
        StringWriter out = new StringWriter();
        GateTerminal.write(report, width, colour, out);
        return out.toString();
    }

    static String markdown(GateReport report) throws IOException {
        return written("gate.md", report);
    }
}
