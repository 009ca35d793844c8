package dev.assay.suites.answer;

import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.expression.ReadingTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// The tables by which answers are found, in one canonical text: what they say is part of a profile's hash.
final class AnswerTables {

    private AnswerTables() {
    }

    /// The digest of the standard profile with every table: what the scorers without a choice of profiles judge with.
    static final String STANDARD_HASH = Profile.STANDARD.hash(canonical());

    /// The standard profile as a scorer names it.
    static Optional<String> standard() {
        return Optional.of(named(Profile.STANDARD, STANDARD_HASH));
    }

    /// A profile as a scorer names it.
    static String named(Profile profile, String hash) {
        return profile.name() + " " + hash;
    }

    /// Puts name and hash of the standard profile among the details of a score.
    static void describe(SortedMap<String, String> details) {
        details.put(ProfiledScorer.PROFILE, Profile.STANDARD.name());
        details.put(ProfiledScorer.PROFILE_HASH, STANDARD_HASH);
    }

    static String canonical() {
        List<String> lines = new ArrayList<>();
        lines.add("final:" + String.join("|", Phrases.FINAL));
        lines.add("answer:" + String.join("|", Phrases.ANSWER));
        lines.add("scanned:" + AnswerFinder.MAX_SCANNED);
        lines.add("candidate:" + AnswerFinder.MAX_CANDIDATE);
        lines.add("joined:" + BoxList.MAX_JOINED);
        lines.add("reading:" + ReadingTables.canonical());
        return String.join("\n", lines);
    }
}
