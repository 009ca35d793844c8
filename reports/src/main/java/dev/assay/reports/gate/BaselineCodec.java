package dev.assay.reports.gate;

import java.nio.charset.StandardCharsets;

/// The JSON form of a baseline, schema `assay.baseline/1`: made to stand in git, so equal baselines have equal bytes, and every sample has a
/// line of its own.
///
/// Besides name, fingerprint and blessing it holds, by sample:
///
/// | key | what | left out |
/// |---|---|---|
/// | `s` | the score of each epoch, 0 to 1; `null` without a verdict | never |
/// | `out` | output tokens of each epoch, thought included; `null` if unknown | if all are unknown |
/// | `cost` | US dollars of each epoch; `null` if unknown | if all are unknown |
/// | `sec` | seconds of each epoch; `null` if unknown | if all are unknown |
/// | `cut` | which epochs ran out of tokens or time, counted from 1 | if none did |
/// | `none` | in which epochs the model gave no answer, counted from 1 | if there is none |
/// | `prompt` | the beginning of the digest of its messages, for a run that asks some samples alone | if they are not known |
/// | `cluster` | the sample's cluster | if it is its own |
/// | `tags` | the sample's tags | if it has none |
///
/// `planned`, the number of trials that were wanted, stands there only if it is not samples times epochs.
public final class BaselineCodec {

    /// The schema that is written, and the only one that is read.
    public static final String SCHEMA = "assay.baseline/1";
    /// A baseline has at most so many characters.
    public static final int MOST_CHARACTERS = 64 << 20;

    private BaselineCodec() {
    }

    /// The baseline as text, its last line ended. Nothing but ASCII is in it.
    public static String write(Baseline baseline) {
        return new BaselineWriter(baseline).text();
    }

    /// Reads what [#write] wrote, or somebody by hand.
    ///
    /// @param text the whole file
    /// @param source the file's name, for messages and as the source of the results
    /// @throws BaselineException if it is no baseline of this schema; an unknown key is an error too
    public static Baseline read(String text, String source) {
        if (text.length() > MOST_CHARACTERS) {
            throw new BaselineException(source + " is larger than 64 MiB, which no baseline is. Restore it from git.");
        }
        return new BaselineReader(source).read(text);
    }

    /// By what a baseline names the file that it replaced: `sha256:` and the digest of its bytes.
    public static String digest(String text) {
        return "sha256:" + PromptDigest.digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
