package dev.assay.suites.code.check;

import dev.assay.core.sandbox.Language;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// What a solver's box says to one call, read strictly from hostile bytes.
///
/// A reply is one UTF-8 JSON object with the call's `id` and exactly one of `v`, `u`, or `e` with `m`. Values are null, booleans, texts, arrays,
/// and objects of one known tag; no numbers. Everything else is [Malformed]. Nothing is built from a value here: its bytes go on as they are, to the
/// trusted box that decodes them.
sealed interface Reply {

    /// The longest message of an exception, in characters.
    int LONGEST_MESSAGE = 1000;

    /// A value of the closed list.
    record Value() implements Reply {
    }

    /// The function raised an exception.
    record Raised(String name, String message) implements Reply {
    }

    /// The function returned what cannot cross.
    ///
    /// @param type the name of its type, as the solver's box says
    record NotPlain(String type) implements Reply {
    }

    /// These bytes are no reply to this call.
    record Malformed(String why) implements Reply {
    }

    /// Reads a frame.
    ///
    /// @param id the call that was asked
    /// @param language of the program, which decides what values there are
    static Reply read(byte[] frame, String id, Language language) {
        return ReplyReader.read(frame, id, language);
    }

    /// Reads token by token, without building values.
    final class ReplyReader {

        /// Nested arrays and objects: three for each of 60 levels of a value, and what stands round it.
        private static final int DEEPEST = 200;
        private static final int LONGEST_TEXT = 8 << 20;
        private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST)
            .maxStringLength(LONGEST_TEXT).maxNameLength(1000).build()).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

        private static final String DEQUE = "q";
        private static final String ARRAY = "a";
        private static final Tags PYTHON = new Tags(Set.of("i", "f", "b", "m", "y", "h", "w"), Set.of("t", "s", "z"), Set.of("d", "o", "D", "n"),
            Map.of("c", 2, "r", 3, "x", 2, "l", 3), DEQUE);
        private static final Tags JAVA = new Tags(Set.of("i", "j", "g", "c", "f", "h", "b", "n", "m"), Set.of("k", "q", "s", "t", "o", "p"), Set.of("d", "e"),
            Map.of(), ARRAY);

        /// The tags of one language.
        ///
        /// @param text a text follows
        /// @param values an array of values follows
        /// @param pairs an array of pairs of values follows
        /// @param texts an array of so many texts follows
        /// @param mixed an array of other things follows
        private record Tags(Set<String> text, Set<String> values, Set<String> pairs, Map<String, Integer> texts, String mixed) {
        }

        private final JsonParser tokens;

        private final Tags tags;

        private ReplyReader(JsonParser tokens, Tags tags) {
            this.tokens = tokens;
            this.tags = tags;
        }

        private static final class Bad extends Exception {
            private static final long serialVersionUID = 1L;

            Bad(String why) {
                super(why);
            }
        }

        static Reply read(byte[] frame, String id, Language language) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame));
            } catch (CharacterCodingException invalid) {
                return new Malformed("a frame that is no UTF-8");
            }
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), frame)) {
                return new ReplyReader(parser, switch (language) {
                    case PYTHON -> PYTHON;
                    case JAVA -> JAVA;
                }).reply(id);
            } catch (Bad bad) {
                return new Malformed(String.valueOf(bad.getMessage()));
            } catch (JacksonException invalid) {
                return new Malformed("a frame that is no JSON object of the agreed form");
            }
        }

        private Reply reply(String id) throws Bad {
            require(tokens.nextToken() == JsonToken.START_OBJECT, "a frame that is no object");
            Fields fields = new Fields();
            for (JsonToken token = tokens.nextToken(); token != JsonToken.END_OBJECT; token = tokens.nextToken()) {
                require(token == JsonToken.PROPERTY_NAME, "a frame that breaks off");
                field(tokens.currentName(), fields);
            }
            require(tokens.nextToken() == null, "more than one object in a frame");
            require(fields.id.equals(id), "a frame that answers no question");
            return fields.reply();
        }

        private void field(String name, Fields fields) throws Bad {
            JsonToken token = tokens.nextToken();
            switch (name) {
                case "v" -> {
                    value(token);
                    fields.value = true;
                }
                case "id" -> fields.id = text(token);
                case "e" -> fields.error = text(token);
                case "m" -> fields.message = text(token);
                case "u" -> fields.type = text(token);
                default -> throw new Bad("a frame with an unknown key");
            }
        }

        private void value(JsonToken token) throws Bad {
            switch (token) {
                case VALUE_NULL, VALUE_TRUE, VALUE_FALSE, VALUE_STRING -> {
                }
                case START_ARRAY -> values();
                case START_OBJECT -> tagged();
                case END_ARRAY, END_OBJECT, NOT_AVAILABLE, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT ->
                    throw new Bad("a value outside the closed list");
            }
        }

        private void values() throws Bad {
            for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
                value(token);
            }
        }

        private void tagged() throws Bad {
            require(next() == JsonToken.PROPERTY_NAME, "a value without a tag");
            String tag = tokens.currentName();
            if (tags.text().contains(tag)) {
                require(next() == JsonToken.VALUE_STRING, "a tag with wrong contents");
            } else if (tags.values().contains(tag)) {
                opens();
                values();
            } else if (tags.pairs().contains(tag)) {
                opens();
                pairs();
            } else if (tags.texts().containsKey(tag)) {
                texts(tags.texts().getOrDefault(tag, 0));
            } else if (!tag.equals(tags.mixed())) {
                throw new Bad("a value with an unknown tag");
            } else if (tag.equals(DEQUE)) {
                deque();
            } else {
                array();
            }
            require(next() == JsonToken.END_OBJECT, "a value with two tags");
        }

        private void pairs() throws Bad {
            for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
                require(token == JsonToken.START_ARRAY, "a pair that is none");
                value(next());
                value(next());
                require(next() == JsonToken.END_ARRAY, "a pair that is none");
            }
        }

        private void texts(int count) throws Bad {
            opens();
            for (int i = 0; i < count; i++) {
                require(next() == JsonToken.VALUE_STRING, "a tag with wrong contents");
            }
            require(next() == JsonToken.END_ARRAY, "a tag with wrong contents");
        }

        private void deque() throws Bad {
            opens();
            JsonToken longest = next();
            require(longest == JsonToken.VALUE_NULL || longest == JsonToken.VALUE_STRING, "a tag with wrong contents");
            opens();
            values();
            require(next() == JsonToken.END_ARRAY, "a tag with wrong contents");
        }

        /// An array of Java: the type of its elements first.
        private void array() throws Bad {
            opens();
            require(next() == JsonToken.VALUE_STRING, "a tag with wrong contents");
            values();
        }

        private void opens() throws Bad {
            require(next() == JsonToken.START_ARRAY, "a tag with wrong contents");
        }

        private JsonToken next() throws Bad {
            JsonToken token = tokens.nextToken();
            if (token == null) {
                throw new Bad("a frame that breaks off");
            }
            return token;
        }

        private String text(JsonToken token) throws Bad {
            require(token == JsonToken.VALUE_STRING, "a field with wrong contents");
            String text = tokens.getString();
            require(text.length() <= LONGEST_MESSAGE * 2, "a message that is too long");
            return text;
        }

        private static void require(boolean holds, String otherwise) throws Bad {
            if (!holds) {
                throw new Bad(otherwise);
            }
        }

        /// What the fields of a reply hold; empty where they are not there.
        private static final class Fields {
            private String id = "";
            private boolean value;
            private String error = "";
            private String message = "";
            private String type = "";

            Reply reply() throws Bad {
                boolean raised = !error.isEmpty();
                boolean unfit = !type.isEmpty();
                require((value ? 1 : 0) + (raised ? 1 : 0) + (unfit ? 1 : 0) == 1, "a frame that says two things, or none");
                require(raised || message.isEmpty(), "a message without an exception");
                if (value) {
                    return new Value();
                }
                return raised ? new Raised(error, message) : new NotPlain(type);
            }
        }
    }
}
