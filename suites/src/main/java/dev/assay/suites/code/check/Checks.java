package dev.assay.suites.code.check;

import dev.assay.core.sandbox.Language;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Everything that is run against a program: what a [dev.assay.core.dataset.Target.Program] holds as text.
///
/// @param tests the tests
/// @param cpu the processor time that one process of the program may take, where the task gives one
/// @param reference a right answer, where there is one; the model never sees it
public record Checks(Tests tests, Optional<Budget> cpu, Optional<String> reference) {

    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /// A bound for the processor time, as a multiple of what the reference takes on the same machine.
    ///
    /// @param factor how many times the reference's time
    /// @param least what a program may take in any case
    /// @param most what no program may take
    public record Budget(int factor, Duration least, Duration most) {
        public Budget {
            if (factor < 1 || !least.isPositive() || most.compareTo(least) < 0) {
                throw new IllegalArgumentException("A budget is at least what the reference takes, and its bounds are in order.");
            }
        }

        /// The bound for a reference that took so long.
        public Duration of(Duration reference) {
            Duration scaled = reference.multipliedBy(factor);
            if (scaled.compareTo(least) < 0) {
                return least;
            }
            return scaled.compareTo(most) > 0 ? most : scaled;
        }
    }

    public Checks {
        if (cpu.isPresent() && reference.isEmpty()) {
            throw new IllegalArgumentException("A budget that scales with the reference needs one.");
        }
    }

    /// Tests alone.
    public static Checks of(Tests tests) {
        return new Checks(tests, Optional.empty(), Optional.empty());
    }

    /// The same with a right answer.
    public Checks withReference(String right) {
        return new Checks(tests, cpu, Optional.of(right));
    }

    /// The name of a language as targets write it.
    public static String name(Language language) {
        return language.name().toLowerCase(Locale.ROOT);
    }

    /// The text form, which `read` takes back.
    public String text() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (tests) {
            case FunctionTests(String entry, String preamble, String support, String source) -> {
                node.put("entry", entry);
                node.put("preamble", preamble);
                node.put("support", support);
                node.put("tests", source);
            }
            case MethodTests(String entry, String preamble, String source) -> {
                node.put("method", entry);
                node.put("preamble", preamble);
                node.put("tests", source);
            }
            case PredictionTests(PredictionTests.Side side, String code, String input, String output, boolean inProcess) -> {
                node.put("predicted", side.name());
                node.put("code", code);
                node.put("input", input);
                node.put("output", output);
                node.put("inProcess", inProcess);
            }
            case StdioTests(List<StdioTests.Case> cases, OutputRule rule) -> {
                node.set("rule", rule(rule));
                ArrayNode list = node.putArray("cases");
                cases.forEach(each -> list.addArray().add(each.input()).add(each.output()));
            }
        }
        cpu.ifPresent(budget -> node.putArray("cpu").add(budget.factor()).add(budget.least().toMillis()).add(budget.most().toMillis()));
        reference.ifPresent(right -> node.put("reference", right));
        return JSON.writeValueAsString(node);
    }

    /// Reads the text form.
    ///
    /// @throws IllegalArgumentException if it is none
    public static Checks read(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            Tests tests = tests(node);
            Optional<Budget> cpu = Optional.of(node.path("cpu")).filter(JsonNode::isArray)
                .map(budget -> new Budget(budget.path(0).asInt(), Duration.ofMillis(budget.path(1).asLong()), Duration.ofMillis(budget.path(2).asLong())));
            return new Checks(tests, cpu, Optional.of(node.path("reference")).filter(JsonNode::isString).map(JsonNode::stringValue));
        } catch (JacksonException invalid) {
            throw new IllegalArgumentException("The checks of this task cannot be read: " + invalid.getOriginalMessage(), invalid);
        }
    }

    private static Tests tests(JsonNode node) {
        if (node.has("entry")) {
            return new FunctionTests(string(node, "entry"), string(node, "preamble"), string(node, "support"), string(node, "tests"));
        }
        if (node.has("method")) {
            return new MethodTests(string(node, "method"), string(node, "preamble"), string(node, "tests"));
        }
        if (node.has("predicted")) {
            return new PredictionTests(PredictionTests.Side.valueOf(string(node, "predicted")), string(node, "code"), string(node, "input"),
                string(node, "output"), node.path("inProcess").asBoolean(false));
        }
        return new StdioTests(cases(node.path("cases")), rule(node.path("rule")));
    }

    private static JsonNode rule(OutputRule rule) {
        return switch (rule) {
            case OutputRule.Lines _ -> JsonNodeFactory.instance.stringNode("lines");
            case OutputRule.Tokens _ -> JsonNodeFactory.instance.stringNode("tokens");
            case OutputRule.Tolerance(BigDecimal absolute, BigDecimal relative) ->
                JsonNodeFactory.instance.arrayNode().add(absolute.toString()).add(relative.toString());
        };
    }

    private static OutputRule rule(JsonNode node) {
        if (node.isArray()) {
            return new OutputRule.Tolerance(new BigDecimal(node.path(0).asString()), new BigDecimal(node.path(1).asString()));
        }
        return switch (node.asString("")) {
            case "lines" -> new OutputRule.Lines();
            case "tokens" -> new OutputRule.Tokens();
            default -> throw new IllegalArgumentException("The checks of this task name no rule for outputs.");
        };
    }

    private static List<StdioTests.Case> cases(JsonNode list) {
        List<StdioTests.Case> cases = new ArrayList<>();
        list.forEach(each -> cases.add(new StdioTests.Case(each.path(0).stringValue(), each.path(1).stringValue())));
        return cases;
    }

    private static String string(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException("The checks of this task lack \"" + name + "\".");
        }
        return value.stringValue();
    }
}
