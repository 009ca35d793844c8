package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the shell around a program wrote outside the box: how the program ended, and the time it took.
///
/// @param ending how it ended
/// @param cpu the processor time of the program and of what started it
record StatusFile(Ending ending, Duration cpu) {

    private static final int SIGNAL = 128;
    private static final int HIGHEST_SIGNAL = 64;
    private static final Pattern EXIT_CODE = Pattern.compile("\"exit-code\": (\\d{1,3})");
    private static final Pattern STATUS = Pattern.compile("status (\\d{1,3})");
    private static final Pattern TIME = Pattern.compile("(\\d+)m(\\d+)\\.(\\d+)s");

    /// Who says how a program ended.
    enum Form {
        /// The box's own status line, which is only there if the program was started.
        BOX,
        /// The shell.
        SHELL
    }

    /// Reads it.
    ///
    /// @return empty if it does not tell how the program ended: it was killed, or never started
    static Optional<StatusFile> read(Path file, Form form) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Pattern pattern = switch (form) {
            case BOX -> EXIT_CODE;
            case SHELL -> STATUS;
        };
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return Optional.of(new StatusFile(ending(Integer.parseInt(matcher.group(1))), cpu(lines)));
            }
        }
        return Optional.empty();
    }

    private static Ending ending(int status) {
        return status > SIGNAL && status <= SIGNAL + HIGHEST_SIGNAL ? new Ending.Signalled(status - SIGNAL) : new Ending.Exited(status & 0xFF);
    }

    /// The shell prints its own times in one line and its children's in the next.
    private static Duration cpu(List<String> lines) {
        Duration total = Duration.ZERO;
        Matcher matcher = TIME.matcher(lines.getLast());
        while (matcher.find()) {
            String fraction = (matcher.group(3) + "000000000").substring(0, 9);
            total = total.plusMinutes(Long.parseLong(matcher.group(1))).plusSeconds(Long.parseLong(matcher.group(2))).plusNanos(Long.parseLong(fraction));
        }
        return total;
    }
}
