package dev.assay.suites.code.check;

import dev.assay.core.sandbox.Captured;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Verdict;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the check of one program came to.
///
/// @param verdict the verdict
/// @param sentence the verdict in a sentence, with the test that failed; it may quote the program: show it escaped
/// @param facts what was measured of the program, by name
public record Checked(Verdict verdict, String sentence, SortedMap<String, String> facts) {

    private static final int STREAM_SHOWN = 2000;

    public Checked {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    static Checked of(Verdict verdict, String sentence, Optional<Execution> solver) {
        SortedMap<String, String> facts = new TreeMap<>();
        solver.ifPresent(execution -> describe(execution, facts));
        return new Checked(verdict, sentence, facts);
    }

    /// The same with one fact more.
    Checked with(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(facts);
        more.put(name, value);
        return new Checked(verdict, sentence, more);
    }

    private static void describe(Execution execution, SortedMap<String, String> facts) {
        facts.put("cpuMillis", Long.toString(execution.cpu().toMillis()));
        facts.put("wallMillis", Long.toString(execution.wall().toMillis()));
        execution.peakRss().ifPresent(bytes -> facts.put("peakBytes", Long.toString(bytes)));
        facts.put("ending", words(execution.ending()));
        stream("stdout", execution.out(), facts);
        stream("stderr", execution.err(), facts);
    }

    private static String words(Ending ending) {
        return switch (ending) {
            case Ending.Exited(int status) -> "exit " + status;
            case Ending.Signalled(int signal) -> "signal " + signal;
            case Ending.Killed(var limit) -> "killed at the limit of " + limit;
            case Ending.Stopped _ -> "stopped after the last answer";
            case Ending.NotCompiled(String reason) -> "not compiled: " + reason;
            case Ending.SetupFailed(String reason) -> "not run: " + reason;
        };
    }

    private static void stream(String name, Captured captured, SortedMap<String, String> facts) {
        if (captured.bytes().isEmpty()) {
            return;
        }
        String text = captured.bytes().text();
        facts.put(name, text.length() <= STREAM_SHOWN && !captured.cut() ? text : text.substring(0, Math.min(text.length(), STREAM_SHOWN)) + "…");
    }
}
