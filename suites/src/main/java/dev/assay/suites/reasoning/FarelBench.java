package dev.assay.suites.reasoning;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.solver.Solver;
import dev.assay.core.task.Task;
import dev.assay.suites.answer.FarelScorer;
import dev.assay.suites.data.DatasetException;
import dev.assay.suites.data.Datasets;
import dev.assay.suites.data.PinnedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// FaRel-3: which relation two members of a family have, 450 quizzes over nine relations.
///
/// Szymczyk, [farel-bench](https://github.com/fairydreaming/farel-bench), 2024, at the pinned commit, MIT licence. Asked as published;
/// judged by the published rule ([FarelScorer]), and beside it by the older one that reads tags alone. Each relation has 50 quizzes, so the
/// mean over all is the published macro average.
public final class FarelBench {

    /// The task's id.
    public static final String TASK = "reasoning/farel-bench";

    /// The version of questions and prompt.
    public static final String VERSION = "1.0";

    /// The quizzes.
    public static final PinnedFile FILE = new PinnedFile("fairydreaming/farel-bench", "1fc255d75a4448011eb8accd4872d174496a7af8",
        "results/v0.16.0-alpha/farel-bench.csv", "cd8c45aa4a2fd88c7c9744617bf74bf18804d2befd1ecfff3dd7e09cbfc99ca7", TASK + ".file");

    /// How many quizzes there are.
    public static final int SAMPLES = 450;

    private static final Pattern ROW = Pattern.compile("(\\d),([a-z ]{1,40}),(\\d{1,2}),\"(.*)\"");
    private static final Pattern OPTION = Pattern.compile("(\\d{1,2})\\. (.*)");

    private FarelBench() {
    }

    /// The task over all quizzes.
    ///
    /// @param local a local copy of the file
    /// @throws DatasetException if the file cannot be had or read
    public static Task task(Datasets datasets, Optional<Path> local) {
        Path file = datasets.resolve(FILE, local);
        List<Sample> samples = new ArrayList<>();
        try {
            for (String row : Files.readAllLines(file)) {
                samples.add(sample(file, row, samples.size()));
            }
        } catch (IOException failure) {
            throw new DatasetException(file + ":  The file cannot be read: " + failure + ". Check its permissions.", failure);
        }
        Dataset dataset = new Dataset("farel-bench", FILE.commit(), FILE.sha256(), "MIT", samples);
        return new Task(TASK, VERSION, dataset, Solver.once(), List.of(FarelScorer.boxOrTag(), FarelScorer.tagOnly()), 1);
    }

    private static Sample sample(Path file, String row, int number) {
        Matcher parts = ROW.matcher(row);
        if (!parts.matches()) {
            throw new DatasetException(file + ":" + (number + 1) + "  The line is no quiz. Use the pinned file.");
        }
        String quiz = parts.group(4).replace("\"\"", "\"").replace("\\n", "\n");
        SortedMap<String, String> options = new TreeMap<>();
        quiz.lines().map(OPTION::matcher).filter(Matcher::matches).forEach(option -> options.put(option.group(1), option.group(2)));
        SortedMap<String, String> metadata = new TreeMap<>();
        metadata.put("level", parts.group(1));
        metadata.put("relation", parts.group(2));
        return new Sample(Integer.toString(number), List.of(new Message.User(quiz)), new Target.Choice(parts.group(3), options), Optional.empty(), metadata);
    }
}
