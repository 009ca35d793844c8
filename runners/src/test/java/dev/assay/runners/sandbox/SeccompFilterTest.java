package dev.assay.runners.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// The filter, asked by a small machine for classic BPF that answers as the kernel does.
class SeccompFilterTest {

    private static final int X86_64 = 0xC000_003E;
    private static final int I386 = 0x4000_0003;
    private static final SyscallTable TABLE = SyscallTable.of("amd64").orElseThrow();
    private static final byte[] BOXED = SeccompFilter.boxed(TABLE);
    private static final byte[] EXTENDED = SeccompFilter.extended(TABLE);

    private enum Answer {
        ALLOW, KILL, EPERM, ENOSYS
    }

    private static Answer answer(byte[] filter, int architecture, int number, long... arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putInt(number).putInt(architecture).putLong(0);
        for (long argument : arguments) {
            data.putLong(argument);
        }
        ByteBuffer code = ByteBuffer.wrap(filter).order(ByteOrder.LITTLE_ENDIAN);
        int accumulator = 0;
        for (int at = 0;; at++) {
            int operation = code.getShort(8 * at);
            int ifTrue = code.get(8 * at + 2) & 0xFF;
            int ifFalse = code.get(8 * at + 3) & 0xFF;
            int value = code.getInt(8 * at + 4);
            switch (operation) {
                case 0x20 -> accumulator = data.getInt(value);
                case 0x15 -> at += accumulator == value ? ifTrue : ifFalse;
                case 0x25 -> at += Integer.compareUnsigned(accumulator, value) > 0 ? ifTrue : ifFalse;
                case 0x45 -> at += (accumulator & value) != 0 ? ifTrue : ifFalse;
                case 0x06 -> {
                    return switch (value) {
                        case 0x7FFF_0000 -> Answer.ALLOW;
                        case 0x8000_0000 -> Answer.KILL;
                        case 0x0005_0001 -> Answer.EPERM;
                        case 0x0005_0026 -> Answer.ENOSYS;
                        default -> throw new AssertionError("an unknown answer " + Integer.toHexString(value));
                    };
                }
                default -> throw new AssertionError("an unknown instruction " + operation);
            }
        }
    }

    private static Answer boxed(String name, long... arguments) {
        return answer(BOXED, X86_64, TABLE.number(name), arguments);
    }

    private static Answer extended(String name, long... arguments) {
        return answer(EXTENDED, X86_64, TABLE.number(name), arguments);
    }

    @Test
    void everySystemCallOfTheTableGetsAnAnswerAndNoJumpLeavesTheFilter() {
        TABLE.numbers().forEach((name, number) -> {
            for (byte[] filter : List.of(BOXED, EXTENDED)) {
                for (long argument : new long[]{0, 1, 8, 17, 0x8901, 0x10000, -1, SeccompFilter.OWN_PID}) {
                    assertThat(answer(filter, X86_64, number, argument, argument, argument, argument, argument, argument)).as(name).isNotNull();
                }
            }
        });
    }

    @Test
    void aFilterFitsIntoWhatTheKernelTakes() {
        assertThat(EXTENDED.length % SeccompFilter.INSTRUCTION).isZero();
        assertThat(EXTENDED.length / SeccompFilter.INSTRUCTION).isLessThan(4096);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "write", "openat", "mmap", "execve", "futex", "exit_group", "getrandom", "rt_sigaction", "clock_gettime", "wait4"})
    void whatEveryProgramNeedsIsAllowed(String name) {
        assertThat(boxed(name)).isEqualTo(Answer.ALLOW);
        assertThat(extended(name)).isEqualTo(Answer.ALLOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ptrace", "mount", "unshare", "setns", "bpf", "io_uring_setup", "keyctl", "userfaultfd", "perf_event_open", "process_vm_writev",
            "open_by_handle_at", "pidfd_getfd", "kexec_load", "fsopen", "move_mount", "pivot_root", "reboot", "init_module"})
    void whatNoHonestProgramNeedsEndsIt(String name) {
        assertThat(boxed(name)).isEqualTo(Answer.KILL);
        assertThat(extended(name)).isEqualTo(Answer.KILL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fork", "vfork", "socket", "memfd_create", "memfd_secret", "connect", "bind", "sendmsg", "syslog", "sync", "shmget", "msgget", "semget", "mq_open", "io_setup"})
    void whatHonestProgramsDoWithoutIsDenied(String name) {
        assertThat(boxed(name)).isEqualTo(Answer.EPERM);
        assertThat(extended(name)).isEqualTo(Answer.EPERM);
    }

    @Test
    void anotherArchitectureOrNumberingEndsTheProgramAndAnUnknownNumberIsNotThere() {
        assertThat(answer(BOXED, I386, TABLE.number("read"))).isEqualTo(Answer.KILL);
        assertThat(answer(BOXED, X86_64, 0x4000_0000 | TABLE.number("read"))).isEqualTo(Answer.KILL);
        assertThat(answer(BOXED, X86_64, -1)).isEqualTo(Answer.KILL);
        assertThat(answer(BOXED, X86_64, TABLE.newest() + 1)).isEqualTo(Answer.ENOSYS);
        assertThat(boxed("clone3")).isEqualTo(Answer.ENOSYS);
    }

    @Test
    void threadsAreAllowedProcessesAreNotAndNamespacesEndTheProgram() {
        long thread = 0x3D0F00;
        assertThat(boxed("clone", thread)).isEqualTo(Answer.ALLOW);
        assertThat(boxed("clone", 17)).isEqualTo(Answer.EPERM);
        assertThat(boxed("clone", 0x4111)).isEqualTo(Answer.EPERM);
        for (int namespace : new int[]{0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000}) {
            assertThat(boxed("clone", namespace | 17)).isEqualTo(Answer.KILL);
            assertThat(boxed("clone", namespace | thread)).isEqualTo(Answer.KILL);
        }
    }

    @Test
    void aSocketPairMayTalkToItselfAndToNobodyElse() {
        assertThat(boxed("socketpair", 1)).isEqualTo(Answer.ALLOW);
        assertThat(boxed("socketpair", 30)).isEqualTo(Answer.EPERM);
        assertThat(boxed("sendto", 3, 0, 0, 0, 0, 0)).isEqualTo(Answer.ALLOW);
        assertThat(boxed("sendto", 3, 0, 0, 0, 0x7FFF_0000_0000L, 16)).isEqualTo(Answer.EPERM);
        assertThat(boxed("sendto", 3, 0, 0, 0, 0x1000, 16)).isEqualTo(Answer.EPERM);
    }

    @Test
    void nobodyElseIsSignalledByWayOfAFile() {
        for (int command : new int[]{8, 10, 15}) {
            assertThat(boxed("fcntl", 3, command)).isEqualTo(Answer.EPERM);
        }
        assertThat(boxed("fcntl", 3, 3)).isEqualTo(Answer.ALLOW);
        assertThat(boxed("ioctl", 3, 0x8901)).isEqualTo(Answer.EPERM);
        assertThat(boxed("ioctl", 3, 0x8902)).isEqualTo(Answer.EPERM);
        assertThat(boxed("ioctl", 3, 0x5401)).isEqualTo(Answer.ALLOW);
        assertThat(boxed("prctl", 1)).isEqualTo(Answer.EPERM);
        assertThat(boxed("prctl", 15)).isEqualTo(Answer.ALLOW);
    }

    @Test
    void onASharedHostAProgramActsOnItselfAlone() {
        long own = SeccompFilter.OWN_PID;
        for (Map.Entry<String, long[]> own1 : Map.of("kill", new long[]{own}, "tgkill", new long[]{own}, "prlimit64", new long[]{own}, "sched_setaffinity",
            new long[]{0}, "setpriority", new long[]{0, 0}, "ioprio_set", new long[]{1, own}).entrySet()) {
            assertThat(extended(own1.getKey(), own1.getValue())).as(own1.getKey()).isEqualTo(Answer.ALLOW);
        }
        for (Map.Entry<String, long[]> other : Map.of("kill", new long[]{-1}, "tgkill", new long[]{1}, "prlimit64", new long[]{1}, "sched_setaffinity",
            new long[]{1}, "setpriority", new long[]{2, 0}, "ioprio_set", new long[]{1, 77}).entrySet()) {
            assertThat(extended(other.getKey(), other.getValue())).as(other.getKey()).isEqualTo(Answer.EPERM);
        }
        assertThat(extended("kill", 0)).isEqualTo(Answer.EPERM);
        assertThat(extended("setpriority", 0, 5)).isEqualTo(Answer.EPERM);
        for (String name : List.of("chmod", "fchownat", "utimensat", "setxattr", "truncate", "tkill", "rt_sigqueueinfo", "pidfd_send_signal", "shmget",
            "mq_open",
            "setsid", "setpgid", "sched_setattr")) {
            assertThat(extended(name, 1)).as(name).isEqualTo(Answer.EPERM);
        }
    }

    @Test
    void anArchitectureWhoseTableNobodyVerifiedIsRefused() {
        assertThat(SyscallTable.of("aarch64")).isEmpty();
        assertThat(TABLE.newest()).isEqualTo(450);
        assertThatIllegalArgumentException().isThrownBy(() -> TABLE.number("no_such_call"));
    }
}
