package dev.assay.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One line of what `assay grade` judges.
///
/// @param id as it was written: a text or a number, given back as it came
/// @param golds the right answers, at least one; any of them will do
/// @param answer a bare answer or a model's whole output
/// @param kind `expression`, `choice`, `number` or `text`
/// @param profile the profile of this line alone
/// @param question what was asked, where the answer must not merely repeat it
/// @param options label to text, for a choice
/// @param tolerance the sample's own tolerance
record GradeLine(JsonNode id, List<String> golds, String answer, Kind kind, Optional<String> profile, Optional<String> question,
    SequencedMap<String, String> options, Optional<Tolerance> tolerance) {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(GradeAction.LONGEST_LINE).maxNestingDepth(64).build()).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final int MOST_GOLDS = 64;
    private static final int MOST_OPTIONS = 256;

    GradeLine {
        golds = List.copyOf(golds);
        options = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(options));
    }

    /// What is compared.
    enum Kind {
        EXPRESSION, CHOICE, NUMBER, TEXT
    }

    /// How far a number may lie from the right one, ends included, as written.
    ///
    /// @param name `abs`, `rel` or `digits`
    /// @param value in plain digits
    record Tolerance(String name, String value) {
    }

    /// Reads one line.
    ///
    /// @throws IllegalArgumentException if it is not of that form; the message says what to do
    static GradeLine parse(String text) {
        return parse(text, Optional.empty());
    }

    /// Reads one line as one of a given kind, whatever it says itself.
    ///
    /// @throws IllegalArgumentException if it is not of that form; the message says what to do
    static GradeLine parse(String text, Optional<Kind> given) {
        JsonNode row = object(text);
        JsonNode id = row.path("id");
        require(id.isString() || id.isIntegralNumber(), "The field \"id\" is missing, or neither a text nor a whole number.  Add it.");
        Kind kind = given.orElseGet(() -> kind(row));
        SequencedMap<String, String> options = options(row.path("options"));
        require(kind != Kind.CHOICE || !options.isEmpty(), "A choice needs its \"options\", from label to text.  Add them.");
        return new GradeLine(id, golds(row.path("gold")), string(row, "answer"), kind, optional(row, "profile"), optional(row, "question"), options,
            tolerance(row.path("tolerance")));
    }

    private static Kind kind(JsonNode row) {
        if (row.has("kind")) {
            return WordText.parse(Kind.class, string(row, "kind"));
        }
        return row.has("options") ? Kind.CHOICE : Kind.EXPRESSION;
    }

    /// The line as one JSON object; of equal names none is preferred.
    ///
    /// @throws IllegalArgumentException if it is none
    static JsonNode object(String text) {
        try {
            JsonNode row = JSON.readTree(text);
            require(row.isObject(), "The line is no JSON object.  Write one object a line.");
            return row;
        } catch (JacksonException e) {
            String why = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
            throw new IllegalArgumentException("The line is no JSON: " + Publication.visible(why.substring(0, Math.min(200, why.length())))
                + ".  Correct or remove it.", e);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    private static String string(JsonNode row, String name) {
        require(row.path(name).isString(), "The field \"" + name + "\" is " + (row.has(name) ? "no text" : "missing") + ".  Write it as a string.");
        return row.path(name).stringValue();
    }

    private static Optional<String> optional(JsonNode row, String name) {
        return row.has(name) && !row.path(name).isNull() ? Optional.of(string(row, name)) : Optional.empty();
    }

    private static List<String> golds(JsonNode gold) {
        if (gold.isString()) {
            return List.of(gold.stringValue());
        }
        if (gold.isNumber()) {
            return List.of(gold.asString());
        }
        require(gold.isArray() && !gold.isEmpty() && gold.size() <= MOST_GOLDS && gold.valueStream().allMatch(JsonNode::isString),
            "The field \"gold\" is missing or no text.  Write a string, or a list of at most " + MOST_GOLDS + " strings of which any will do.");
        return gold.valueStream().map(JsonNode::stringValue).toList();
    }

    /// Options by label; a bare list of texts is labelled A, B, C.
    private static SequencedMap<String, String> options(JsonNode node) {
        SequencedMap<String, String> options = new LinkedHashMap<>();
        if (node.isMissingNode() || node.isNull()) {
            return options;
        }
        require((node.isObject() || (node.isArray() && node.size() <= 26)) && node.size() <= MOST_OPTIONS && node.valueStream().allMatch(JsonNode::isString),
            "The field \"options\" is neither an object from label to text nor a list of at most 26 texts.  Write one of them.");
        if (node.isObject()) {
            node.propertyStream().forEach(entry -> options.put(entry.getKey(), entry.getValue().stringValue()));
            return options;
        }
        node.valueStream().forEach(text -> options.put(String.valueOf((char) ('A' + options.size())), text.stringValue()));
        return options;
    }

    /// A bare number is an absolute tolerance; else an object with exactly one of `abs`, `rel` and `digits`.
    private static Optional<Tolerance> tolerance(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        String demand = "The field \"tolerance\" is neither a number nor an object with one of \"abs\", \"rel\" and \"digits\".  Write one of them, 0 or above.";
        boolean named = node.isObject() && node.size() == 1;
        String name = named ? node.propertyNames().iterator().next() : "abs";
        JsonNode value = named ? node.path(name) : node;
        require(value.isNumber() && List.of("abs", "rel", "digits").contains(name) && value.decimalValue().signum() >= 0
            && Math.abs(value.decimalValue().scale()) <= 400 && value.decimalValue().precision() <= 400, demand);
        return Optional.of(new Tolerance(name, value.decimalValue().toPlainString()));
    }
}
