package dev.assay.cli;

import dev.assay.reports.gate.GateReport;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What the program tells the shell. Codes below 100 never speak about scores; codes from 100 on never hide a fault.
enum ExitCode {
    DONE(0, "done; warnings allowed"),
    FAULT(1, "a fault in Assay itself; the message says what to report"),
    USAGE(2, "usage, configuration or input, before any call"),
    NO_JDK(69, "no JDK 25 found"),
    GATE_FAILED(100, "gate FAIL"),
    GATE_INCONCLUSIVE(101, "gate INCONCLUSIVE, where the configuration says that fails"),
    GATE_INCOMPARABLE(102, "gate INCOMPARABLE or MISSING, where the configuration says that fails"),
    INCOMPLETE(103, "run incomplete; results are kept, the same command goes on"),
    INTERRUPTED(130, "interrupted; results are kept, the same command goes on");

    /// If several apply, the first of these is told.
    private static final List<ExitCode> PRECEDENCE = List.of(USAGE, INTERRUPTED, INCOMPLETE, FAULT, GATE_FAILED, GATE_INCOMPARABLE, GATE_INCONCLUSIVE, NO_JDK,
        DONE);

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    /// What the shell is told of a verdict.
    static ExitCode of(GateReport.Exit exit) {
        return switch (exit) {
            case KEPT -> DONE;
            case INCONCLUSIVE -> GATE_INCONCLUSIVE;
            case UNJUDGED -> GATE_INCOMPARABLE;
            case FAILED -> GATE_FAILED;
        };
    }

    /// The one that is told where several apply.
    static ExitCode of(Stream<ExitCode> several) {
        return several.min(Comparator.comparingInt(PRECEDENCE::indexOf)).orElse(DONE);
    }
}
