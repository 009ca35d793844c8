package dev.assay.runners.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The trusted files that boxes read.
final class Library {

    /// The filter for programs in namespaces of their own.
    static final String FILTER = "filter";

    /// The filter for programs that share users and processes with the host.
    static final String EXTENDED_FILTER = "filter-extended";

    private Library() {
    }

    /// Content by file name.
    static Map<String, byte[]> files(SyscallTable table) {
        return Map.of(FILTER, SeccompFilter.boxed(table), EXTENDED_FILTER, SeccompFilter.extended(table), "zygote.py", script("zygote.py"), "supervision.py",
            script("supervision.py"), "program.py",
            script("program.py"), "guarded.py", script("guarded.py"), "landlock.py", script("landlock.py"), "becoming.py",
            script("becoming.py"));
    }

    /// The text of all scripts that a zygote runs, for the digest of its rules.
    static String ofZygotes() {
        return Resources.text("zygote.py") + Resources.text("supervision.py") + Resources.text("program.py");
    }

    private static byte[] script(String name) {
        return Resources.text(name).getBytes(StandardCharsets.UTF_8);
    }
}
