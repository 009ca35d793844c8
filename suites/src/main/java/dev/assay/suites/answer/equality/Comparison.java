package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import dev.assay.suites.answer.expression.Work;
import java.util.Optional;

/// Compares two trees by what they are: texts, named values, equations, sets of numbers, lists, tuples, matrices, single values.
final class Comparison {

    private final Profile profile;
    private final SampleRules rules;
    private final Work work;
    private final Engine engine;
    private final Scalars scalars;
    private final RealSet.Reader sets;
    private final Texts texts;
    private final NamedValues names;
    private final Regions regions;
    private final Equations equations;
    private final Tuples tuples;
    private final Lists lists;
    private final Ratios ratios;

    Comparison(Profile profile, SampleRules rules, Work work) {
        this.profile = profile;
        this.rules = rules;
        this.work = work;
        this.engine = new Engine(work);
        this.scalars = new Scalars(engine, profile);
        this.sets = new RealSet.Reader(engine);
        this.texts = new Texts(this);
        this.names = new NamedValues(this);
        this.regions = new Regions(this);
        this.equations = new Equations(this);
        this.tuples = new Tuples(this);
        this.lists = new Lists(this);
        this.ratios = new Ratios(this);
    }

    /// Compares whole answers.
    Match compare(Answer gold, Answer answer) {
        Match match = accepted(compare(gold, answer, 0));
        if (match.isEqual() && rules.form().isPresent() && !Forms.has(answer, rules.form().get(), work)) {
            return Match.not(Relation.Name.NOT_EQUAL, "the form is not " + rules.form().get()).with("FORM");
        }
        return match;
    }

    Profile profile() {
        return profile;
    }

    Work work() {
        return work;
    }

    Engine engine() {
        return engine;
    }

    RealSet.Reader sets() {
        return sets;
    }

    Regions regions() {
        return regions;
    }

    Lists lists() {
        return lists;
    }

    /// The match, unless the profile does not accept one of its flags.
    Match accepted(Match match) {
        for (String flag : match.flags()) {
            if (match.isEqual() && profile.rejects(flag)) {
                return Match.not(Relation.Name.NOT_EQUAL, "the profile " + profile.name() + " does not accept " + flag).withAll(match.flags());
            }
        }
        return match;
    }

    /// Compares parts of answers.
    ///
    /// @param place which of the sample's tolerances belongs to the part, from 0
    Match compare(Answer gold, Answer answer, int place) {
        work.charge(20);
        if (Canon.of(gold, work).equals(Canon.of(answer, work))) {
            return Match.IDENTICAL;
        }
        if (gold instanceof Answer.Listing listing && listing.items().size() == 1) {
            return compare(listing.items().get(0), answer, place);
        }
        if (answer instanceof Answer.Listing listing && listing.items().size() == 1) {
            return compare(gold, listing.items().get(0), place);
        }
        Optional<Answer> goldValue = computed(gold);
        Optional<Answer> answerValue = computed(answer);
        if (goldValue.isPresent() != answerValue.isPresent()) {
            return compare(goldValue.orElse(gold), answerValue.orElse(answer), place).with("CHAIN");
        }
        Optional<Match> words = texts.compare(gold, answer, place);
        if (words.isPresent()) {
            return words.get();
        }
        Optional<Match> named = names.compare(gold, answer, place);
        if (named.isPresent() && named.get().isEqual()) {
            return named.get();
        }
        Optional<Match> region = regions.compare(gold, answer, place);
        if (region.isPresent()) {
            return region.get();
        }
        Optional<Match> relation = equations.compare(gold, answer);
        if (relation.isPresent() && (relation.get().isEqual() || named.isEmpty())) {
            return relation.get();
        }
        if (named.isPresent()) {
            return named.get();
        }
        return structures(gold, answer, place);
    }

    /// The value that a computation arrives at, such as 5 in `2 + 3 = 5`, or that an approximation starts from; absent if an answer
    /// is no such chain of constants.
    private Optional<Answer> computed(Answer answer) {
        if (!(answer instanceof Answer.Chain chain) || Bindings.isName(chain.members().get(0))) {
            return Optional.empty();
        }
        int last = 0;
        for (int i = 0; i < chain.relations().size(); i++) {
            Relator relation = chain.relations().get(i);
            if (relation == Relator.APPROXIMATELY) {
                break;
            }
            if (relation != Relator.EQUAL || Bindings.isName(chain.members().get(i + 1))) {
                return Optional.empty();
            }
            last = i + 1;
        }
        boolean constant = last == 0 || Names.of(work, chain).isEmpty();
        return constant ? Optional.of(chain.members().get(last)) : Optional.empty();
    }

    private Match structures(Answer gold, Answer answer, int place) {
        if (Vectors.holdsMatrix(gold) && Vectors.holdsMatrix(answer)) {
            return tuples.matrices(gold, answer, place);
        }
        if (gold instanceof Answer.Ratio || answer instanceof Answer.Ratio) {
            return ratios.compare(gold, answer, place);
        }
        if (gold instanceof Answer.Clock g) {
            return answer instanceof Answer.Clock a
                ? Ratios.clocks(g, a)
                : Ratios.hour(g, answer, "UNIT_DROPPED").orElseGet(() -> Match.type("a time", Kinds.of(answer)));
        }
        if (answer instanceof Answer.Clock a) {
            return Ratios.hour(a, gold, "UNIT_ADDED").orElseGet(() -> Match.type(Kinds.of(gold), "a time"));
        }
        Optional<Match> ordered = tuples.compare(gold, answer, place);
        if (ordered.isPresent()) {
            return ordered.get();
        }
        if (gold instanceof Answer.Braces || answer instanceof Answer.Braces) {
            return lists.braces(gold, answer, place);
        }
        if (gold instanceof Answer.Listing g && answer instanceof Answer.Listing a) {
            return lists.list(g.items(), a.items(), false, place);
        }
        if (gold instanceof Answer.Piecewise g && answer instanceof Answer.Piecewise a) {
            return lists.piecewise(g, a, place);
        }
        if (gold instanceof Answer.Value g && answer instanceof Answer.Value a && isScalar(g) && isScalar(a)) {
            return scalars.compare(g, a, rules.tolerance(place));
        }
        return gold instanceof Answer.Listing || answer instanceof Answer.Listing
            ? Match.not(Relation.Name.STRUCTURE, "gold is " + Kinds.of(gold) + ", answer is " + Kinds.of(answer))
            : Match.type(Kinds.of(gold), Kinds.of(answer));
    }

    private static boolean isScalar(Answer.Value value) {
        return switch (value) {
            case Answer.Tuple tuple -> false;
            case Answer.Matrix matrix -> matrix.bars() != Answer.Matrix.Bars.NONE;
            default -> true;
        };
    }
}
