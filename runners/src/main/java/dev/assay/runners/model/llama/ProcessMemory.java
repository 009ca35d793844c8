package dev.assay.runners.model.llama;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much memory this process has held at most, the model's pages included.
final class ProcessMemory {

    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s*(\\d{1,12}) kB$");
    /// Larger than `struct rusage` anywhere.
    private static final long USAGE_BYTES = 512;
    /// Behind two times of 16 bytes each.
    private static final long MAXIMUM_OFFSET = 32;

    private ProcessMemory() {
    }

    /// In bytes; 0 where the system does not tell.
    static long peak() {
        try {
            Matcher matcher = PEAK.matcher(Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
        } catch (IOException absent) {
            boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
            return mac ? maximum() : 0;
        }
    }

    /// What `getrusage` calls the maximum resident set: bytes on macOS, kilobytes on Linux; 0 if it cannot be asked.
    @SuppressWarnings("restricted")
    static long maximum() {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle call = linker.downcallHandle(linker.defaultLookup().findOrThrow("getrusage"), FunctionDescriptor.of(ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            MemorySegment usage = arena.allocate(USAGE_BYTES, Long.BYTES);
            int failed = (int) call.invokeExact(0, usage);
            return failed == 0 ? Math.max(0, usage.get(ValueLayout.JAVA_LONG, MAXIMUM_OFFSET)) : 0;
        } catch (Throwable unknown) {
            // A figure that cannot be had is no reason to fail.
            return 0;
        }
    }
}
