package dev.assay.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the doctor examines, as values: the machine itself is asked only here.
final class Surroundings {

    private Surroundings() {
    }

    /// The Java machine.
    ///
    /// @param version such as `25.0.3`
    /// @param vendor who built it
    /// @param heapBytes how large the heap may grow
    /// @param containerBytes how much memory the container may use, if it is limited
    record JavaMachine(String version, String vendor, long heapBytes, Optional<Long> containerBytes) {

        /// The one this runs on.
        ///
        /// @param controlGroup where the system mounts its limits: `/sys/fs/cgroup` on Linux
        static JavaMachine here(Path controlGroup) {
            String number = Runtime.version().version().stream().map(String::valueOf).collect(Collectors.joining("."));
            return new JavaMachine(number, System.getProperty("java.vendor", "unknown vendor"), Runtime.getRuntime().maxMemory(),
                containerLimit(controlGroup));
        }
    }

    /// The memory limit of the container, by the files of both versions of control groups; a limit above a petabyte is none.
    static Optional<Long> containerLimit(Path controlGroup) {
        for (String file : List.of("memory.max", "memory/memory.limit_in_bytes")) {
            Path path = controlGroup.resolve(file);
            try {
                String text = Files.isReadable(path) ? Files.readString(path, StandardCharsets.US_ASCII).trim() : "";
                if (text.matches("[0-9]{1,15}")) {
                    return Optional.of(Long.parseLong(text));
                }
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// Where the output goes.
    ///
    /// @param interactive whether a person sits before it
    /// @param columns its width, if known
    /// @param colour whether colours will be used
    /// @param encoding how texts are written to it
    record Terminal(boolean interactive, Optional<Integer> columns, boolean colour, Charset encoding) {
    }
}
