package dev.assay.suites.answer;

import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Segments;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.Finding.Reason;
import java.util.List;

/// The part of a trial's text that may be judged, or why there is none.
sealed interface FinalText {

    /// There is text to search.
    ///
    /// @param text the answer part
    /// @param truncated whether it broke off
    /// @param flags what a reader should look at
    record Present(String text, boolean truncated, List<String> flags) implements FinalText {
        public Present {
            flags = List.copyOf(flags);
        }
    }

    /// There is none.
    record Absent(Reason reason, List<String> flags) implements FinalText {
        public Absent {
            flags = List.copyOf(flags);
        }
    }

    /// The part of a transcript's final output that may be judged.
    static FinalText of(Transcript transcript) {
        Segments segments = Segmentation.of(transcript.output());
        if (segments.ending() == Ending.REFUSED) {
            return new Absent(Reason.REFUSED, segments.flags());
        }
        boolean truncated = segments.ending() == Ending.TRUNCATED_IN_ANSWER || segments.ending() == Ending.TRUNCATED_IN_THOUGHT;
        if (segments.answer().isPresent()) {
            return new Present(segments.answer().get(), truncated, segments.flags());
        }
        return new Absent(absence(segments), segments.flags());
    }

    private static Reason absence(Segments segments) {
        return switch (segments.ending()) {
            case TRUNCATED_IN_THOUGHT -> Reason.TRUNCATED_IN_THOUGHT;
            case TRUNCATED_IN_ANSWER -> Reason.TRUNCATED_IN_ANSWER;
            case REFUSED -> Reason.REFUSED;
            case ANSWERED, NO_ANSWER, OUTAGE -> segments.thought().isPresent() ? Reason.ONLY_IN_THOUGHT : Reason.NOTHING_FOUND;
        };
    }
}
