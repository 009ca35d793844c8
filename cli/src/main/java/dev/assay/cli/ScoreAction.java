package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.scorer.Judgement;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// `assay score`: judges stored answers again and lists the verdicts that changed; with `--diff` it only says which would change,
/// with `--against` on which two scorers differ.
final class ScoreAction implements Command.Action {

    private static final int SHOWN = 50;
    private static final int FOUND_SHOWN = 60;
    /// `sha256:` and enough digits to tell two profiles apart.
    private static final int HASH_SHOWN = 19;

    @Override
    public ExitCode run(Invocation call) {
        if (call.value("profile").isPresent() && !call.has("diff")) {
            throw UsageException.of("--profile goes with --diff: what is stored stays under each task's own profile.  Add --diff.");
        }
        Path directory = call.how().runs().find(call.arguments().getFirst());
        RunLog log = RunLog.open(directory);
        if (call.value("against").isPresent()) {
            List<Rejudging.Changed> differing = Rejudging.differing(log, call.value("against").get());
            show(call, differing);
            call.console().note(String.format(Locale.ROOT, "%,d verdicts differ%s; nothing was written", differing.size(), rest(call, differing)));
            return ExitCode.DONE;
        }
        if (call.has("diff")) {
            return compare(call, log);
        }
        List<Rejudging.Changed> changed = call.harness().rejudging(call.how()).score(log);
        Publication publication = Publication.of(RunLog.open(directory));
        publication.writeFiles(directory);
        publication.print(call);
        changed.subList(0, shown(call, changed)).forEach(one -> call.console().note(line(one)));
        call.console().note(String.format(Locale.ROOT, "%,d verdicts changed%s", changed.size(), rest(call, changed)));
        return ExitCode.DONE;
    }

    /// Which verdicts would change: results, so they go to standard output; nothing is written.
    private static ExitCode compare(Invocation call, RunLog log) {
        List<Rejudging.Changed> changed = call.harness().rejudging(call.how()).compare(log, call.value("profile"));
        show(call, changed);
        call.console().note(String.format(Locale.ROOT, "%,d verdicts would change%s; nothing was written", changed.size(), rest(call, changed)));
        return ExitCode.DONE;
    }

    private static int shown(Invocation call, List<Rejudging.Changed> changed) {
        return call.settings().showing().verbose() ? changed.size() : Math.min(SHOWN, changed.size());
    }

    private static String rest(Invocation call, List<Rejudging.Changed> changed) {
        int shown = shown(call, changed);
        return shown < changed.size() ? " (the first " + shown + " are shown; --verbose shows all)" : "";
    }

    private static void show(Invocation call, List<Rejudging.Changed> changed) {
        changed.subList(0, shown(call, changed)).forEach(one -> call.console().out().println(line(one) + relations(one)));
        SortedMap<String, Integer> kinds = new TreeMap<>();
        changed.forEach(one -> kinds.merge(kind(one), 1, Integer::sum));
        kinds.forEach((kind, count) -> call.console().out().println(String.format(Locale.ROOT, "%,6d  %s", count, kind)));
    }

    private static String relations(Rejudging.Changed one) {
        return Publication.visible("  " + one.before().score().explanation().relation() + " -> " + one.after().score().explanation().relation());
    }

    /// Between which scorers and profiles, and from which verdict to which.
    private static String kind(Rejudging.Changed one) {
        return Publication.visible(judge(one.before()) + " -> " + judge(one.after()) + "  " + one.before().score().getClass().getSimpleName() + " -> "
            + one.after().score().getClass().getSimpleName());
    }

    private static String judge(Judgement judgement) {
        SortedMap<String, String> details = judgement.score().explanation().details();
        String hash = details.getOrDefault("profileHash", "");
        return judgement.scorer() + (details.containsKey("profile") ? " " + details.get("profile") : "")
            + (hash.isEmpty() ? "" : " " + hash.substring(0, Math.min(hash.length(), HASH_SHOWN)));
    }

    private static String line(Rejudging.Changed one) {
        return Publication.visible(one.trial() + "  " + one.scorer() + "  " + words(one.before()) + " -> " + words(one.after()));
    }

    private static String words(Judgement judgement) {
        String found = judgement.score().extracted().map(text -> " \"" + text.substring(0, Math.min(text.length(), FOUND_SHOWN)) + "\"").orElse("");
        return judgement.score().getClass().getSimpleName() + found + " (" + judgement.scorer() + ", " + judgement.ending().words() + ")";
    }
}
