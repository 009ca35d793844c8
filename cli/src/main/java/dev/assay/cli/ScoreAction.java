package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.scorer.Judgement;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// `assay score`: judges stored answers again and lists the verdicts that changed.
final class ScoreAction implements Command.Action {

    private static final int SHOWN = 50;

    @Override
    public ExitCode run(Invocation call) {
        Path directory = call.how().runs().find(call.arguments().getFirst());
        RunLog log = RunLog.open(directory);
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

    private static String line(Harness.Changed one) {
        return Publication.visible(one.trial() + "  " + one.scorer() + "  " + words(one.before()) + " -> " + words(one.after()));
    }

    private static String words(Judgement judgement) {
        return judgement.score().getClass().getSimpleName() + " (" + judgement.scorer() + ", " + judgement.ending().words() + ")";
    }
}
