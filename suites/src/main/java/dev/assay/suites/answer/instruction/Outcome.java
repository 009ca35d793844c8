package dev.assay.suites.answer.instruction;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How an answer follows the instructions of its prompt.
///
/// @param lines each instruction in order
public record Outcome(List<Line> lines) {

    /// How the answer follows one instruction.
    ///
    /// @param id the instruction's name
    /// @param strict judged by the answer as it is
    /// @param loose judged by its variants
    public record Line(String id, Following strict, Following loose) {

        String words() {
            return switch (strict) {
                case Following.Held() -> "held";
                case Following.Undecided(var why) -> "unscored: " + why;
                case Following.Broken() -> loose instanceof Following.Held ? "held loosely only" : "broken";
            };
        }
    }

    public Outcome {
        lines = List.copyOf(lines);
    }

    /// Judges an answer.
    public static Outcome of(List<Instruction> instructions, String answer, Edition edition) {
        InstructionChecks checks = new InstructionChecks(edition);
        return new Outcome(instructions.stream().map(i -> new Line(i.id(), checks.strict(i, answer), checks.loose(i, answer))).toList());
    }

    /// Why the whole is undecided, if an instruction cannot be checked.
    Optional<String> undecided() {
        return lines.stream().map(Line::strict).filter(Following.Undecided.class::isInstance).map(Following.Undecided.class::cast)
            .map(Following.Undecided::why).findFirst();
    }

    long held(Function<Line, Following> reading) {
        return lines.stream().map(reading).filter(Following.Held.class::isInstance).count();
    }
}
