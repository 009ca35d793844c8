package dev.assay.runners.model.llama;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much memory this process has held at most.
final class ProcessMemory {

    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s*(\\d{1,12}) kB$");

    private ProcessMemory() {
    }

    /// In bytes, the model's pages included, as Linux counts it; 0 where the system does not tell.
    static long peak() {
        try {
            Matcher matcher = PEAK.matcher(Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
        } catch (IOException absent) {
            return 0;
        }
    }
}
