package dev.assay.reports.format;

import dev.assay.reports.board.Figures;
import dev.assay.reports.format.JUnitCase.Outcome;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The suites of a JUnit report while they are gathered: cases are taken in the order in which they are offered, as long as there is room.
final class JUnitSuites {

    /// The most bytes of the whole file.
    static final int MOST_BYTES = 5_000_000;
    /// The most references, such as `&lt;`: the JDK's reader refuses a document with more than 100,000, and counts some of them twice.
    private static final int MOST_REFERENCES = 45_000;
    private static final int RESERVED = 20_000;
    private static final int HEAD_BYTES = 1_000;
    private static final int LONGEST_NAME = 400;
    private static final int LONGEST_VALUE = 400;

    /// How many cases there are of each kind.
    private static final class Counts {
        private int tests;
        private int failures;
        private int errors;
        private int skipped;

        private void add(Outcome outcome) {
            tests++;
            switch (outcome) {
                case Outcome.Failure _ -> failures++;
                case Outcome.Fault _ -> errors++;
                case Outcome.Skipped _ -> skipped++;
                case Outcome.Passed _,Outcome.Flaky _ -> {
                }
            }
        }

        private String xml() {
            return " tests=\"" + tests + "\" errors=\"" + errors + "\" skipped=\"" + skipped + "\" failures=\"" + failures + "\"";
        }
    }

    private static final class Suite {
        private final String name;
        private final Counts counts = new Counts();
        private final List<String> cases = new ArrayList<>();
        private double seconds;

        private Suite(String name) {
            this.name = name;
        }
    }

    private final String title;
    private final Map<String, Suite> suites = new TreeMap<>();
    private final Map<String, Map<String, String>> properties = new LinkedHashMap<>();
    private final Counts all = new Counts();
    private final Counts left = new Counts();
    private long room = MOST_BYTES - RESERVED;
    private long references = MOST_REFERENCES;

    /// @param title the name of the whole
    JUnitSuites(String title) {
        this.title = title;
    }

    /// States a fact about a suite; it is written if the suite is.
    void property(String suite, String name, String value) {
        properties.computeIfAbsent(suite, _ -> new LinkedHashMap<>()).put(name, value);
    }

    /// Takes a case if there is room for it, else counts it.
    ///
    /// @param most the most bytes of its text
    void offer(String suite, JUnitCase offered, int most) {
        Suite of = suites.get(suite);
        long head = of == null ? HEAD_BYTES + 3L * LONGEST_VALUE : 0;
        String name = XmlText.line(suite, LONGEST_NAME);
        String xml = offered.xml(name, most);
        long bytes = xml.getBytes(StandardCharsets.UTF_8).length + head;
        long escaped = references(xml) + (of == null ? references(name) : 0);
        if (bytes > room || escaped > references) {
            left.add(offered.outcome());
            return;
        }
        room -= bytes;
        references -= escaped;
        Suite taker = suites.computeIfAbsent(suite, _ -> new Suite(name));
        taker.cases.add(xml);
        taker.seconds += offered.seconds();
        taker.counts.add(offered.outcome());
        all.add(offered.outcome());
    }

    private static long references(String xml) {
        return xml.chars().filter(c -> c == '&').count();
    }

    /// Writes the whole. The writer is flushed, not closed.
    ///
    /// @throws IOException if the writer cannot take it
    void write(Writer out) throws IOException {
        String rest = rest();
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"" + title + "\"" + all.xml() + ">\n");
        for (Map.Entry<String, Suite> entry : suites.entrySet()) {
            Suite suite = entry.getValue();
            out.write("  <testsuite name=\"" + suite.name + "\" time=\"" + JUnitCase.time(suite.seconds) + "\"" + suite.counts.xml() + ">\n");
            out.write(facts(properties.getOrDefault(entry.getKey(), Map.of())));
            for (String xml : suite.cases) {
                out.write(xml);
            }
            out.write("  </testsuite>\n");
        }
        out.write(rest + "</testsuites>\n");
        out.flush();
    }

    private static String facts(Map<String, String> facts) {
        if (facts.isEmpty()) {
            return "";
        }
        StringBuilder xml = new StringBuilder("    <properties>\n");
        facts.forEach((name, value) -> xml.append("      <property name=\"").append(name).append("\" value=\"").append(XmlText.line(value, LONGEST_VALUE))
            .append("\"/>\n"));
        return xml.append("    </properties>\n").toString();
    }

    /// What had no room, as one case of its own: a failure or an error if any of it is one, so that nothing turns green by being left out.
    private String rest() {
        if (left.tests == 0) {
            return "";
        }
        String text = Figures.count(left.tests) + " more cases had no room in " + Figures.count(MOST_BYTES) + " bytes: " + Figures.count(left.failures)
            + " failures, " + Figures.count(left.errors) + " errors, " + Figures.count(left.skipped) + " skipped. summary.json has every check.";
        Outcome outcome = left.failures > 0
            ? new Outcome.Failure("LEFT_OUT", text, "")
            : left.errors > 0 ? new Outcome.Fault("LEFT_OUT", text, "") : new Outcome.Skipped(text, "");
        Counts counts = new Counts();
        counts.add(outcome);
        all.add(outcome);
        String name = "left out";
        return "  <testsuite name=\"" + name + "\" time=\"0\"" + counts.xml() + ">\n" + new JUnitCase("more cases", 0, outcome).xml(name, XmlText.MOST_BYTES)
            + "  </testsuite>\n";
    }
}
