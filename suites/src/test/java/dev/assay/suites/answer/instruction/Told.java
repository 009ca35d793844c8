package dev.assay.suites.answer.instruction;

import java.util.List;
import java.util.TreeMap;

/// Instructions written by hand.
final class Told {

    private Told() {
    }

    static Instruction to(String id, Object... arguments) {
        TreeMap<String, Argument> values = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            values.put((String) arguments[i], argument(arguments[i + 1]));
        }
        return new Instruction(id, values);
    }

    private static Argument argument(Object value) {
        return switch (value) {
            case Integer number -> new Argument.Number(number);
            case List<?> texts -> new Argument.Texts(texts.stream().map(String::valueOf).toList());
            default -> new Argument.Text(String.valueOf(value));
        };
    }

    static boolean faithful(Instruction instruction, String text) {
        return held(Edition.FAITHFUL, instruction, text);
    }

    static boolean repaired(Instruction instruction, String text) {
        return held(Edition.REPAIRED, instruction, text);
    }

    private static boolean held(Edition edition, Instruction instruction, String text) {
        return switch (new InstructionChecks(edition).strict(instruction, text)) {
            case Following.Held() -> true;
            case Following.Broken() -> false;
            case Following.Undecided(var why) -> throw new AssertionError(why);
        };
    }
}
