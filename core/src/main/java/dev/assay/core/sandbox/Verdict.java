package dev.assay.core.sandbox;

import java.util.Collection;
import java.util.Comparator;

/// What a program is worth. Nothing that a program does can by itself make it `Passed`.
public sealed interface Verdict {

    /// The verdicts, the first that holds comes first.
    enum Kind {
        HARNESS_ERROR, SECURITY, COMPILE_ERROR, OUTPUT_LIMIT, TIMEOUT, MEMORY, RUNTIME_ERROR, WRONG, PASSED
    }

    /// Which of the nine it is.
    Kind kind();

    /// What more is known, in a few words; empty if nothing is. It may quote the program: show it escaped.
    String detail();

    /// Every comparison held.
    record Passed() implements Verdict {
        @Override
        public Kind kind() {
            return Kind.PASSED;
        }

        @Override
        public String detail() {
            return "";
        }
    }

    /// The program ended in order and its answer is not the expected one.
    record Wrong(String detail) implements Verdict {
        @Override
        public Kind kind() {
            return Kind.WRONG;
        }
    }

    /// The program is no program of its language.
    record CompileError(String detail) implements Verdict {
        @Override
        public Kind kind() {
            return Kind.COMPILE_ERROR;
        }
    }

    /// The program broke off.
    ///
    /// @param detail an exception, a signal, an exit status, or `exited early`
    record RuntimeError(String detail) implements Verdict {
        @Override
        public Kind kind() {
            return Kind.RUNTIME_ERROR;
        }
    }

    /// The program, or the check of what it said, took too long.
    record Timeout(By by) implements Verdict {

        /// Which clock ran out.
        public enum By {
            CPU, WALL, CHECKER
        }

        @Override
        public Kind kind() {
            return Kind.TIMEOUT;
        }

        @Override
        public String detail() {
            return switch (by) {
                case CPU -> "cpu";
                case WALL -> "wall";
                case CHECKER -> "checker";
            };
        }
    }

    /// The program asked for more memory than it may have.
    record Memory(String detail) implements Verdict {
        @Override
        public Kind kind() {
            return Kind.MEMORY;
        }
    }

    /// The program said more than it may.
    record OutputLimit(String detail) implements Verdict {
        @Override
        public Kind kind() {
            return Kind.OUTPUT_LIMIT;
        }
    }

    /// The program did what no honest program does.
    record Security(String detail) implements Verdict {
        @Override
        public Kind kind() {
            return Kind.SECURITY;
        }
    }

    /// A fault of ours: it is no score.
    record HarnessError(String detail) implements Verdict {
        @Override
        public Kind kind() {
            return Kind.HARNESS_ERROR;
        }
    }

    /// The one that comes first.
    ///
    /// @param verdicts at least one
    static Verdict first(Collection<Verdict> verdicts) {
        return verdicts.stream().min(Comparator.comparing(Verdict::kind))
            .orElseThrow(() -> new IllegalArgumentException("Of no verdicts none comes first."));
    }
}
