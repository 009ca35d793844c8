package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import java.util.List;
import java.util.Optional;

/// Compares words, labels of options, and what words can stand for.
final class Texts {

    private final Comparison whole;

    Texts(Comparison whole) {
        this.whole = whole;
    }

    Optional<Match> compare(Answer gold, Answer answer, int place) {
        if (gold instanceof Answer.Choice g) {
            if (answer instanceof Answer.Choice a) {
                return Optional.of(texts(g.label(), a.label()));
            }
            Optional<Match> label = word(answer).map(text -> texts(g.label(), text));
            if ((label.isPresent() && label.get().isEqual()) || g.content().isEmpty()) {
                return Optional.of(label.orElseGet(() -> Match.type("an option's label", Kinds.of(answer))));
            }
            return Optional.of(whole.compare(g.content().get(), answer, place).with("CHOICE_CONTENT"));
        }
        if (answer instanceof Answer.Choice a) {
            Optional<Match> label = word(gold).map(text -> texts(text, a.label()));
            if (label.isPresent() && (label.get().isEqual() || a.content().isEmpty())) {
                return label;
            }
            return Optional.of(a.content().map(content -> whole.compare(gold, content, place).with("CHOICE_CONTENT"))
                .orElseGet(() -> Match.type(Kinds.of(gold), "an option's label")));
        }
        if (!(gold instanceof Answer.Text) && !(answer instanceof Answer.Text)) {
            return nothing(gold, answer);
        }
        Optional<Match> special = nothing(gold, answer);
        if (special.isPresent()) {
            return special;
        }
        Optional<String> g = word(gold);
        Optional<String> a = word(answer);
        if (g.isPresent() && a.isPresent() && !(gold instanceof Answer.NamedSet) && !(answer instanceof Answer.NamedSet)) {
            return Optional.of(texts(g.get(), a.get()));
        }
        if (RealSet.isRegion(gold) || RealSet.isRegion(answer)) {
            Optional<RealSet> left = whole.sets().of(gold);
            Optional<RealSet> right = left.isEmpty() ? left : whole.sets().of(answer);
            if (left.isPresent() && right.isPresent()) {
                return Optional.of(whole.regions().segments(left.get(), right.get(), place).with("WORDS"));
            }
        }
        Optional<Bindings> bindings = gold instanceof Answer.Text ? Bindings.of(answer, whole.work()) : Bindings.of(gold, whole.work());
        if (bindings.isPresent() && bindings.get().names().size() == 1) {
            Answer bare = bindings.get().bare(List.copyOf(bindings.get().names()));
            return Optional.of(gold instanceof Answer.Text ? whole.compare(gold, bare, place) : whole.compare(bare, answer, place));
        }
        if (gold instanceof Answer.Text && answer instanceof Answer.Quantity) {
            return Optional.of(Match.type("words", Kinds.of(answer)));
        }
        return Optional.of(Match.type(Kinds.of(gold), Kinds.of(answer)));
    }

    private static boolean isNothing(Answer answer) {
        return (answer instanceof Answer.Braces braces && braces.items().isEmpty()) || (answer instanceof Answer.Text text && Words.meansNothing(text.words()));
    }

    private Optional<Match> nothing(Answer gold, Answer answer) {
        if (isNothing(gold) && isNothing(answer)) {
            boolean alike = gold instanceof Answer.Text == answer instanceof Answer.Text;
            if (whole.profile().words() == Profile.Synonyms.EXACT && !(gold instanceof Answer.Braces && answer instanceof Answer.Braces)) {
                return gold instanceof Answer.Text g && answer instanceof Answer.Text a ? Optional.of(texts(g.words(), a.words())) : Optional.empty();
            }
            return Optional.of(Match.equal(Relation.Name.EQUAL_EXACT, "SYNONYM").with(alike ? "SYNONYM" : "WORDS"));
        }
        boolean infinite = (Infinity.sign(gold) == 1 && answer instanceof Answer.Text a && Words.meansInfinity(a.words()))
            || (Infinity.sign(answer) == 1 && gold instanceof Answer.Text g && Words.meansInfinity(g.words()));
        return infinite ? Optional.of(Match.equal(Relation.Name.EQUAL_EXACT, "SYNONYM").with("SYNONYM")) : Optional.empty();
    }

    /// The words of an answer that can be read as words.
    private static Optional<String> word(Answer answer) {
        return switch (answer) {
            case Answer.Text text -> Optional.of(text.words());
            case Answer.Symbol symbol -> Optional.of(symbol.index().isPresent() ? symbol.full() : symbol.name());
            case Answer.Choice choice -> Optional.of(choice.label());
            case Answer.Constant constant -> switch (constant.name()) {
                case E -> Optional.of("E");
                case I -> Optional.of("i");
                case PI, INFINITY -> Optional.empty();
            };
            case Answer.NamedSet set -> Optional.of(set.letter() + set.mark());
            case Answer.Product product -> {
                StringBuilder letters = new StringBuilder();
                for (Answer.Value factor : product.factors()) {
                    if (!(factor instanceof Answer.Symbol symbol) || symbol.index().isPresent()) {
                        yield Optional.empty();
                    }
                    letters.append(symbol.name());
                }
                yield Optional.of(letters.toString());
            }
            default -> Optional.empty();
        };
    }

    private Match texts(String gold, String answer) {
        if (whole.profile().words() == Profile.Synonyms.EXACT) {
            return gold.strip().equals(answer.strip()) ? Match.IDENTICAL : unlike(gold, answer);
        }
        String g = Words.folded(gold);
        String a = Words.folded(answer);
        if (g.equals(a) && !g.isEmpty()) {
            return Match.IDENTICAL;
        }
        if (Words.areEqual(g, a, true)) {
            return Match.equal(Relation.Name.EQUAL_EXACT, "SYNONYM").with("SYNONYM");
        }
        return unlike(gold, answer);
    }

    private static Match unlike(String gold, String answer) {
        return Match.not(Relation.Name.NOT_EQUAL, "gold \"" + shortened(gold) + "\", answer \"" + shortened(answer) + "\"");
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, text.offsetByCodePoints(0, Math.min(57, text.codePointCount(0, text.length())))) + "…";
    }
}
