package dev.assay.runners.sandbox;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Restricts the calling thread, and all that it starts, to named files, by the kernel's [Landlock](https://docs.kernel.org/userspace-api/landlock.html).
///
/// A restriction is for life. Never call it on a thread that does anything else.
final class LandlockRules {

    /// Reading files, listing folders and executing.
    static final long READABLE = 1 << 2 | 1 << 3 | 1 << 0;
    /// Reading one file.
    static final long READ = 1 << 2;
    /// Listing a folder.
    static final long LIST = 1 << 3;
    /// Reading and writing one file.
    static final long WRITABLE = READ | 1 << 1 | 1 << 14;

    /// The oldest version of the interface that knows how to keep files from being cut.
    static final int OLDEST = 3;

    private static final int CREATE_RULESET = 444;
    private static final int ADD_RULE = 445;
    private static final int RESTRICT_SELF = 446;
    private static final int VERSION = 1;
    private static final int PATH_BENEATH = 1;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int O_PATH = 0x20_0000 | 0x8_0000;
    private static final int ENOENT = 2;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    @SuppressWarnings("restricted")
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
        Linker.Option.firstVariadicArg(1), Linker.Option.captureCallState("errno"));

    private static final int SYS_OPEN = 2;
    private static final int SYS_CLOSE = 3;
    private static final int SYS_PRCTL = 157;

    private LandlockRules() {
    }

    /// The version of the interface that the kernel has.
    ///
    /// @return 0 if it has none
    static int version() {
        try (Arena arena = Arena.ofConfined()) {
            return (int) Math.max(0, call(arena.allocate(STATE), CREATE_RULESET, 0, 0, VERSION, 0, 0));
        }
    }

    /// Makes rules, and restricts the calling thread by them for life.
    ///
    /// @param allowed what may be done with a path and all below it; paths that are not there are left out
    /// @param restrict false to make the rules and do nothing with them
    /// @throws IOException if the kernel refuses
    static void prepare(Map<Path, Long> allowed, boolean restrict) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int version = version();
            long handled = (1L << (version >= 5 ? 16 : 15)) - 1;
            MemorySegment attributes = arena.allocate(24, 8);
            attributes.set(ValueLayout.JAVA_LONG, 0, handled);
            attributes.set(ValueLayout.JAVA_LONG, 8, version >= 4 ? 3 : 0);
            attributes.set(ValueLayout.JAVA_LONG, 16, version >= 6 ? 3 : 0);
            int size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
            long rules = checked("landlock_create_ruleset", state, call(state, CREATE_RULESET, attributes.address(), size, 0, 0, 0));
            try {
                for (Map.Entry<Path, Long> rule : new TreeMap<>(allowed).entrySet()) {
                    add(arena, state, rules, rule.getKey(), rule.getValue());
                }
                if (!restrict) {
                    return;
                }
                checked("prctl", state, call(state, SYS_PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
                checked("landlock_restrict_self", state, call(state, RESTRICT_SELF, rules, 0, 0, 0, 0));
            } finally {
                call(state, SYS_CLOSE, rules, 0, 0, 0, 0);
            }
        }
    }

    private static void add(Arena arena, MemorySegment state, long rules, Path path, long access) throws IOException {
        long beneath = call(state, SYS_OPEN, arena.allocateFrom(path.toString()).address(), O_PATH, 0, 0, 0);
        if (beneath < 0 && errno(state) == ENOENT) {
            return;
        }
        checked("open " + path, state, beneath);
        try {
            MemorySegment rule = arena.allocate(16, 8);
            rule.set(ValueLayout.JAVA_LONG, 0, access);
            rule.set(ValueLayout.JAVA_INT, 8, (int) beneath);
            checked("landlock_add_rule " + path, state, call(state, ADD_RULE, rules, PATH_BENEATH, rule.address(), 0, 0));
        } finally {
            call(state, SYS_CLOSE, beneath, 0, 0, 0, 0);
        }
    }

    private static long checked(String what, MemorySegment state, long result) throws IOException {
        if (result < 0) {
            throw new IOException(what + " failed with error " + errno(state));
        }
        return result;
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private static long call(MemorySegment state, long number, long first, long second, long third, long fourth, long fifth) {
        try {
            return (long) SYSCALL.invokeExact(state, number, first, second, third, fourth, fifth);
        } catch (Throwable impossible) {
            throw new IllegalStateException("A system call throws nothing.", impossible);
        }
    }
}
