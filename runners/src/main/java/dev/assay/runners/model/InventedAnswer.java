package dev.assay.runners.model;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// What an invented model says: a thought and an answer in the form that the prompt asks for, right or certainly wrong.
///
/// A wrong answer is a plausible slip (off by a little, another option, one value of several) that no right reading can accept.
///
/// @param thought the invented thought
/// @param text the answer text
record InventedAnswer(String thought, String text) {

    private static final ObjectMapper JSON = JsonMapper.shared();
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,200}");
    private static final Pattern COUNT = Pattern.compile("0|[1-9]\\d{0,8}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,100}\\.\\d{1,100}");
    private static final Pattern RATIO = Pattern.compile("(-?\\d{1,100})\\s*/\\s*(\\d{1,100})");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
    /// The fact about a sample that holds a right program.
    static final String PROGRAM = "right program";

    private static final List<Integer> SLIPS = List.of(1, 2, 3, 5, 10);
    private static final Map<String, String> OPPOSITES = Map.of("knight", "knave", "knave", "knight", "true", "false", "false", "true", "yes", "no", "no",
        "yes");
    private static final List<String> STEPS = List.of("First I read the question again and write down what is given.",
        "Then I note what is asked and set the rest aside.", "I work through it one step at a time.",
        "That does not fit yet, so I go back one step and look at it once more.", "Now the parts fit together.",
        "I check the result against the question.");

    /// The answer to a sample.
    ///
    /// @param right whether the answer is right
    /// @param draw decides what nobody asks for: which slip, how long a thought
    static InventedAnswer to(Sample sample, boolean right, Draw draw) {
        SortedMap<String, String> values = valuesOf(sample, right, draw);
        return new InventedAnswer(thought(draw), formed(sample, values));
    }

    /// A thought that never comes to an answer.
    static String endlessThought(Draw draw) {
        return thought(draw) + " But wait, perhaps it is meant differently. " + thought(draw.with("again")) + " Or is it";
    }

    private static String thought(Draw draw) {
        int steps = 1 + draw.with("steps").below(STEPS.size());
        return "(An invented thought.) " + STEPS.stream().limit(steps).collect(Collectors.joining(" "));
    }

    // ---- the form

    private static final String SINGLE = "answer";

    private static String formed(Sample sample, SortedMap<String, String> values) {
        String value = values.getOrDefault(SINGLE, "");
        return switch (sample.target()) {
            case Target.Fields _ -> "Here is what I found.\n\n" + JSON.writeValueAsString(values);
            case Target.Program program -> "```" + program.language() + "\n" + value + "```";
            case Target.Text _,Target.Choice _,Target.Expression _ -> asksForJson(sample)
                ? jsonAnswer(value)
                : "I worked it out step by step.\n\nFinal answer: "
                    + value;
        };
    }

    private static String jsonAnswer(String value) {
        SortedMap<String, String> object = new TreeMap<>(Map.of("reasoning", "I worked it out step by step.", SINGLE, value));
        return JSON.writeValueAsString(object.reversed());
    }

    private static boolean asksForJson(Sample sample) {
        String prompt = sample.input().stream().map(Message::text).collect(Collectors.joining("\n"));
        return prompt.contains("JSON") && !prompt.contains("Final answer:");
    }

    // ---- the content

    private static SortedMap<String, String> valuesOf(Sample sample, boolean right, Draw draw) {
        return switch (sample.target()) {
            case Target.Fields fields -> right ? fields.values() : wrongFields(fields.values(), draw);
            case Target.Text text -> single(right ? text.accepted().getFirst() : wrongText(text.accepted(), draw));
            case Target.Choice choice -> single(right ? choice.label() : wrongChoice(choice, draw));
            case Target.Expression expression -> single(right ? expression.text() : wrongExpression(expression.text(), draw));
            case Target.Program program -> single(right ? line(sample.metadata().getOrDefault(PROGRAM, "")) : wrongProgram(program.language()));
        };
    }

    private static SortedMap<String, String> single(String value) {
        return new TreeMap<>(Map.of(SINGLE, value));
    }

    private static String line(String program) {
        return program.isEmpty() || program.endsWith("\n") ? program : program + "\n";
    }

    /// A program, or the inside of a function, that does nothing.
    private static String wrongProgram(String language) {
        return language.equals("python") ? "    pass\n" : "";
    }

    private static String wrongChoice(Target.Choice choice, Draw draw) {
        List<String> others = choice.options().keySet().stream().filter(label -> !label.equals(choice.label())).toList();
        return others.isEmpty() ? "none of them" : others.get(draw.with("choice").below(others.size()));
    }

    private static String wrongExpression(String gold, Draw draw) {
        return slipped(gold.replace(",", ""), slip(draw)).orElse("(" + gold + ") + " + Math.abs(slip(draw)));
    }

    private static int slip(Draw draw) {
        int size = SLIPS.get(draw.with("slip").below(SLIPS.size()));
        return draw.with("sign").below(4) == 0 ? -size : size;
    }

    /// A number moved by a little; empty if the text is no plain number.
    private static Optional<String> slipped(String number, int by) {
        String text = number.strip();
        if (WHOLE.matcher(text).matches()) {
            return Optional.of(new BigInteger(text).add(BigInteger.valueOf(by)).toString());
        }
        if (DECIMAL.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text).add(BigDecimal.valueOf(by)).toPlainString());
        }
        Matcher ratio = RATIO.matcher(text);
        if (ratio.matches()) {
            BigInteger denominator = new BigInteger(ratio.group(2));
            return Optional.of(new BigInteger(ratio.group(1)).add(denominator.multiply(BigInteger.valueOf(by))) + "/" + denominator);
        }
        return Optional.empty();
    }

    private static SortedMap<String, String> wrongFields(SortedMap<String, String> right, Draw draw) {
        List<String> names = new ArrayList<>(right.keySet());
        String name = names.get(draw.with("field").below(names.size()));
        SortedMap<String, String> wrong = new TreeMap<>(right);
        wrong.put(name, wrongField(right.getOrDefault(name, ""), right, draw));
        return wrong;
    }

    /// Puzzles have few values, so another one of the same puzzle is the likeliest slip; a number that is no place or count is missed.
    private static String wrongField(String value, SortedMap<String, String> all, Draw draw) {
        Optional<String> opposite = Optional.ofNullable(OPPOSITES.get(value.toLowerCase(Locale.ROOT)));
        boolean measured = !COUNT.matcher(value).matches() && slipped(value, 1).isPresent();
        return opposite.or(() -> measured ? slipped(value, slip(draw)) : another(value, all, draw)).or(() -> slipped(value, slip(draw)))
            .orElse(value + " or not");
    }

    private static Optional<String> another(String value, SortedMap<String, String> all, Draw draw) {
        List<String> others = all.values().stream().filter(other -> !folded(other).equals(folded(value))).distinct().toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(others.get(draw.with("another").below(others.size())));
    }

    /// The first of a few slips that is none of the accepted texts, however they are spelt.
    private static String wrongText(List<String> accepted, Draw draw) {
        List<String> refused = accepted.stream().map(InventedAnswer::folded).toList();
        return slipsOf(accepted.getFirst(), draw).stream().filter(slip -> !refused.contains(folded(slip))).findFirst().orElseGet(() -> beyond(accepted));
    }

    private static List<String> slipsOf(String text, Draw draw) {
        List<String> slips = new ArrayList<>();
        Optional.ofNullable(OPPOSITES.get(text.toLowerCase(Locale.ROOT))).ifPresent(slips::add);
        int by = Math.abs(slip(draw));
        for (int i = 0; i < 20; i++) {
            int more = by + i;
            slipped(text, more).ifPresent(slips::add);
            lastNumberRaised(text, more).ifPresent(slips::add);
        }
        if (slips.isEmpty() && text.length() > 1) {
            slips.add(new StringBuilder(text).reverse().toString());
        }
        return slips;
    }

    private static Optional<String> lastNumberRaised(String text, int by) {
        return DIGITS.matcher(text).results().reduce((first, second) -> second).map(last -> raised(text, last, by));
    }

    private static String raised(String text, MatchResult number, int by) {
        return text.substring(0, number.start()) + (Long.parseLong(number.group()) + by) + text.substring(number.end());
    }

    /// Longer than every accepted text, so none of them.
    private static String beyond(List<String> accepted) {
        return accepted.stream().max((a, b) -> Integer.compare(a.length(), b.length())).orElse("") + "xx";
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
