package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.scorer.Judgement;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// `assay score`: judges stored answers again and lists the verdicts that changed; with `--diff` it only says which would change.
final class ScoreAction implements Command.Action {

    private static final int SHOWN = 50;
    /// `sha256:` and enough digits to tell two profiles apart.
    private static final int HASH_SHOWN = 19;

    @Override
    public ExitCode run(Invocation call) {
        if (call.value("profile").isPresent() && !call.has("diff")) {
            throw UsageException.of("--profile goes with --diff: what is stored stays under each task's own profile.  Add --diff.");
        }
        Path directory = call.how().runs().find(call.arguments().getFirst());
        RunLog log = RunLog.open(directory);
        if (call.has("diff")) {
            return compare(call, log);
        }
        List<Harness.Changed> changed = call.harness().score(log, call.how());
        Publication publication = Publication.of(RunLog.open(directory));
        publication.writeFiles(directory);
        publication.print(call);
        int shown = call.settings().showing().verbose() ? changed.size() : Math.min(SHOWN, changed.size());
        changed.subList(0, shown).forEach(one -> call.console().note(line(one)));
        call.console().note(String.format(Locale.ROOT, "%,d verdicts changed%s", changed.size(),
            shown < changed.size() ? " (the first " + shown + " are shown; --verbose shows all)" : ""));
        return ExitCode.DONE;
    }

    /// Which verdicts would change: results, so they go to standard output; nothing is written.
    private static ExitCode compare(Invocation call, RunLog log) {
        List<Harness.Changed> changed = call.harness().compare(log, call.how(), call.value("profile"));
        int shown = call.settings().showing().verbose() ? changed.size() : Math.min(SHOWN, changed.size());
        changed.subList(0, shown).forEach(one -> call.console().out().println(line(one) + relations(one)));
        SortedMap<String, Integer> kinds = new TreeMap<>();
        changed.forEach(one -> kinds.merge(kind(one), 1, Integer::sum));
        kinds.forEach((kind, count) -> call.console().out().println(String.format(Locale.ROOT, "%,6d  %s", count, kind)));
        call.console().note(String.format(Locale.ROOT, "%,d verdicts would change%s; nothing was written", changed.size(),
            shown < changed.size() ? " (the first " + shown + " are shown; --verbose shows all)" : ""));
        return ExitCode.DONE;
    }

    private static String relations(Harness.Changed one) {
        return Publication.visible("  " + one.before().score().explanation().relation() + " -> " + one.after().score().explanation().relation());
    }

    /// Between which scorers and profiles, and from which verdict to which.
    private static String kind(Harness.Changed one) {
        return Publication.visible(judge(one.before()) + " -> " + judge(one.after()) + "  " + one.before().score().getClass().getSimpleName() + " -> "
            + one.after().score().getClass().getSimpleName());
    }

    private static String judge(Judgement judgement) {
        SortedMap<String, String> details = judgement.score().explanation().details();
        String hash = details.getOrDefault("profileHash", "");
        return judgement.scorer() + (details.containsKey("profile") ? " " + details.get("profile") : "")
            + (hash.isEmpty() ? "" : " " + hash.substring(0, Math.min(hash.length(), HASH_SHOWN)));
    }

    private static String line(Harness.Changed one) {
        return Publication.visible(one.trial() + "  " + one.scorer() + "  " + words(one.before()) + " -> " + words(one.after()));
    }

    private static String words(Judgement judgement) {
        return judgement.score().getClass().getSimpleName() + " (" + judgement.scorer() + ", " + judgement.ending().words() + ")";
    }
}
