package dev.assay.suites.answer.instruction;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// The arguments of one instruction, read the way an edition reads them.
record Arguments(SortedMap<String, Argument> values, Edition edition) {

    /// How a count is bounded.
    enum Bound {
        LESS_THAN, AT_LEAST;

        boolean holds(long count, long limit) {
            return switch (this) {
                case LESS_THAN -> count < limit;
                case AT_LEAST -> count >= limit;
            };
        }
    }

    boolean faithful() {
        return edition == Edition.FAITHFUL;
    }

    /// A count. The published code takes zero for missing; repaired, zero is zero.
    long count(String name) throws UnusableArgument {
        long value = number(name);
        if (value == 0 && faithful()) {
            throw new UnusableArgument("Argument " + name + " is zero, which the published code replaces by a random number.");
        }
        return value;
    }

    /// A number of which zero is a plain value in every edition.
    long number(String name) throws UnusableArgument {
        if (!(values.get(name) instanceof Argument.Number(long value)) || value < 0) {
            throw unusable(name, "a whole number of at least 0");
        }
        return value;
    }

    /// A text that is not blank, without white space round it.
    String text(String name) throws UnusableArgument {
        if (!(values.get(name) instanceof Argument.Text(String value)) || Characters.blank(value)) {
            throw unusable(name, "a text");
        }
        return Characters.strip(value);
    }

    /// Texts, as they are.
    List<String> texts(String name) throws UnusableArgument {
        if (!(values.get(name) instanceof Argument.Texts(List<String> texts)) || texts.stream().anyMatch(String::isEmpty)
            || (texts.isEmpty() && faithful())) {
            throw unusable(name, "a list of texts");
        }
        return texts;
    }

    Bound bound(String name) throws UnusableArgument {
        return switch (text(name)) {
            case "less than" -> Bound.LESS_THAN;
            case "at least" -> Bound.AT_LEAST;
            default -> throw unusable(name, "\"less than\" or \"at least\"");
        };
    }

    private UnusableArgument unusable(String name, String needed) {
        boolean missing = Optional.ofNullable(values.get(name)).isEmpty();
        return new UnusableArgument("Argument " + name + (missing ? " is missing; it is " : " is not ") + needed + ".");
    }
}
