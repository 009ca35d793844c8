package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Probe;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.core.sandbox.SandboxProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Boxes by bubblewrap: a zygote for each worker, or a box for each program where namespaces cannot be made within namespaces.
public final class BwrapProvider implements SandboxProvider {

    private static final Pattern VERSION = Pattern.compile("bubblewrap (\\d+)\\.(\\d+)(\\S*)");

    private final Path temporary;
    private final boolean zygotes;

    private BwrapProvider(Path temporary, boolean zygotes) {
        this.temporary = temporary;
        this.zygotes = zygotes;
    }

    /// Zygotes where they can be had, else a box for each program.
    ///
    /// @param temporary where the folder of the boxes is made
    public static BwrapProvider zygotes(Path temporary) {
        return new BwrapProvider(temporary, true);
    }

    /// A box for each program.
    ///
    /// @param temporary where the folder of the boxes is made
    public static BwrapProvider oneShot(Path temporary) {
        return new BwrapProvider(temporary, false);
    }

    @Override
    public String id() {
        return zygotes ? "bwrap" : "bwrap-oneshot";
    }

    @Override
    public Probe probe() {
        List<String> missing = new ArrayList<>();
        List<String> fix = new ArrayList<>();
        Optional<String> version = CommandProbe.ask(List.of("bwrap", "--version")).map(CommandProbe.Said::lastLine);
        if (version.isEmpty()) {
            missing.add("bubblewrap is not installed");
            fix.add("apt install bubblewrap");
        } else if (!isNewEnough(version.get())) {
            missing.add(version.get() + " is older than 0.8.0, and boxes need --disable-userns");
            fix.add("install bubblewrap 0.8.0 or newer");
        }
        Requirements.common(missing, fix);
        if (missing.isEmpty()) {
            tried().ifPresent(refusal -> {
                missing.add("\"" + refusal + "\"");
                fix.add(remedy(refusal));
            });
        }
        return new Probe(missing.isEmpty(), version, Isolation.NAMESPACE, missing, fix);
    }

    @Override
    public Optional<String> lacks(Language language) {
        return JavaHome.lacks(language);
    }

    private static boolean isNewEnough(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.find() && (Integer.parseInt(matcher.group(1)) > 0 || Integer.parseInt(matcher.group(2)) >= 8);
    }

    /// Makes a box and does nothing in it.
    ///
    /// @return what bubblewrap says if it does not succeed
    private static Optional<String> tried() {
        try {
            List<String> command = new ArrayList<>(HostUser.current().dropping(Policy.of(1), 0));
            command.addAll(List.of("bwrap", "--unshare-all", "--unshare-user", "--disable-userns", "--as-pid-1", "--ro-bind", "/usr", "/usr", "--ro-bind-try",
                "/lib", "/lib", "--ro-bind-try", "/lib64", "/lib64", "--proc", "/proc", "--dev", "/dev", "--remount-ro", "/", "/usr/bin/true"));
            Optional<CommandProbe.Said> said = CommandProbe.ask(command);
            return said.isEmpty() ? Optional.of("it does not end") : said.filter(s -> s.status() != 0).map(CommandProbe.Said::lastLine);
        } catch (IOException noProc) {
            return Optional.of("/proc cannot be read: " + noProc.getMessage());
        }
    }

    private static String remedy(String refusal) {
        if (refusal.contains("uid map") || refusal.contains("Permission denied")) {
            return "on Ubuntu 24.04 and newer install the bwrap profile of AppArmor, or set kernel.apparmor_restrict_unprivileged_userns=0";
        }
        return "allow user namespaces: user.max_user_namespaces > 0, kernel.unprivileged_userns_clone=1 where it exists, and a seccomp profile that has them";
    }

    @Override
    public Sandbox open(Policy policy) throws SandboxException {
        Requirements.found(this);
        try {
            SyscallTable table = Requirements.table();
            HostUser user = HostUser.current();
            return withJava(python(policy, user, table), policy, user, table);
        } catch (IOException failed) {
            throw new SandboxException(id() + ": " + failed.getMessage());
        }
    }

    private Sandbox python(Policy policy, HostUser user, SyscallTable table) throws IOException {
        if (zygotes) {
            Optional<Sandbox> warm = warm(policy, user, table);
            if (warm.isPresent()) {
                return warm.get();
            }
        }
        BoxFiles files = BoxFiles.in(temporary);
        Path library = files.library(Library.files(table));
        return new OneShotSandbox(new BwrapOneShot(policy, user, library.resolve(Library.FILTER), new Starter()), files, policy);
    }

    /// The same sandbox, and it runs Java as well if this Java has a compiler.
    private Sandbox withJava(Sandbox python, Policy policy, HostUser user, SyscallTable table) throws IOException {
        if (!JavaHome.compiles()) {
            return python;
        }
        BoxFiles files = BoxFiles.in(temporary);
        Path filter = files.library(Library.files(table)).resolve(Library.FILTER);
        return new LanguagesSandbox(python, new OneShotSandbox(BwrapJava.of(policy, user, filter, files.folder("loop", JavaHome.loop())), files, policy));
    }

    /// A sandbox of zygotes, if one program comes through it.
    private Optional<Sandbox> warm(Policy policy, HostUser user, SyscallTable table) throws IOException {
        BoxFiles files = BoxFiles.in(temporary);
        Path library = files.library(Library.files(table));
        Sandbox sandbox = new ZygoteSandbox(new BwrapZygote(policy, user, library, new Starter()), files, policy,
            ZygoteSandbox.JOBS_OF_A_ZYGOTE);
        if (Requirements.works(sandbox)) {
            return Optional.of(sandbox);
        }
        sandbox.close();
        return Optional.empty();
    }
}
