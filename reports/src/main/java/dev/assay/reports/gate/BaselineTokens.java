package dev.assay.reports.gate;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// The JSON of a baseline, token by token, with the line of every mistake. For one thread.
final class BaselineTokens implements AutoCloseable {

    private static final int LONGEST_TEXT = 2_000;
    private static final JsonFactory FACTORY = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).maxStringLength(LONGEST_TEXT * 6).maxNameLength(LONGEST_TEXT * 6)
            .maxNumberLength(60).build())
        .build();

    private final String source;
    private final JsonParser parser;
    private boolean pending;

    BaselineTokens(String source, String text) {
        this.source = source;
        this.parser = FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    /// An object: gives each key to a reader, which takes the value.
    void object(Consumer<String> field) {
        expect(JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            field.accept(parser.currentName());
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw wrong("the file ends too early");
        }
    }

    /// An array: calls a reader at each of its values, which takes it with the next call.
    void array(int most, Runnable element) {
        expect(JsonToken.START_ARRAY, "a list");
        for (int n = 0; parser.nextToken() != JsonToken.END_ARRAY; n++) {
            if (n >= most || parser.currentToken() == null) {
                throw wrong(parser.currentToken() == null ? "the file ends too early" : "a list is longer than " + most);
            }
            pending = true;
            element.run();
        }
    }

    private JsonToken next() {
        JsonToken token = pending ? parser.currentToken() : parser.nextToken();
        pending = false;
        if (token == null) {
            throw wrong("the file ends too early");
        }
        return token;
    }

    private void expect(JsonToken wanted, String what) {
        if (next() != wanted) {
            throw wrong(what + " should stand here");
        }
    }

    /// A text of 1 to 2,000 characters, none of them a control character.
    String text() {
        expect(JsonToken.VALUE_STRING, "a text");
        return checked(parser.getString());
    }

    /// The same, or `null`.
    Optional<String> maybeText() {
        JsonToken token = next();
        if (token == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        if (token != JsonToken.VALUE_STRING) {
            throw wrong("a text or null should stand here");
        }
        return Optional.of(checked(parser.getString()));
    }

    private String checked(String text) {
        if (text.isEmpty() || text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw wrong("a text has 1 to 2,000 characters and no control character");
        }
        return text;
    }

    /// A whole number of at least 0.
    long whole(long most) {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        long value = parser.getLongValue();
        if (value < 0 || value > most) {
            throw wrong("a number is out of its range");
        }
        return value;
    }

    /// A number in a range, or `null`.
    Optional<Double> maybeNumber(double least, double most) {
        JsonToken token = next();
        if (token == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw wrong("a number or null should stand here");
        }
        double value = parser.getDoubleValue();
        if (!(value >= least && value <= most)) {
            throw wrong("a number is out of its range");
        }
        return Optional.of(value);
    }

    /// Nothing may stand behind the baseline.
    void end() {
        if (parser.nextToken() != null) {
            throw wrong("something stands behind the end");
        }
    }

    /// A key that no baseline has. It is not repeated: whoever wrote it may have meant harm.
    BaselineException unknown(String key) {
        String shown = key.matches("[A-Za-z0-9_-]{1,40}") ? " \"" + key + "\"" : "";
        return wrong("unknown key" + shown);
    }

    /// Something is wrong at the current token.
    BaselineException wrong(String what) {
        return new BaselineException(message(source, parser.currentTokenLocation(), what));
    }

    /// The file is no JSON, or a number in it is none.
    static BaselineException damaged(String source, JacksonException e) {
        return new BaselineException(message(source, e.getLocation(), "not valid JSON"), e);
    }

    private static String message(String source, @Nullable TokenStreamLocation location, String what) {
        String line = location == null || location.getLineNr() < 1 ? "" : ":" + location.getLineNr();
        return source + line + ": " + what + ". Restore the file from git, or bless a run again.";
    }

    @Override
    public void close() {
        parser.close();
    }
}
