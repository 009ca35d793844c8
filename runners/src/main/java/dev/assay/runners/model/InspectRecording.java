package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import dev.assay.runners.model.archive.ArchiveException;
import dev.assay.runners.model.archive.ArchiveLimits;
import dev.assay.runners.model.archive.ZipArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/// A log of [Inspect](https://inspect.aisi.org.uk): `.json`, one object that holds everything; or `.eval`, a zip file with a header and one
/// entry for each sample and epoch. The entries' names are compared and never used as paths.
///
/// @param draft takes answers and faults
record InspectRecording(RecordingDraft draft) {

    /// The format, as the provenance of a run names it.
    static final String FORMAT = "inspect";

    private static final String AGAIN = "Get the file again from its source.";
    private static final String HEADER = "header.json";
    /// What a log that was not finished has in place of the header.
    private static final String START = "_journal/start.json";

    /// Reads a `.json` log.
    ///
    /// @param firstLine the number of the line at which the stream stands
    void readJson(InputStream in, int firstLine) {
        draft.format(FORMAT);
        int before = firstLine - 1;
        try (JsonParser parser = JsonRows.LENIENT.createParser(in)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME && !draft.hopeless()) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                int line = before + parser.currentTokenLocation().getLineNr();
                if (key.equals("eval")) {
                    header(line, JsonRows.LENIENT.readTree(parser));
                } else if (key.equals("samples") && value == JsonToken.START_ARRAY) {
                    samples(parser, before);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JacksonException failure) {
            draft.fault(before + JsonRows.lineOf(failure), "is not valid JSON, so nothing after it can be read: " + JsonRows.reason(failure) + ".", AGAIN);
        }
    }

    private void samples(JsonParser parser, int before) {
        while (parser.nextToken() != JsonToken.END_ARRAY && !draft.hopeless()) {
            int line = before + parser.currentTokenLocation().getLineNr();
            sample(line, "", JsonRows.LENIENT.readTree(parser));
        }
    }

    /// Reads a `.eval` log. A fault names the entry by its number in the archive.
    void readArchive(Path file) throws IOException {
        draft.format(FORMAT);
        try (ZipArchive archive = ZipArchive.open(file, ArchiveLimits.DEFAULT)) {
            List<ZipArchive.Entry> entries = archive.entries();
            Optional<ZipArchive.Entry> header = named(entries, HEADER).or(() -> named(entries, START));
            if (header.isEmpty()) {
                draft.fault(1, "is a zip file, but no log of Inspect: it has no " + HEADER + ".", "Give a .eval file as Inspect wrote it.");
                return;
            }
            int number = entries.indexOf(header.get()) + 1;
            tree(archive, number, header.get()).ifPresent(page -> header(number, page.path("eval")));
            for (int i = 0; i < entries.size() && !draft.hopeless(); i++) {
                ZipArchive.Entry entry = entries.get(i);
                int place = i + 1;
                if (entry.name().startsWith("samples/") && entry.name().endsWith(".json")) {
                    tree(archive, place, entry).ifPresent(page -> sample(place, "of the archive ", page));
                }
            }
        } catch (ArchiveException fault) {
            draft.fault(1, "is no archive that can be read: it " + fault.getMessage() + ".", AGAIN);
        }
    }

    private static Optional<ZipArchive.Entry> named(List<ZipArchive.Entry> entries, String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    private Optional<JsonNode> tree(ZipArchive archive, int place, ZipArchive.Entry entry) throws IOException {
        try {
            return Optional.of(JsonRows.LENIENT.readTree(archive.read(entry)));
        } catch (ArchiveException fault) {
            draft.fault(place, "of the archive " + fault.getMessage() + ".", AGAIN);
        } catch (JacksonException fault) {
            draft.fault(place, "of the archive is not valid JSON: " + JsonRows.reason(fault) + ".", AGAIN);
        }
        return Optional.empty();
    }

    private void header(int line, JsonNode eval) {
        text(eval.path("task")).ifPresent(draft::task);
        text(eval.path("packages").path("inspect_ai")).ifPresent(draft::version);
        text(eval.path("model")).flatMap(InspectRecording::reference).ifPresent(model -> draft.answeredBy(line, model));
    }

    private static Optional<String> text(JsonNode value) {
        return Optional.of(value).filter(JsonNode::isString).map(JsonNode::stringValue).filter(text -> !text.isBlank());
    }

    private static Optional<ModelRef> reference(String model) {
        try {
            return Optional.of(ModelRef.parse(model));
        } catch (IllegalArgumentException _) {
            // A name without a provider; the recording is then of a model without a reference.
            return Optional.empty();
        }
    }

    private void sample(int line, String place, JsonNode page) {
        try {
            InspectSample sample = InspectSample.of(page);
            sample.question().ifPresent(draft::ask);
            draft.add(line, sample.answer());
        } catch (LineFault fault) {
            draft.fault(line, place + fault.what(), fault.remedy());
        }
    }
}
