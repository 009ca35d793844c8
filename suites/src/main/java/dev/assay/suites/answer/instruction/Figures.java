package dev.assay.suites.answer.instruction;

import java.util.Collection;

/// The four figures that are usually published, as counts.
///
/// @param prompts how many prompts could be judged
/// @param promptsStrict of how many every instruction holds strictly
/// @param promptsLoose of how many every instruction holds loosely
/// @param instructions how many instructions these prompts have
/// @param instructionsStrict how many of them hold strictly
/// @param instructionsLoose how many of them hold loosely
/// @param unscored how many prompts more could not be judged, because an instruction cannot be checked
public record Figures(long prompts, long promptsStrict, long promptsLoose, long instructions, long instructionsStrict, long instructionsLoose,
    long unscored) {

    /// Counts the outcomes of prompts.
    public static Figures of(Collection<Outcome> outcomes) {
        Figures sum = new Figures(0, 0, 0, 0, 0, 0, 0);
        for (Outcome outcome : outcomes) {
            sum = sum.plus(one(outcome));
        }
        return sum;
    }

    private static Figures one(Outcome outcome) {
        if (outcome.undecided().isPresent()) {
            return new Figures(0, 0, 0, 0, 0, 0, 1);
        }
        long all = outcome.lines().size();
        long strict = outcome.held(Outcome.Line::strict);
        long loose = outcome.held(Outcome.Line::loose);
        return new Figures(1, strict == all ? 1 : 0, loose == all ? 1 : 0, all, strict, loose, 0);
    }

    private Figures plus(Figures more) {
        return new Figures(prompts + more.prompts, promptsStrict + more.promptsStrict, promptsLoose + more.promptsLoose, instructions + more.instructions,
            instructionsStrict + more.instructionsStrict, instructionsLoose + more.instructionsLoose, unscored + more.unscored);
    }
}
