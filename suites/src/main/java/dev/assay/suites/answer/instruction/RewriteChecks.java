package dev.assay.suites.answer.instruction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Three checks that were published beside the 25 but occur in no published prompt.
final class RewriteChecks {

    private RewriteChecks() {
    }

    /// Some line begins with a text.
    static boolean starts(String text, Arguments arguments) throws UnusableArgument {
        String starter = arguments.text("starter");
        for (int at = text.indexOf(starter); at >= 0; at = text.indexOf(starter, at + 1)) {
            if (onlySpaceBefore(text, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean onlySpaceBefore(String text, int end) {
        int at = end;
        while (at > 0 && text.charAt(at - 1) != '\n' && Characters.space(text.charAt(at - 1))) {
            at--;
        }
        return at == 0 || text.charAt(at - 1) == '\n';
    }

    /// Only what stands between stars was changed.
    static boolean rephrases(String text, Arguments arguments) throws UnusableArgument {
        String original = raw(arguments, "original_message");
        String kept = withoutChanges(original);
        if (kept.equals(original)) {
            throw new UnusableArgument("Argument original_message holds nothing between stars.");
        }
        String rest = withoutChanges(text);
        return !rest.equals(text) && rest.equals(kept);
    }

    private static String withoutChanges(String text) {
        return Characters.lines(text).stream().map(RewriteChecks::withoutStars).collect(Collectors.joining("\n"));
    }

    private static String withoutStars(String line) {
        int first = line.indexOf('*');
        int last = line.lastIndexOf('*');
        return first == last ? line : line.substring(0, first) + line.substring(last + 1);
    }

    /// The number of words taken over lies between two bounds.
    static boolean rewrites(String text, Arguments arguments) throws UnusableArgument {
        long low = arguments.number("low");
        long high = arguments.number("high");
        Map<String, Integer> left = counts(raw(arguments, "original_paragraph"));
        long shared = 0;
        for (String word : words(text)) {
            int rest = left.getOrDefault(word, 0);
            if (rest > 0) {
                left.put(word, rest - 1);
                shared++;
            }
        }
        return low <= shared && shared <= high;
    }

    private static Map<String, Integer> counts(String text) {
        Map<String, Integer> counts = new HashMap<>();
        words(text).forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }

    private static List<String> words(String text) {
        return Characters.words(Characters.lower(text));
    }

    private static String raw(Arguments arguments, String name) throws UnusableArgument {
        arguments.text(name);
        return arguments.values().get(name) instanceof Argument.Text(String value) ? value : "";
    }
}
