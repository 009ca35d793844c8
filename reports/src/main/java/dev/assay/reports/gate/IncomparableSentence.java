package dev.assay.reports.gate;

import dev.assay.reports.gate.Fingerprint.Mismatch;
import java.util.List;
import java.util.stream.Collectors;

/// Why a run and its baseline cannot be compared, in words: each field with both of its values, and what to do.
final class IncomparableSentence {

    private static final int LONGEST = 120;

    private IncomparableSentence() {
    }

    static String of(GateMatter matter, TaskResults baseline, List<Mismatch> mismatches) {
        String fields = mismatches.stream().map(IncomparableSentence::field).collect(Collectors.joining("; "));
        return GateWords.who(matter.check()) + ": " + baseline.source() + " was made with " + fields + ". " + advice(matter, baseline, mismatches);
    }

    private static String field(Mismatch mismatch) {
        return mismatch.field() + " " + shown(mismatch.baseline()) + ", this run with " + shown(mismatch.candidate());
    }

    private static String shown(String value) {
        String digest = value.startsWith("sha256:") && value.length() > 19 ? value.substring(0, 19) + "…" + revision(value) : value;
        return digest.length() <= LONGEST ? digest : digest.substring(0, LONGEST) + "…";
    }

    /// What stands after a digest, such as the revision of a dataset.
    private static String revision(String value) {
        int space = value.indexOf(' ');
        return space < 0 ? "" : value.substring(space);
    }

    private static String advice(GateMatter matter, TaskResults baseline, List<Mismatch> mismatches) {
        String bless = "bless this run (assay bless " + matter.run() + ")";
        List<String> fields = mismatches.stream().map(Mismatch::field).toList();
        if (fields.stream().allMatch("scorer"::equals)) {
            return "Score the run behind " + baseline.source() + " again and bless it, or " + bless + ".";
        }
        if (fields.stream().allMatch("isolation"::equals)) {
            return "Programs without a box can change what stands there, so it measures nothing: " + bless + ".";
        }
        List<String> variable = fields.stream().filter(List.of("prompt", "sampling", "model")::contains).toList();
        if (variable.size() == fields.size()) {
            return "If that is what is tested, add " + String.join(", ", variable) + " to varies; otherwise ask as before, or " + bless + ".";
        }
        return "Ask as the baseline was asked, or " + bless + ".";
    }
}
