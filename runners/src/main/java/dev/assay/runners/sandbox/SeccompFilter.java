package dev.assay.runners.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The filter that the kernel asks at every system call of a program, as classic BPF made from the rules here.
///
/// There are four answers. What no honest program does ends the process with SIGSYS. What honest programs try and do without, such as a child
/// process or a socket, fails with EPERM. What the table does not know fails with ENOSYS, so that libraries fall back on what it knows. The
/// rest is allowed. See [seccomp(2)](https://man7.org/linux/man-pages/man2/seccomp.2.html).
final class SeccompFilter {

    /// Stands for the process's own id in the extended filter; whoever installs it puts the number in its place.
    static final int OWN_PID = 0x5A5A_5A5A;

    /// The length of one instruction in bytes.
    static final int INSTRUCTION = 8;

    private static final int ALLOW = 0x7FFF_0000;
    private static final int KILL = 0x8000_0000;
    private static final int ERRNO = 0x0005_0000;
    private static final int EPERM = ERRNO | 1;
    private static final int ENOSYS = ERRNO | 38;

    private static final int LOAD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_GREATER = 0x25;
    private static final int JUMP_IF_SET = 0x45;
    private static final int RETURN = 0x06;

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int ARGUMENTS = 16;
    private static final int X32 = 0x3FFF_FFFF;

    private static final int CLONE_THREAD = 0x0001_0000;
    private static final int CLONE_NAMESPACES = 0x7E02_0000;
    private static final int AF_UNIX = 1;
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int PR_SCHED_CORE = 62;

    private static final List<String> KILLED = List.of("ptrace", "process_vm_readv", "process_vm_writev", "mount", "umount2", "mount_setattr", "open_tree",
        "move_mount", "fsopen", "fsconfig", "fsmount", "fspick", "unshare", "setns", "pivot_root", "bpf", "perf_event_open", "io_uring_setup", "io_uring_enter",
        "io_uring_register", "keyctl", "add_key", "request_key", "userfaultfd", "init_module", "finit_module", "delete_module", "create_module", "kexec_load",
        "kexec_file_load", "reboot", "open_by_handle_at", "name_to_handle_at", "pidfd_getfd", "swapon", "swapoff");

    /// Children, sockets, and all that holds memory or uses up what the host has once for all: no limit of a process counts those.
    private static final List<String> DENIED = List.of("fork", "vfork", "socket", "connect", "bind", "listen", "accept", "accept4", "sendmsg", "sendmmsg",
        "memfd_create", "memfd_secret", "syslog", "sync", "syncfs", "fanotify_init", "fanotify_mark", "quotactl", "quotactl_fd", "acct", "io_setup", "shmget", "shmat", "shmctl", "shmdt", "msgget", "msgsnd", "msgrcv", "msgctl", "semget", "semop", "semctl",
        "semtimedop", "mq_open", "mq_unlink", "mq_notify", "mq_timedsend", "mq_timedreceive", "mq_getsetattr");

    private static final List<String> UNKNOWN = List.of("clone3");

    private static final List<String> DENIED_ON_THE_HOST = List.of("chmod", "fchmod", "fchmodat", "chown", "fchown", "lchown", "fchownat", "utime", "utimes",
        "futimesat", "utimensat", "setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr", "truncate", "mknod", "mknodat",
        "setsid", "setpgid", "pidfd_send_signal", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "tkill", "process_madvise",
        "process_mrelease", "kcmp", "move_pages", "migrate_pages", "flock", "inotify_init", "inotify_init1", "inotify_add_watch");

    /// System calls whose first argument names a process, 0 for the caller.
    private static final List<String> OF_A_PROCESS = List.of("prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam", "sched_setattr");

    /// System calls whose first argument names what the second one is.
    private static final List<String> OF_A_KIND = List.of("setpriority", "ioprio_set");

    private final SyscallTable table;
    private final ByteArrayOutputStream code = new ByteArrayOutputStream();

    private SeccompFilter(SyscallTable table) {
        this.table = table;
    }

    /// The filter for a program in namespaces of its own.
    static byte[] boxed(SyscallTable table) {
        SeccompFilter filter = new SeccompFilter(table);
        filter.common();
        filter.fcntl(false);
        filter.put(RETURN, 0, 0, ALLOW);
        return filter.code.toByteArray();
    }

    /// The filter for a program that shares users and processes with its host. It also keeps the program from everything that the file rules
    /// of Landlock do not cover. `OWN_PID` must be replaced before it is installed.
    static byte[] extended(SyscallTable table) {
        SeccompFilter filter = new SeccompFilter(table);
        filter.common();
        filter.fcntl(true);
        DENIED_ON_THE_HOST.forEach(name -> filter.answer(name, EPERM));
        filter.ownSignals("kill");
        filter.ownSignals("tgkill");
        OF_A_PROCESS.forEach(filter::ownProcess);
        filter.ownOfKind("setpriority", 0);
        filter.ownOfKind("ioprio_set", 1);
        filter.put(RETURN, 0, 0, ALLOW);
        return filter.code.toByteArray();
    }

    /// Every rule in words, for the digest of the policy.
    static String rules() {
        return "killed " + KILLED + " denied " + DENIED + " unknown " + UNKNOWN + " on the host " + DENIED_ON_THE_HOST + OF_A_PROCESS + OF_A_KIND;
    }

    private void common() {
        put(LOAD, 0, 0, ARCHITECTURE);
        put(JUMP_IF_EQUAL, 1, 0, table.audit());
        put(RETURN, 0, 0, KILL);
        put(LOAD, 0, 0, NUMBER);
        put(JUMP_IF_GREATER, 0, 1, X32);
        put(RETURN, 0, 0, KILL);
        put(JUMP_IF_GREATER, 0, 1, table.newest());
        put(RETURN, 0, 0, ENOSYS);
        KILLED.forEach(name -> answer(name, KILL));
        DENIED.forEach(name -> answer(name, EPERM));
        UNKNOWN.forEach(name -> answer(name, ENOSYS));
        threadsOnly();
        streamsOnly();
        namelessOnly();
        refused("ioctl", 1, List.of(0x8901, 0x8902, 0x5412, 0x541C, 0x5423, 0x540E));
        refused("prctl", 0, List.of(PR_SET_PDEATHSIG, PR_SCHED_CORE));
    }

    /// A thread is allowed, a process is not, and namespaces are what no honest program asks for.
    private void threadsOnly() {
        when("clone", 6);
        put(LOAD, 0, 0, argument(0));
        put(JUMP_IF_SET, 0, 1, CLONE_NAMESPACES);
        put(RETURN, 0, 0, KILL);
        put(JUMP_IF_SET, 0, 1, CLONE_THREAD);
        put(RETURN, 0, 0, ALLOW);
        put(RETURN, 0, 0, EPERM);
    }

    /// A pair of connected local sockets, as event loops use it; other families not.
    private void streamsOnly() {
        when("socketpair", 4);
        put(LOAD, 0, 0, argument(0));
        put(JUMP_IF_EQUAL, 0, 1, AF_UNIX);
        put(RETURN, 0, 0, ALLOW);
        put(RETURN, 0, 0, EPERM);
    }

    /// Sending to the other end is allowed, sending to an address is not: a local socket could reach the host's by its name.
    private void namelessOnly() {
        when("sendto", 6);
        put(LOAD, 0, 0, argument(4));
        put(JUMP_IF_EQUAL, 0, 3, 0);
        put(LOAD, 0, 0, argument(4) + 4);
        put(JUMP_IF_EQUAL, 0, 1, 0);
        put(RETURN, 0, 0, ALLOW);
        put(RETURN, 0, 0, EPERM);
    }

    /// Asking that somebody else be signalled (F_SETOWN, F_SETSIG, F_SETOWN_EX), and on the host also leases and notices.
    private void fcntl(boolean host) {
        refused("fcntl", 1, host ? List.of(8, 10, 15, 1024, 1026) : List.of(8, 10, 15));
    }

    private void refused(String name, int argument, List<Integer> values) {
        when(name, 2 + 2 * values.size());
        put(LOAD, 0, 0, argument(argument));
        for (int value : values) {
            put(JUMP_IF_EQUAL, 0, 1, value);
            put(RETURN, 0, 0, EPERM);
        }
        put(RETURN, 0, 0, ALLOW);
    }

    private void ownSignals(String name) {
        when(name, 4);
        put(LOAD, 0, 0, argument(0));
        put(JUMP_IF_EQUAL, 0, 1, OWN_PID);
        put(RETURN, 0, 0, ALLOW);
        put(RETURN, 0, 0, EPERM);
    }

    private void ownProcess(String name) {
        when(name, 5);
        put(LOAD, 0, 0, argument(0));
        put(JUMP_IF_EQUAL, 1, 0, 0);
        put(JUMP_IF_EQUAL, 0, 1, OWN_PID);
        put(RETURN, 0, 0, ALLOW);
        put(RETURN, 0, 0, EPERM);
    }

    private void ownOfKind(String name, int process) {
        when(name, 7);
        put(LOAD, 0, 0, argument(0));
        put(JUMP_IF_EQUAL, 0, 4, process);
        put(LOAD, 0, 0, argument(1));
        put(JUMP_IF_EQUAL, 1, 0, 0);
        put(JUMP_IF_EQUAL, 0, 1, OWN_PID);
        put(RETURN, 0, 0, ALLOW);
        put(RETURN, 0, 0, EPERM);
    }

    private void answer(String name, int answer) {
        when(name, 1);
        put(RETURN, 0, 0, answer);
    }

    /// What follows holds for one system call alone; it must end in an answer.
    private void when(String name, int instructions) {
        put(JUMP_IF_EQUAL, 0, instructions, table.number(name));
    }

    private static int argument(int index) {
        return ARGUMENTS + 8 * index;
    }

    private void put(int operation, int ifTrue, int ifFalse, int value) {
        byte[] instruction = ByteBuffer.allocate(INSTRUCTION).order(ByteOrder.LITTLE_ENDIAN).putShort((short) operation).put((byte) ifTrue).put((byte) ifFalse)
            .putInt(value).array();
        code.write(instruction, 0, INSTRUCTION);
    }
}
