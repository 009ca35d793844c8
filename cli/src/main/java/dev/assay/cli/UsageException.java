package dev.assay.cli;

import java.util.List;

/// What was asked cannot be done as it stands: found before any call, exit code 2.
///
/// All problems are told at once, one sentence or two each, with where they stand and what to do.
public final class UsageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /// @param problems at least one, in the order in which people will mend them
    public UsageException(List<String> problems) {
        super(String.join("\n", problems));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("A usage exception names at least one problem.");
        }
        this.problems = List.copyOf(problems);
    }

    /// One problem.
    public static UsageException of(String problem) {
        return new UsageException(List.of(problem));
    }

    /// Every problem, without line breaks between them.
    public List<String> problems() {
        return problems;
    }
}
