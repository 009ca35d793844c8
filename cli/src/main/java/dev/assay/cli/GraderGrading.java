package dev.assay.cli;

import dev.assay.suites.answer.Grade;
import dev.assay.suites.answer.GradeRequest;
import dev.assay.suites.answer.Grader;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.equality.SampleRules;
import dev.assay.suites.answer.expression.Rational;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Judges lines with the grader of the suites, under any of its profiles.
final class GraderGrading implements Grading {

    private final Map<String, Grader> graders = new TreeMap<>();

    @Override
    public List<String> profiles() {
        Stream<String> others = Profile.all().stream().map(Profile::name).filter(name -> !name.equals(Profile.STANDARD.name()));
        return Stream.concat(Stream.of(Profile.STANDARD.name()), others).toList();
    }

    @Override
    public Graded grade(GradeLine line, String profile) {
        Grader grader = graders.computeIfAbsent(profile, GraderGrading::grader);
        Grade grade = grader.grade(line.golds().getFirst(), line.answer(), request(line));
        return new Graded(grade.score(), Grader.VERSION, grade.certificate(), grade.witness(), Optional.of(grade.work()));
    }

    private static Grader grader(String profile) {
        return new Grader(Profile.named(profile).orElseThrow(() -> new IllegalArgumentException("There is no profile " + Quoted.of(profile) + ".")));
    }

    private static GradeRequest request(GradeLine line) {
        SampleRules rules = line.tolerance().map(GraderGrading::rules).orElse(SampleRules.NONE);
        return new GradeRequest(kind(line.kind()), new TreeMap<>(line.options()), line.golds().subList(1, line.golds().size()), rules, line.question(),
            GradeRequest.Location.ANSWER);
    }

    private static GradeRequest.Kind kind(GradeLine.Kind kind) {
        return switch (kind) {
            case EXPRESSION -> GradeRequest.Kind.EXPRESSION;
            case NUMBER -> GradeRequest.Kind.NUMBER;
            case CHOICE -> GradeRequest.Kind.CHOICE;
            case TEXT -> GradeRequest.Kind.TEXT;
        };
    }

    private static SampleRules rules(GradeLine.Tolerance tolerance) {
        SampleRules.Tolerance.Kind kind = switch (tolerance.name()) {
            case "rel" -> SampleRules.Tolerance.Kind.RELATIVE;
            case "digits" -> SampleRules.Tolerance.Kind.DIGITS;
            default -> SampleRules.Tolerance.Kind.ABSOLUTE;
        };
        return new SampleRules(List.of(new SampleRules.Tolerance(kind, rational(new BigDecimal(tolerance.value())))), Optional.empty());
    }

    private static Rational rational(BigDecimal value) {
        BigInteger scale = BigInteger.TEN.pow(Math.max(0, value.scale()));
        BigInteger whole = value.scale() < 0 ? value.toBigIntegerExact() : value.unscaledValue();
        return Rational.of(whole).over(Rational.of(scale)).orElseThrow();
    }
}
