package dev.assay.suites.generated;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Sample;
import dev.assay.core.model.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes the dataset of a family and a seed.
///
/// A question that was already asked at its level is drawn again, up to 40 times; after that, as happens only where a level runs out of different
/// questions, it may be asked twice.
final class Generation {

    private static final int TRIES = 40;

    private final Family family;
    private final long seed;
    private final Draws draws;
    private final List<Set<String>> asked = new ArrayList<>();

    Generation(Family family, long seed) {
        this.family = family;
        this.seed = seed;
        this.draws = Draws.of(seed).split(family.taskId()).split(family.version());
        for (int level = 0; level <= Family.LAST_LEVEL; level++) {
            asked.add(new HashSet<>());
        }
    }

    Dataset dataset(int samples, Optional<Integer> level) {
        checkSamples(samples);
        level.ifPresent(this::checkLevel);
        List<Sample> made = new ArrayList<>(samples);
        for (int index = 0; index < samples; index++) {
            made.add(sample(index, level));
        }
        return new Dataset(family.taskId(), family.version() + " seed " + seed, SampleDigest.of(made), "CC0-1.0", made);
    }

    private void checkSamples(int samples) {
        if (samples < 1 || samples > Family.MOST_SAMPLES) {
            throw new IllegalArgumentException(
                family.taskId() + " makes 1 to " + Family.MOST_SAMPLES + " samples; ask for a number in that range instead of " + samples + ".");
        }
    }

    private void checkLevel(int level) {
        if (level < Family.FIRST_LEVEL || level > Family.LAST_LEVEL) {
            throw new IllegalArgumentException(family.taskId() + " has the levels " + Family.FIRST_LEVEL + " to " + Family.LAST_LEVEL
                + "; ask for one of them instead of " + level + ".");
        }
    }

    private Sample sample(int index, Optional<Integer> fixed) {
        if (fixed.isPresent()) {
            return sample(fixed.get(), index + 1);
        }
        return sample(1 + index % Family.LAST_LEVEL, 1 + index / Family.LAST_LEVEL);
    }

    private Sample sample(int level, int number) {
        String id = "L" + padded(level, 2) + "-" + padded(number, 4);
        Question question = newQuestion(level, draws.split(id));
        SortedMap<String, String> metadata = new TreeMap<>(question.facts());
        metadata.put("level", Integer.toString(level));
        return new Sample(id, List.of(new Message.User(question.prompt())), question.target(), Optional.empty(), metadata);
    }

    private Question newQuestion(int level, Draws own) {
        Question question = family.question(level, own);
        for (int again = 1; again < TRIES && asked.get(level).contains(question.prompt()); again++) {
            question = family.question(level, own.split("again " + again));
        }
        asked.get(level).add(question.prompt());
        return question;
    }

    private static String padded(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
