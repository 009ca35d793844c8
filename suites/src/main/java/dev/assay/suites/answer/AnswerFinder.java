package dev.assay.suites.answer;

import dev.assay.suites.answer.Finding.Found;
import dev.assay.suites.answer.Finding.Missing;
import dev.assay.suites.answer.Finding.Reason;
import dev.assay.suites.answer.equality.Equality;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.equality.SampleRules;
import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the final answer in the answer part of a model's text.
///
/// Tiers in order: a typed field, a box, a final line, an answer phrase, the whole text, the last formula, the last number. The first tier
/// with a candidate that reads as the kind looked for wins; inside a tier the last candidate wins. Typed fields, boxes and final lines bind:
/// their last candidate that is neither empty nor a placeholder is the answer even if it cannot be read, because looking further down
/// would invent an answer. A final line that starts after the last box outranks it. In a text that broke off, only a candidate that is
/// closed counts.
///
/// All scanners are hand-written passes; no pattern backtracks. Only the last 4 MiB characters of a text are searched.
final class AnswerFinder {

    /// The longest candidate, in characters.
    static final int MAX_CANDIDATE = 4096;
    /// How much of a text, from its end, is searched.
    static final int MAX_SCANNED = 4 << 20;

    private static final List<String> TURN_ENDS = List.of("<|im_end|>", "<|im_start|>", "<|endoftext|>", "<|eot_id|>", "<|end|>", "<|return|>");
    private static final List<String> TEXT_PLACEHOLDERS = List.of("answer", "your answer", "...", "…", "?", "x", "value", "$letter", "letter", "___",
        "<answer>", "final answer");

    private static final ReadingOptions FORMULA = ReadingOptions.STANDARD.withWords(false);
    private static final int MAX_LINES = 32;
    private static final int MAX_WORDS = 4;

    private final String text;
    private final boolean truncated;
    private final AnswerKind kind;
    private final int offset;
    private final List<String> flags = new ArrayList<>();
    private boolean placeholderSeen;

    private AnswerFinder(String text, boolean truncated, AnswerKind kind, int offset) {
        this.text = text;
        this.truncated = truncated;
        this.kind = kind;
        this.offset = offset;
        if (offset > 0) {
            flags.add("CLIPPED");
        }
    }

    /// Searches the answer part of a text; `truncated` says that it broke off.
    static Finding find(String text, boolean truncated, AnswerKind kind) {
        int start = Math.max(0, text.length() - MAX_SCANNED);
        int end = turnEnd(text, start);
        return new AnswerFinder(text.substring(start, end), truncated && end == text.length(), kind, start).search();
    }

    private static int turnEnd(String text, int from) {
        int end = text.length();
        for (String mark : TURN_ENDS) {
            int at = text.indexOf(mark, from);
            boolean first = at >= 0 && at < end && !text.substring(from, Math.min(at, from + 10_000)).isBlank();
            end = first ? at : end;
        }
        return end;
    }

    private Finding search() {
        Optional<Found> found = typed();
        if (found.isEmpty()) {
            found = boxOrFinalLine();
        }
        if (found.isEmpty()) {
            found = phrase(Phrases.ANSWER, Tier.T4);
        }
        if (found.isEmpty() && !truncated) {
            found = wholeText();
        }
        if (found.isEmpty() && !truncated && kind.isMathematical()) {
            found = lastFormulaOrNumber();
        }
        if (found.isPresent()) {
            return found.get();
        }
        return new Missing(truncated ? Reason.TRUNCATED_IN_ANSWER : placeholderSeen ? Reason.PLACEHOLDER : Reason.NOTHING_FOUND);
    }

    private Found found(Tier tier, Span span, String raw, String suffix, List<String> more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(more);
        return new Found(tier, new Span(span.start() + offset, span.end() + offset), raw, suffix, all);
    }

    private boolean counts(String raw) {
        String bare = PlainForm.unwrapped(raw).toLowerCase(Locale.ROOT);
        String mark = raw.strip();
        boolean blank = (mark.length() > 1 || kind.isMathematical()) && !mark.isEmpty() && mark.chars().allMatch(c -> "_.…? ".indexOf(c) >= 0);
        boolean placeholder = blank || TEXT_PLACEHOLDERS.contains(bare);
        placeholderSeen |= placeholder;
        return !bare.isEmpty() && !blank
            && !(placeholder && (kind.takesNumbers() || (!"x".equals(bare) && !"answer".equals(bare) && !"letter".equals(bare))));
    }

    private boolean readable(String raw) {
        return switch (kind) {
            case TEXT -> true;
            case SCALAR, EXPRESSION -> raw.length() <= MAX_CANDIDATE && isFormula(raw);
        };
    }

    /// Whether a text reads as mathematics, and is not rather a few words.
    private static boolean isFormula(String raw) {
        return Reading.of(raw, FORMULA) instanceof Reading.Parsed && Reading.of(raw, ReadingOptions.STANDARD) instanceof Reading.Parsed usual
            && !(usual.tree() instanceof Answer.Text);
    }

    // T1

    private Optional<Found> typed() {
        Optional<Found> best = Optional.empty();
        for (Optional<TypedFields.Field> field : List.of(TypedFields.tag(text, "<answer>", "</answer>"),
            TypedFields.tag(text, "<|begin_of_box|>", "<|end_of_box|>"),
            TypedFields.tag(text, "⎧", "⎫"), TypedFields.json(text))) {
            Optional<Found> found = field.filter(f -> f.closed() || !truncated).flatMap(this::typedFound);
            if (found.isPresent() && (best.isEmpty() || best.get().span().end() < found.get().span().end())) {
                best = found;
            }
        }
        return best;
    }

    private Optional<Found> typedFound(TypedFields.Field field) {
        String content = field.content();
        if (!counts(content)) {
            return Optional.empty();
        }
        List<String> more = field.flag().map(List::of).orElse(List.of());
        List<Boxes.Box> inner = Boxes.in(content);
        if (!inner.isEmpty() && inner.getLast().closed()) {
            String boxed = inner.getLast().content().of(content);
            return Optional.of(found(Tier.T1, field.span(), boxed, "", more));
        }
        if (kind == AnswerKind.TEXT || readable(content)) {
            return Optional.of(found(Tier.T1, field.span(), content.strip(), "", more));
        }
        Optional<Span> reduced = reduce(content, new Span(0, Math.min(content.length(), MAX_CANDIDATE)));
        String raw = reduced.map(span -> span.of(content)).orElse(content.strip());
        Span place = reduced.isPresent() && field.verbatim()
            ? new Span(field.span().start() + reduced.get().start(), field.span().start() + reduced.get().end())
            : field.span();
        return Optional.of(found(Tier.T1, place, raw, "", reduced.isPresent() ? with(more, "PROSE_REDUCED") : more));
    }

    private static List<String> with(List<String> flags, String flag) {
        List<String> all = new ArrayList<>(flags);
        all.add(flag);
        return all;
    }

    // T2 and T3

    private Optional<Found> boxOrFinalLine() {
        Optional<Found> box = box();
        Optional<Found> line = finalLine();
        if (box.isPresent() && line.isPresent()) {
            boolean lineLater = line.get().span().start() > box.get().span().end();
            boolean differ = !PlainForm.plain(line.get().raw()).equals(PlainForm.plain(box.get().raw()));
            Found winner = lineLater ? line.get() : box.get();
            return Optional.of(
                lineLater && differ ? new Found(winner.tier(), winner.span(), winner.raw(), winner.suffix(), with(winner.flags(), "ANCHOR_CONFLICT")) : winner);
        }
        return box.isPresent() ? box : line;
    }

    private Optional<Found> box() {
        List<Boxes.Box> boxes = Boxes.in(text).stream().filter(this::boxCounts).toList();
        if (boxes.isEmpty()) {
            return Optional.empty();
        }
        Boxes.Box last = boxes.getLast();
        if (!last.closed() && truncated) {
            List<Boxes.Box> closed = boxes.stream().filter(Boxes.Box::closed).toList();
            return closed.isEmpty() ? Optional.empty() : Optional.of(boxFound(closed.getLast(), List.of()));
        }
        List<Boxes.Box> joined = BoxList.lastRun(text, boxes);
        if (joined.size() > BoxList.MAX_JOINED) {
            return Optional.of(boxFound(last, List.of("MANY_BOXES")));
        }
        List<String> contents = distinct(joined.stream().map(box -> box.content().of(text).strip()).distinct().toList());
        if (contents.size() > 1) {
            Span span = new Span(joined.getFirst().whole().start(), last.whole().end());
            return Optional.of(found(Tier.T2, span, String.join(",", contents), "", List.of("JOINED_BOXES")));
        }
        return Optional.of(boxFound(last, last.closed() ? List.of() : List.of("TRUNCATED_BOX")));
    }

    /// Neighbours of equal value say one thing, whatever form they give it.
    private List<String> distinct(List<String> contents) {
        if (kind == AnswerKind.TEXT || contents.size() < 2) {
            return contents;
        }
        List<String> kept = new ArrayList<>();
        List<Reading> readings = new ArrayList<>();
        for (String content : contents) {
            Reading reading = Reading.of(content, FORMULA);
            boolean known = reading instanceof Reading.Parsed
                && readings.stream().anyMatch(other -> Equality.judge(other, reading, Profile.STANDARD, SampleRules.NONE).isExact());
            if (!known) {
                kept.add(content);
                readings.add(reading);
            }
        }
        return kept;
    }

    private boolean boxCounts(Boxes.Box box) {
        return box.content().length() <= MAX_CANDIDATE && counts(box.content().of(text));
    }

    private Found boxFound(Boxes.Box box, List<String> more) {
        String raw = box.content().of(text).strip();
        Suffixes.Suffix suffix = Suffixes.after(text, box.whole().end());
        return found(Tier.T2, box.content().trimmed(text), raw + suffix.belongs(), suffix.text(), more);
    }

    private Optional<Found> finalLine() {
        return phrase(Phrases.FINAL, Tier.T3);
    }

    // T3 and T4: a phrase and what follows it.

    private Optional<Found> phrase(List<String> phrases, Tier tier) {
        List<Span> remainders = Phrases.remainders(text, phrases);
        for (Span remainder : remainders.reversed()) {
            boolean closed = !truncated || hasMoreAfter(remainder.end());
            Optional<Found> found = closed ? fromRemainder(remainder, tier) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean hasMoreAfter(int end) {
        int at = end;
        boolean lineEnded = false;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            lineEnded |= text.charAt(at++) == '\n';
        }
        return lineEnded && at < text.length();
    }

    private Optional<Found> fromRemainder(Span remainder, Tier tier) {
        Span line = remainder.trimmed(text);
        if (line.isEmpty() || !counts(line.of(text))) {
            return Optional.empty();
        }
        if (kind == AnswerKind.TEXT) {
            return Optional.of(found(tier, line, line.of(text), "", List.of()));
        }
        Optional<Span> reduced = reduce(text, line);
        if (reduced.isPresent()) {
            Suffixes.Suffix suffix = Suffixes.after(text, reduced.get().end());
            String raw = reduced.get().of(text);
            return Optional.of(found(tier, reduced.get(), raw + (raw.endsWith("%") ? "" : suffix.belongs()), suffix.text(), List.of()));
        }
        return tier == Tier.T3 ? Optional.of(found(tier, line, line.of(text), "", List.of())) : Optional.empty();
    }

    /// The candidate inside prose: what follows the last copula before the sentence ends or turns; there a formula first, else the right
    /// side of the last equals sign, else the first number.
    private Optional<Span> reduce(String source, Span prose) {
        if (source.regionMatches(true, prose.trimmed(source).start(), "not ", 0, 4)) {
            return Optional.empty();
        }
        if (readable(prose.of(source))) {
            return Optional.of(Prose.withoutStop(source, prose.trimmed(source)));
        }
        Span sentence = Prose.untilTurn(source, Prose.firstSentence(source, prose)).trimmed(source);
        if (!sentence.isEmpty() && readable(sentence.of(source))) {
            return Optional.of(Prose.withoutStop(source, sentence));
        }
        Span after = Prose.afterCopula(source, sentence);
        Optional<Span> inside = after.isEmpty() ? Optional.empty() : term(source, after);
        return inside.isPresent() ? inside : term(source, sentence);
    }

    private Optional<Span> term(String source, Span within) {
        Span trimmed = within.trimmed(source);
        if (!trimmed.isEmpty() && readable(trimmed.of(source))) {
            return Optional.of(trimmed);
        }
        Optional<Span> formula = MathSpans.last(source, within);
        if (formula.isPresent()) {
            if (readable(formula.get().of(source))) {
                return formula;
            }
            if (!MathSpans.holdsProse(formula.get().of(source))) {
                return Optional.empty();
            }
        }
        int equals = source.lastIndexOf('=', within.end() - 1);
        Span right = equals >= within.start() ? new Span(equals + 1, within.end()).trimmed(source) : within;
        if (!right.isEmpty() && readable(right.of(source))) {
            return Optional.of(right);
        }
        return NumeralScanner.first(source, right).filter(span -> readable(span.of(source)));
    }

    // T5

    private Optional<Found> wholeText() {
        Span all = withDamage(new Span(0, text.length()).trimmed(text));
        if (all.isEmpty() || all.length() > MAX_CANDIDATE || !counts(all.of(text))) {
            return Optional.empty();
        }
        String whole = all.of(text);
        boolean oneLine = whole.indexOf('\n') < 0;
        boolean brief = kind.isMathematical() || (oneLine && whole.chars().filter(c -> c == ' ').count() < 8) || whole.startsWith("```");
        if ((oneLine || whole.startsWith("```") || MathSpans.wrapped(whole)) && brief && (readable(whole) || isVerdict(whole))) {
            return Optional.of(found(Tier.T5, all, whole, "", List.of()));
        }
        return oneLine || !kind.isMathematical() ? Optional.empty() : lines(all, whole);
    }

    /// A few words where no single number is wanted, such as `no solution` where a set is.
    private boolean isVerdict(String whole) {
        boolean words = whole.chars().allMatch(c -> Character.isLetter(c) || " .'’-".indexOf(c) >= 0);
        return kind == AnswerKind.EXPRESSION && words && whole.split(" +", MAX_WORDS + 2).length <= MAX_WORDS
            && Reading.of(whole, ReadingOptions.STANDARD) instanceof Reading.Parsed usual && usual.tree() instanceof Answer.Text;
    }

    /// A tab or form feed directly before a letter may be what is left of a backslash: `\theta` became a tab and `heta`.
    private Span withDamage(Span trimmed) {
        int before = trimmed.start() - 1;
        boolean damaged = before >= 0 && !trimmed.isEmpty() && "\t\f\r\b".indexOf(text.charAt(before)) >= 0 && Character.isLetter(text.charAt(trimmed.start()));
        return damaged ? new Span(before, trimmed.end()) : trimmed;
    }

    /// Several lines that each can be read are a list.
    private Optional<Found> lines(Span all, String whole) {
        List<String> lines = whole.lines().map(String::strip).filter(line -> !line.isEmpty()).limit(MAX_LINES + 1L).toList();
        if (lines.size() < 2 || lines.size() > MAX_LINES || !lines.stream().allMatch(this::readable)) {
            return Optional.empty();
        }
        return Optional.of(found(Tier.T5, all, String.join(", ", lines), "", List.of("JOINED_LINES")));
    }

    // T6 and T7

    /// The last formula of the last sentence that holds any candidate; without one there, the last number of that sentence.
    private Optional<Found> lastFormulaOrNumber() {
        Span all = new Span(0, text.length());
        Optional<Span> number = kind.takesNumbers() ? NumeralScanner.last(text, all) : Optional.empty();
        Optional<Span> last = later(number, MathSpans.last(text, all));
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Span sentence = Prose.untilDenied(text, Prose.sentenceAround(text, last.get()), last.get());
        if (Prose.looksLikeCode(sentence.of(text))) {
            return Optional.empty();
        }
        Optional<Span> formula = MathSpans.last(text, sentence);
        if (formula.isPresent() && !MathSpans.holdsProse(formula.get().of(text))) {
            return readable(formula.get().of(text)) ? Optional.of(found(Tier.T6, formula.get(), formula.get().of(text), "", List.of())) : Optional.empty();
        }
        Optional<Span> inside = kind.takesNumbers() ? NumeralScanner.last(text, sentence) : Optional.empty();
        if (inside.isEmpty()) {
            return Optional.empty();
        }
        Optional<Found> side = kind == AnswerKind.SCALAR ? rightSide(sentence, inside.get()) : Optional.empty();
        return side.isPresent() ? side : bareNumber(inside.get(), sentence);
    }

    /// What stands right of the last equals sign of the sentence's last line, if it can be read as a whole and holds the number.
    private Optional<Found> rightSide(Span sentence, Span number) {
        int line = Math.max(sentence.start(), text.lastIndexOf('\n', Math.max(0, number.start() - 1)) + 1);
        int equals = text.lastIndexOf('=', number.start());
        if (equals < line) {
            return Optional.empty();
        }
        int end = text.indexOf('\n', equals);
        Span side = Prose.withoutStop(text, new Span(equals + 1, Math.min(sentence.end(), end < 0 ? sentence.end() : end)).trimmed(text));
        boolean holds = side.start() <= number.start() && side.end() >= number.end() && side.length() > number.length();
        return holds && readable(side.of(text)) ? Optional.of(found(Tier.T6, side, side.of(text), "", List.of())) : Optional.empty();
    }

    private static Optional<Span> later(Optional<Span> one, Optional<Span> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? one : other;
        }
        return one.get().end() >= other.get().end() ? one : other;
    }

    private Optional<Found> bareNumber(Span number, Span sentence) {
        String raw = number.of(text);
        if (!readable(raw) || Prose.partOfFormula(text, sentence, number)) {
            return Optional.empty();
        }
        return Optional.of(found(Tier.T7, number, raw, Suffixes.after(text, number.end()).text(), List.of("LOW_CONFIDENCE")));
    }
}
