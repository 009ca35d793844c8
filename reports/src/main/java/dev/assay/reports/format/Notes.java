package dev.assay.reports.format;

import dev.assay.reports.board.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The notes of several rows, with those that say the same joined.
///
/// @param models whom a note is about
/// @param note the note
public record Notes(List<String> models, Row.Note note) {

    static List<Notes> of(List<Row> rows, BoardWords words) {
        Map<Row.Note, List<String>> byNote = new LinkedHashMap<>();
        for (Row row : rows) {
            row.notes().forEach(note -> byNote.computeIfAbsent(note, _ -> new ArrayList<>()).add(words.model(row)));
        }
        return byNote.entrySet().stream().map(entry -> new Notes(entry.getValue(), entry.getKey())).toList();
    }

    /// Whom it is about: the names, or how many there are.
    public String who(int rows) {
        if (models.size() == rows && rows > 1) {
            return "all models";
        }
        return models.size() <= 3 ? String.join(", ", models) : models.getFirst() + " and " + (models.size() - 1) + " others";
    }
}
