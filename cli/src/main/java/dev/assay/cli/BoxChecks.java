package dev.assay.cli;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Probe;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.core.sandbox.SandboxProvider;
import dev.assay.runners.sandbox.Sandboxes;
import dev.assay.runners.sandbox.SelfTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the doctor says of boxes for programs: each back end, and what came of each program that it must hold.
///
/// @param sandboxes every back end
record BoxChecks(Sandboxes sandboxes) {

    private static final String AREA = "sandbox";
    /// Milliseconds of processor time that a small program may take from a warm interpreter, and from one that is started for it.
    private static final double WARM = 10;
    private static final double COLD = 40;

    /// Looks at every back end, and tries those that a run could get.
    ///
    /// @param named the back end that was asked for; others that must be named are not tried
    List<Check> all(Policy policy, Optional<String> named) {
        List<Check> checks = new ArrayList<>();
        boolean proved = false;
        for (SandboxProvider provider : sandboxes.providers()) {
            Probe probe = provider.probe();
            if (!probe.found()) {
                checks.add(absent(provider, probe));
                continue;
            }
            if (sandboxes.isOnDemand(provider) && !named.equals(Optional.of(provider.id()))) {
                checks.add(Check.note(AREA,
                    provider.id() + ": found" + probe.version().map(text -> " (" + text + ")").orElse("")
                        + "; not tried, because it is used only with --sandbox "
                        + provider.id() + "."));
                continue;
            }
            proved |= tried(provider, probe, policy, checks);
        }
        if (!proved) {
            checks.add(Check.fix(AREA, "No back end that isolates holds on this machine, so suites that run models' programs are refused.",
                "apt install bubblewrap, or use --sandbox docker"));
        }
        return checks;
    }

    private Check absent(SandboxProvider provider, Probe probe) {
        return Check.note(AREA, provider.id() + ": " + String.join("; ", probe.missing()) + ".  To have it: " + String.join("; ", probe.fix()) + ".");
    }

    private boolean tried(SandboxProvider provider, Probe probe, Policy policy, List<Check> checks) {
        String version = probe.version().map(text -> ", " + text).orElse("");
        try {
            SelfTest.Report report = sandboxes.prove(provider, policy);
            String name = provider.id().equals(report.sandbox()) ? provider.id() : provider.id() + " as " + report.sandbox();
            String head = name + " (" + probe.isolation() + version + ", policy " + report.policyHash() + ")";
            report.findings().forEach(finding -> checks.add(line(provider.id(), finding)));
            report.problems().forEach(problem -> checks.add(Check.fix(AREA, provider.id() + ": " + problem, "see docs/sandbox.md")));
            long held = report.findings().stream().filter(SelfTest.Finding::held).count();
            checks.add(Check.ok(AREA, head + ": " + held + " of " + report.findings().size() + " programs came to what they must" + cpu(report, probe) + "."));
            provider.lacks(Language.JAVA).ifPresent(why -> checks.add(Check.note(AREA, provider.id() + ": " + why + ".")));
            return report.held() && probe.isolation().atLeast(Isolation.GUARDED);
        } catch (SandboxException failed) {
            checks.add(Check.note(AREA, String.join("; ", failed.reasons()) + "."));
            return false;
        }
    }

    /// What a small program takes, beside the goal. A compiled language has no goal of its own here: what compiles it is counted elsewhere.
    private static String cpu(SelfTest.Report report, Probe probe) {
        StringBuilder text = new StringBuilder();
        double goal = report.sandbox().equals("bwrap") || probe.isolation() == Isolation.CONTAINER ? WARM : COLD;
        report.cpuOfHonest().forEach((language, cpu) -> text.append(switch (language) {
            case PYTHON -> String.format(Locale.ROOT, "; %.0f ms of processor time a small program, goal %.0f", cpu.toNanos() / 1e6, goal);
            case JAVA -> String.format(Locale.ROOT, "; %.0f ms one in Java, compiled", cpu.toNanos() / 1e6);
        }));
        return text.toString();
    }

    private static Check line(String backEnd, SelfTest.Finding finding) {
        String language = finding.language() == Language.PYTHON ? "" : finding.language().title() + " ";
        String text = backEnd + " " + language + finding.id() + " " + finding.title() + ": expected " + finding.expected() + ", seen " + finding.seen();
        return finding.held()
            ? Check.ok(AREA, text + ".")
            : Check.fix(AREA, text + "; " + String.join("; ", finding.problems()) + ".", "do not use --sandbox " + backEnd + " here, and report this line");
    }
}
