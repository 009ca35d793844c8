package dev.assay.core.scorer;

import dev.assay.core.transcript.Event;
import java.util.List;

/// A score with what judge models were asked for it, so that every judgement can be read again and every call is paid for in the open.
///
/// @param score the verdict
/// @param calls every call, failed ones included, in order; empty for a scorer that works by rules
public record Ruling(Score score, List<Event.ModelCall> calls) {

    public Ruling {
        calls = List.copyOf(calls);
    }

    /// A score for which no model was asked.
    public static Ruling of(Score score) {
        return new Ruling(score, List.of());
    }
}
