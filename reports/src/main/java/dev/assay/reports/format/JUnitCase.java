package dev.assay.reports.format;

import dev.assay.reports.gate.SampleEpochs;
import dev.assay.reports.gate.SampleEpochs.Epoch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// One `testcase` of a JUnit report.
///
/// @param name what it is called
/// @param seconds how long it took; 0 where nobody knows
/// @param outcome what became of it
record JUnitCase(String name, double seconds, Outcome outcome) {

    /// The most bytes of a message; the text holds what is longer.
    static final int LONGEST_MESSAGE = 500;
    private static final int LONGEST_NAME = 240;
    private static final double MOST_SECONDS = 1e9;

    /// What became of a case. Texts are as they came; they are cut and escaped when written.
    sealed interface Outcome {

        /// It went well.
        record Passed(String text) implements Outcome {
        }

        /// It is what the configuration calls a failure.
        record Failure(String type, String message, String text) implements Outcome {
        }

        /// It could not be judged, and the configuration calls that a failure.
        record Fault(String type, String message, String text) implements Outcome {
        }

        /// It could not be judged, or does not decide.
        record Skipped(String message, String text) implements Outcome {
        }

        /// It went well at some tries only.
        record Flaky(String message, String text) implements Outcome {
        }
    }

    /// A sample: right at every try, at some, at none, or without a verdict.
    static JUnitCase of(SampleEpochs sample) {
        double seconds = sample.epochs().stream().flatMap(epoch -> epoch.seconds().stream()).mapToDouble(Double::doubleValue).sum();
        return new JUnitCase(sample.sample(), seconds, outcome(sample.epochs()));
    }

    private static Outcome outcome(List<Epoch> epochs) {
        List<Double> scores = epochs.stream().map(Epoch::score).flatMap(Optional::stream).toList();
        long right = scores.stream().filter(score -> score >= 1).count();
        String tries = epochs.size() == 1 ? "1 epoch" : epochs.size() + " epochs";
        if (scores.isEmpty()) {
            return new Outcome.Skipped("no verdict in " + tries, "");
        }
        if (right == scores.size()) {
            return new Outcome.Passed("");
        }
        String counted = "right in " + right + " of " + scores.size() + (scores.size() == epochs.size() ? " epochs" : " epochs with a verdict");
        return right == 0 ? new Outcome.Failure("WRONG", counted, "scores " + scores) : new Outcome.Flaky(counted, "scores " + scores);
    }

    /// The element.
    ///
    /// @param classname what the case belongs to
    /// @param most the most bytes of its text
    String xml(String classname, int most) {
        StringBuilder xml = new StringBuilder("    <testcase name=\"").append(XmlText.line(name, LONGEST_NAME)).append("\" classname=\"").append(classname)
            .append("\" time=\"").append(time(seconds)).append('"');
        String body = body(most);
        return body.isEmpty() ? xml.append("/>\n").toString() : xml.append(">\n").append(body).append("    </testcase>\n").toString();
    }

    private String body(int most) {
        return switch (outcome) {
            case Outcome.Passed(String text) -> text.isEmpty() || most == 0 ? "" : element("system-out", "", text, most);
            case Outcome.Failure(String type, String message, String text) -> element("failure", typed(type, message, most), text, most);
            case Outcome.Fault(String type, String message, String text) -> element("error", typed(type, message, most), text, most);
            case Outcome.Skipped(String message, String text) -> element("skipped", message(message, most), text, most);
            case Outcome.Flaky(String message, String text) -> "      <flakyFailure" + typed("FLAKY", message, most) + "><stackTrace>"
                + XmlText.block(text, most) + "</stackTrace></flakyFailure>\n";
        };
    }

    private static String typed(String type, String message, int most) {
        return message(message, most) + " type=\"" + XmlText.line(type, LONGEST_MESSAGE) + '"';
    }

    private static String message(String message, int most) {
        return " message=\"" + XmlText.line(message, Math.min(most, LONGEST_MESSAGE)) + '"';
    }

    private static String element(String name, String attributes, String text, int most) {
        return "      <" + name + attributes + ">" + XmlText.block(text, most) + "</" + name + ">\n";
    }

    /// Seconds with at most three decimals, as Surefire writes them.
    static String time(double seconds) {
        double known = Double.isFinite(seconds) ? Math.clamp(seconds, 0, MOST_SECONDS) : 0;
        BigDecimal rounded = BigDecimal.valueOf(known).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
    }
}
