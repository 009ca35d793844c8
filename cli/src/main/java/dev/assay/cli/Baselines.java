package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.reports.gate.Baseline;
import dev.assay.reports.gate.BaselineCodec;
import dev.assay.reports.gate.BaselineException;
import dev.assay.reports.gate.BaselineSource;
import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.TaskResults;
import dev.assay.reports.gate.TaskResultsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds what a run is compared with: files, another run, or files in a commit.
///
/// @param place where they stand
/// @param folder where relative paths begin
/// @param git reads commits
/// @param run the results of the other run, where the place is one
record Baselines(BaselinePlace place, Path folder, Git git, List<TaskResults> run) implements BaselineSource {

    private static final int MOST_BYTES = 64_000_000;

    /// The baselines that the settings name.
    ///
    /// @throws UsageException if they are in a run that is not there
    static Baselines of(Invocation call) {
        Gating gating = call.settings().gating();
        BaselinePlace place = BaselinePlace.parse(gating.gate().baseline());
        Harness.Host host = call.harness().host();
        List<TaskResults> run = place instanceof BaselinePlace.Run(String name) ? TaskResultsReader.of(RunLog.open(call.how().runs().find(name))) : List.of();
        BaselinePlace moved = place instanceof BaselinePlace.Files(BaselinePlace.PathTemplate path)
            ? new BaselinePlace.Files(gating.baselines().map(path::in).orElse(path))
            : place;
        return new Baselines(moved, host.workingDirectory(), new Git(host.workingDirectory(), host.environment().apply("PATH")), run);
    }

    /// Where `bless` writes: where the gate looks, in the working tree of a commit; beside a run nobody looks, so there the usual path.
    static BaselinePlace.PathTemplate written(Invocation call) {
        Gating gating = call.settings().gating();
        Path folder = call.harness().host().workingDirectory();
        BaselinePlace.PathTemplate path = switch (BaselinePlace.parse(gating.gate().baseline())) {
            case BaselinePlace.Files(BaselinePlace.PathTemplate named) -> named;
            case BaselinePlace.Git(_, BaselinePlace.PathTemplate named) -> named.text().startsWith("./")
                ? named
                : new Git(folder, call.harness().host().environment().apply("PATH")).root()
                    .map(root -> new BaselinePlace.PathTemplate(root + "/" + named.text()))
                    .orElse(named);
            case BaselinePlace.Run _ -> BaselinePlace.PathTemplate.parse(Gate.DEFAULT_BASELINE);
        };
        return gating.baselines().map(path::in).orElse(path);
    }

    @Override
    public Found find(String task, String model) {
        return switch (place) {
            case BaselinePlace.Files(BaselinePlace.PathTemplate path) -> found(task, path.of(task, model), read(folder, path.of(task, model)));
            case BaselinePlace.Git(String ref, BaselinePlace.PathTemplate path) ->
                found(task, "git:" + ref + ":" + path.of(task, model), git.show(ref, path.of(task, model)));
            case BaselinePlace.Run(String name) -> inRun(task, model, name);
        };
    }

    /// Another model's results count where the run asked no more than one: that the model may differ is for the gate to say.
    private Found inRun(String task, String model, String name) {
        List<TaskResults> same = run.stream().filter(results -> results.task().equals(task)).toList();
        Optional<TaskResults> exact = same.stream().filter(results -> results.model().equals(model)).findFirst();
        return exact.or(() -> same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty())
            .<Found>map(results -> new Found.Of(results, Optional.empty()))
            .orElseGet(() -> new Found.None("run:" + name));
    }

    private static Found found(String task, String shown, Optional<String> text) {
        return text.map(present -> decoded(task, present, shown))
            .<Found>map(baseline -> new Found.Of(baseline.results(), Optional.of(baseline.blessed()))).orElseGet(() -> new Found.None(shown));
    }

    /// The baseline that a text holds.
    ///
    /// @param task the task whose baseline it should be
    /// @param shown where it stands, for messages
    /// @throws UsageException if it is none, or one of another task
    static Baseline decoded(String task, String text, String shown) {
        Baseline baseline;
        try {
            baseline = BaselineCodec.read(text, shown);
        } catch (BaselineException e) {
            throw new UsageException(List.of(String.valueOf(e.getMessage())));
        }
        if (!baseline.results().task().equals(task)) {
            throw UsageException.of(shown + "  holds the baseline of " + Quoted.of(baseline.results().task()) + ", not of " + Quoted.of(task)
                + ".  Put {suite} into the path of baselines, or bless again.");
        }
        return baseline;
    }

    /// The text of a baseline file; absent if there is none.
    ///
    /// @param folder where relative paths begin
    /// @param path relative, or absolute
    static Optional<String> read(Path folder, String path) {
        Path file = folder.resolve(path);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            throw UsageException.of(path + "  is no file.  Put {suite} and {model} into the path of baselines.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw UsageException.of(path + "  is larger than 64 MB, which no baseline is.  Restore it from git.");
            }
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw UsageException.of(path + "  is not UTF-8, so it is no baseline.  Restore it from git.");
        } catch (IOException e) {
            throw UsageException.of(path + "  cannot be read: " + e.getMessage() + ".");
        }
    }
}
