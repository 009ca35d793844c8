package dev.assay.runners.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The numbers of an architecture's system calls.
///
/// @param audit the architecture as the kernel tells it to a filter
/// @param numbers number by name
record SyscallTable(int audit, Map<String, Integer> numbers) {

    private static final int AUDIT_X86_64 = 0xC000_003E;

    SyscallTable {
        numbers = Map.copyOf(numbers);
    }

    /// The table of an architecture.
    ///
    /// @param architecture as Java names it, such as `amd64`
    /// @return empty for an architecture whose table nobody has verified
    static Optional<SyscallTable> of(String architecture) {
        return architecture.equals("amd64") || architecture.equals("x86_64")
            ? Optional.of(new SyscallTable(AUDIT_X86_64, read("syscalls-x86_64.txt")))
            : Optional.empty();
    }

    /// The number of a system call.
    ///
    /// @throws IllegalArgumentException if the table does not have it
    int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("The table has no system call named " + name + ".");
        }
        return number;
    }

    /// The highest number that the table knows.
    int newest() {
        return numbers.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    private static Map<String, Integer> read(String resource) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String line : Resources.text(resource).lines().toList()) {
            if (!line.startsWith("#") && !line.isBlank()) {
                int space = line.indexOf(' ');
                numbers.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
            }
        }
        return numbers;
    }
}
