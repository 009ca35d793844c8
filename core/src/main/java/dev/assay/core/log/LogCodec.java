package dev.assay.core.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.StdConverter;

/// The JSON form of everything in a run directory: core's only codec.
///
/// What is absent or empty is left out; a kind is named by its type's simple name under `type`; durations and instants are ISO texts;
/// references to models and scorers are their texts. Reading is strict: a property that is unknown, missing, null or of another type is
/// an error. Lone surrogates, which UTF-8 cannot hold, are written as escapes, so every text that a model can say comes back unchanged;
/// in names they become U+FFFD.
///
/// A transcript's output is left out when it is that of its last model call, as it nearly always is.
///
/// Safe for threads: the mapper is immutable, and the texts it shares between results stand in concurrent maps.
final class LogCodec {

    /// A line is at most this long, its end included.
    static final int LINE_LIMIT = 64 << 20;

    private static final JsonMapper MAPPER = mapper();

    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Map<String, ModelRef> models = new ConcurrentHashMap<>();
    private final Map<String, ScorerRef> scorers = new ConcurrentHashMap<>();
    private final ObjectReader results = readerFor(SampleResult.class);
    private final ObjectReader trials = readerFor(Trial.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final ObjectReader scores = readerFor(ScoreLine.class);

    /// One line of `scores.jsonl`; lines from before there were judge models have no calls.
    record ScoreLine(Trial trial, ScorerRef scorer, Score score, Ending ending, List<Event.ModelCall> calls) {
        static ScoreLine of(Trial trial, Judgement judgement) {
            return new ScoreLine(trial, judgement.scorer(), judgement.score(), judgement.ending(), judgement.calls());
        }

        Judgement judgement() {
            return new Judgement(scorer, score, ending, calls);
        }
    }

    /// One line of `raw.jsonl`.
    record RawLine(String id, String model, String request, Optional<Integer> status, String response) {
    }

    /// What a line of `transcripts.jsonl` says before one looks at what was said.
    record Glance(Trial trial, boolean answered) {
    }

    private static JsonMapper mapper() {
        StreamReadConstraints limits = StreamReadConstraints.builder().maxStringLength(LINE_LIMIT).maxNameLength(LINE_LIMIT).build();
        SimpleModule references = new SimpleModule("references");
        references.addSerializer(ModelRef.class, new TextSerializer<>());
        references.addSerializer(ScorerRef.class, new TextSerializer<>());
        references.addKeySerializer(String.class, new NameSerializer());
        references.addDeserializer(ModelRef.class, new SharingDeserializer<>(ModelRef.class, LogCodec::model));
        references.addDeserializer(ScorerRef.class, new SharingDeserializer<>(ScorerRef.class, LogCodec::scorer));
        JsonInclude.Value unlessEmpty = JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS);
        JsonSetter.Value asEmpty = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
        return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits).build())
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .withCoercionConfig(LogicalType.Textual, LogCodec::refuseOthers)
            .changeDefaultPropertyInclusion(whole -> JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .withConfigOverride(List.class, o -> o.setInclude(unlessEmpty).setNullHandling(asEmpty))
            .withConfigOverride(SortedMap.class, o -> o.setInclude(unlessEmpty).setNullHandling(asEmpty))
            .addMixIn(Message.class, Kind.class)
            .addMixIn(Outcome.class, Kind.class)
            .addMixIn(Event.class, Kind.class)
            .addMixIn(Score.class, Kind.class)
            .addMixIn(Transcript.class, Stored.class)
            .addModule(references)
            .build();
    }

    private static void refuseOthers(MutableCoercionConfig texts) {
        texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail).setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    private ObjectReader readerFor(Class<?> type) {
        return MAPPER.readerFor(type).withAttribute(LogCodec.class, this);
    }

    /// A value as one line of UTF-8, its end included.
    static byte[] line(Object value) {
        byte[] json = MAPPER.writeValueAsBytes(value);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /// The header as `run.json`, for people to read.
    static byte[] page(RunHeader header) {
        return utf8(MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(header) + "\n");
    }

    private static byte[] utf8(String json) {
        return withLoneSurrogates(json, lone -> "\\u" + Integer.toHexString(lone)).getBytes(StandardCharsets.UTF_8);
    }

    /// The text with something else in place of its lone surrogates.
    private static String withLoneSurrogates(String text, IntFunction<String> replacement) {
        int lone = loneSurrogate(text, 0);
        if (lone < 0) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length() + 64);
        int written = 0;
        for (; lone >= 0; lone = loneSurrogate(text, written)) {
            replaced.append(text, written, lone).append(replacement.apply(text.charAt(lone)));
            written = lone + 1;
        }
        return replaced.append(text, written, text.length()).toString();
    }

    private static int loneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            return i;
        }
        return -1;
    }

    /// The version of the format that a `run.json` names, whatever else stands in it.
    static Optional<Integer> formatOf(byte[] page) {
        JsonNode format = MAPPER.readTree(page).path("format");
        return format.isInt() ? Optional.of(format.intValue()) : Optional.empty();
    }

    /// Who wrote a `run.json`, if it says so where every version says it.
    static Optional<String> harnessOf(byte[] page) {
        JsonNode harness = MAPPER.readTree(page).path("provenance").path("harness");
        return harness.isString() ? Optional.of(harness.stringValue()) : Optional.empty();
    }

    /// Reads `run.json`.
    RunHeader header(byte[] page) {
        return readerFor(RunHeader.class).readValue(page);
    }

    /// Reads a line of `transcripts.jsonl`.
    SampleResult result(LineReader.Line line) {
        SampleResult read = results.readValue(line.bytes(), line.start(), line.length());
        return new SampleResult(shared(read.trial()), read.cluster(), read.metadata(), read.outcome(), read.elapsed());
    }

    /// Reads a line of `scores.jsonl`.
    ScoreLine score(LineReader.Line line) {
        return scores.readValue(line.bytes(), line.start(), line.length());
    }

    /// The trial of a line of `transcripts.jsonl` or `scores.jsonl`, and whether an answer came. The line must be well-formed JSON; what
    /// was said is not looked at.
    Glance glance(LineReader.Line line) {
        Optional<Trial> trial = Optional.empty();
        boolean answered = false;
        try (JsonParser parser = MAPPER.createParser(line.bytes(), line.start(), line.length())) {
            requireToken(parser, parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "trial" -> trial = Optional.of(shared(trials.readValue(parser)));
                    case "outcome" -> answered = isScored(parser);
                    default -> parser.skipChildren();
                }
            }
            requireToken(parser, parser.nextToken(), null);
        }
        boolean found = answered;
        return trial.map(t -> new Glance(t, found)).orElseThrow(() -> new IllegalArgumentException("it names no trial"));
    }

    private static boolean isScored(JsonParser parser) {
        requireToken(parser, parser.currentToken(), JsonToken.START_OBJECT);
        boolean scored = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean type = parser.currentName().equals("type");
            parser.nextToken();
            scored |= type && Outcome.Scored.class.getSimpleName().equals(parser.getString());
            parser.skipChildren();
        }
        return scored;
    }

    private static void requireToken(JsonParser parser, @Nullable JsonToken is, @Nullable JsonToken wanted) {
        if (is != wanted) {
            throw new StreamReadException(parser, "it is not one JSON object");
        }
    }

    /// Whether the bytes are one whole JSON object; a line that was cut in a crash never is.
    static boolean isWhole(byte[] bytes, int start, int length) {
        try (JsonParser parser = MAPPER.createParser(bytes, start, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    /// What is wrong with a line, in a few words that quote nothing of any length.
    static String trouble(RuntimeException e) {
        String message = switch (e) {
            case DatabindException databind -> databind.getOriginalMessage() + at(databind);
            case JacksonException syntax -> syntax.getOriginalMessage();
            default -> String.valueOf(e.getMessage());
        };
        String line = message.replaceAll("\\p{Cntrl}+", " ").replaceAll("dev\\.assay\\.core\\.\\w+\\.", "");
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }

    private static String at(DatabindException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            path.append(path.isEmpty() ? " at " : ".").append(name == null ? String.valueOf(step.getIndex()) : name);
        }
        return path.toString();
    }

    /// The same trial, with texts that all results of this codec share.
    private Trial shared(Trial trial) {
        return new Trial(text(trial.task()), text(trial.sample()), trial.epoch(), trial.model());
    }

    private String text(String text) {
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    private ModelRef model(String text) {
        return models.computeIfAbsent(text, ModelRef::parse);
    }

    private ScorerRef scorer(String text) {
        return scorers.computeIfAbsent(text, ScorerRef::parse);
    }

    /// Names the kind of a value of a sealed type.
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
    private interface Kind {
    }

    @JsonSerialize(converter = ToStored.class)
    @JsonDeserialize(converter = FromStored.class)
    private interface Stored {
    }

    /// A transcript as it is stored.
    record StoredTranscript(List<Event> events, Optional<ModelOutput> output) {
    }

    static final class ToStored extends StdConverter<Transcript, StoredTranscript> {
        @Override
        public StoredTranscript convert(Transcript transcript) {
            Optional<ModelOutput> output = Optional.of(transcript.output());
            return new StoredTranscript(transcript.events(), output.equals(lastOutput(transcript.events())) ? Optional.empty() : output);
        }
    }

    static final class FromStored extends StdConverter<StoredTranscript, Transcript> {
        @Override
        public Transcript convert(StoredTranscript stored) {
            ModelOutput output = stored.output().or(() -> lastOutput(stored.events()))
                .orElseThrow(() -> new IllegalArgumentException("A transcript has neither an output nor a model call with one."));
            return new Transcript(stored.events(), output);
        }
    }

    private static Optional<ModelOutput> lastOutput(List<Event> events) {
        for (Event event : events.reversed()) {
            if (event instanceof Event.ModelCall call && call.output().isPresent()) {
                return call.output();
            }
        }
        return Optional.empty();
    }

    private static final class TextSerializer<T> extends ValueSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
        }
    }

    /// Names of properties, which JSON readers refuse with a lone surrogate in them even as an escape.
    private static final class NameSerializer extends ValueSerializer<String> {
        @Override
        public void serialize(String name, JsonGenerator out, SerializationContext context) {
            out.writeName(withLoneSurrogates(name, lone -> "\ufffd"));
        }
    }

    private interface Lookup<T> {
        T find(LogCodec codec, String text);
    }

    private static final class SharingDeserializer<T> extends ValueDeserializer<T> {
        private final Class<T> type;
        private final Lookup<T> lookup;

        SharingDeserializer(Class<T> type, Lookup<T> lookup) {
            this.type = type;
            this.lookup = lookup;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return type.cast(context.handleUnexpectedToken(type, in));
            }
            try {
                return lookup.find((LogCodec) context.getAttribute(LogCodec.class), in.getString());
            } catch (IllegalArgumentException e) {
                throw DatabindException.from(in, String.valueOf(e.getMessage()), e);
            }
        }
    }
}
