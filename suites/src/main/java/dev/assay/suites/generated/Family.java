package dev.assay.suites.generated;

import dev.assay.core.dataset.Dataset;
import java.util.Optional;

/// A family of generated questions of ten levels of difficulty.
///
/// Equal version, seed and sample id give the same question on every machine, whatever its locale, time zone or JDK, and whatever other
/// questions are asked for: the first 20 samples of a dataset of 1,000 are the dataset of 20.
public interface Family {

    /// The lowest level.
    int FIRST_LEVEL = 1;

    /// The highest level.
    int LAST_LEVEL = 10;

    /// The most samples one dataset may have.
    int MOST_SAMPLES = 100_000;

    /// The task that asks these questions, such as `math/word-problems`; also the dataset's name.
    String taskId();

    /// What the questions are, in a few words for a list.
    String title();

    /// The version of the generator; rises with any change that alters a single byte of a question.
    String version();

    /// Makes one question.
    ///
    /// @param level from 1 to 10
    /// @param draws the only source of chance
    Question question(int level, Draws draws);

    /// Makes a dataset: without a level, questions of the levels 1 to 10 in turn.
    ///
    /// Its revision is the version with the seed, its digest covers every byte of every sample. Sample ids are level and number within the level,
    /// such as `L03-0007`, and each sample's metadata names its `level`.
    ///
    /// @param samples from 1 to 100,000
    /// @param level the level of every question, from 1 to 10
    /// @throws IllegalArgumentException when samples or level are out of range
    default Dataset generate(long seed, int samples, Optional<Integer> level) {
        return new Generation(this, seed).dataset(samples, level);
    }
}
