package dev.assay.suites.answer.vote;

import dev.assay.core.metric.Ballot;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.expression.ParseProblem;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Counts the votes of the tries of one sample, from what a scorer found in them and what it said of it.
///
/// Answers of a scorer of mathematics vote together if the profile calls them equal ([AnswerClasses]); answers of any other scorer, such as
/// labels or texts, if they are written alike. A class is right if its representative was judged right.
public final class AnswerVotes {

    /// Scorers whose answers are compared as mathematics.
    private static final Set<String> MATHEMATICS = Set.of("expression", "number");

    /// What came of one try.
    ///
    /// @param answer what was found; empty for an abstention
    /// @param right whether it was judged right
    public record Try(Optional<String> answer, boolean right) {
    }

    private record Spoken(String print, Reading reading) {
        static Spoken of(String raw) {
            Reading reading = Reading.of(raw, ReadingOptions.STANDARD);
            return new Spoken(switch (reading) {
                case Reading.Parsed parsed -> parsed.tree().print() + parsed.others().stream().map(other -> " | " + other.flag() + " " + other.tree().print())
                    .collect(Collectors.joining()) + (parsed.flags().isEmpty() ? "" : " " + parsed.flags());
                case ParseProblem _ -> "? " + raw.strip();
            }, reading);
        }
    }

    private AnswerVotes() {
    }

    /// The ballot of a sample.
    ///
    /// @param scorer the name of the scorer that judged, such as `expression`
    /// @param profile the name of the profile it judged under; absent or unknown: `standard`
    /// @param tries the tries that have a score; their order does not matter
    public static Ballot count(String scorer, Optional<String> profile, List<Try> tries) {
        List<Try> voting = tries.stream().filter(one -> one.answer().isPresent()).toList();
        int abstentions = tries.size() - voting.size();
        return MATHEMATICS.contains(scorer)
            ? mathematics(voting, abstentions, profile.flatMap(Profile::named).orElse(Profile.STANDARD))
            : texts(voting, abstentions);
    }

    private static Ballot mathematics(List<Try> voting, int abstentions, Profile profile) {
        List<Spoken> spoken = voting.stream().map(one -> Spoken.of(one.answer().orElseThrow())).toList();
        Set<String> right = new TreeSet<>();
        for (int i = 0; i < voting.size(); i++) {
            if (voting.get(i).right()) {
                right.add(spoken.get(i).print());
            }
        }
        EqualityLinks links = new EqualityLinks(profile);
        return AnswerClasses.<Spoken>of(spoken, Spoken::print, (first, second) -> links.between(first.reading(), second.reading()))
            .ballot(one -> right.contains(one.print()), abstentions);
    }

    private static Ballot texts(List<Try> voting, int abstentions) {
        List<String> answers = voting.stream().map(one -> one.answer().orElseThrow().strip()).toList();
        Set<String> right = voting.stream().filter(Try::right).map(one -> one.answer().orElseThrow().strip()).collect(Collectors.toSet());
        return AnswerClasses.<String>of(answers, Function.identity(), (first, second) -> Link.NONE).ballot(right::contains, abstentions);
    }
}
