package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Compares two trees by what they are: texts, named values, equations, sets of numbers, lists, tuples, matrices, single values.
final class Comparison {

    private static final int MAX_ITEMS = 256;

    private final Profile profile;
    private final SampleRules rules;
    private final Work work;
    private final Engine engine;
    private final Scalars scalars;
    private final Vectors vectors;
    private final RealSet.Reader sets;

    Comparison(Profile profile, SampleRules rules, Work work) {
        this.profile = profile;
        this.rules = rules;
        this.work = work;
        this.engine = new Engine(work);
        this.scalars = new Scalars(engine, profile);
        this.vectors = new Vectors(work);
        this.sets = new RealSet.Reader(engine);
    }

    /// Compares whole answers.
    Match compare(Answer gold, Answer answer) {
        Match match = compare(gold, answer, 0);
        for (String flag : match.flags()) {
            if (match.isEqual() && profile.rejects(flag)) {
                return Match.not(Relation.Name.NOT_EQUAL, "the profile " + profile.name() + " does not accept " + flag).withAll(match.flags());
            }
        }
        if (match.isEqual() && rules.form().isPresent() && !Forms.has(answer, rules.form().get(), work)) {
            return Match.not(Relation.Name.NOT_EQUAL, "the form is not " + rules.form().get()).with("FORM");
        }
        return match;
    }

    private Match accepted(Match match) {
        for (String flag : match.flags()) {
            if (match.isEqual() && profile.rejects(flag)) {
                return Match.not(Relation.Name.NOT_EQUAL, "the profile " + profile.name() + " does not accept " + flag).withAll(match.flags());
            }
        }
        return match;
    }

    private Match compare(Answer gold, Answer answer, int place) {
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
        Optional<Match> words = words(gold, answer, place);
        if (words.isPresent()) {
            return words.get();
        }
        Optional<Match> named = named(gold, answer, place);
        if (named.isPresent() && named.get().isEqual()) {
            return named.get();
        }
        Optional<Match> region = regions(gold, answer, place);
        if (region.isPresent()) {
            return region.get();
        }
        Optional<Match> relation = relations(gold, answer);
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

    // --- words

    private Optional<Match> words(Answer gold, Answer answer, int place) {
        if (gold instanceof Answer.Choice g) {
            if (answer instanceof Answer.Choice a) {
                return Optional.of(texts(g.label(), a.label()));
            }
            Optional<Match> label = word(answer).map(text -> texts(g.label(), text));
            if (label.isPresent() && label.get().isEqual() || g.content().isEmpty()) {
                return Optional.of(label.orElseGet(() -> Match.type("an option's label", kind(answer))));
            }
            return Optional.of(compare(g.content().get(), answer, place).with("CHOICE_CONTENT"));
        }
        if (answer instanceof Answer.Choice a) {
            Optional<Match> label = word(gold).map(text -> texts(text, a.label()));
            if (label.isPresent() && (label.get().isEqual() || a.content().isEmpty())) {
                return label;
            }
            return Optional.of(a.content().map(content -> compare(gold, content, place).with("CHOICE_CONTENT"))
                .orElseGet(() -> Match.type(kind(gold), "an option's label")));
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
            Optional<RealSet> left = sets.of(gold);
            Optional<RealSet> right = left.isEmpty() ? left : sets.of(answer);
            if (left.isPresent() && right.isPresent()) {
                return Optional.of(segments(left.get(), right.get(), place).with("WORDS"));
            }
        }
        Optional<Bindings> bindings = gold instanceof Answer.Text ? Bindings.of(answer, work) : Bindings.of(gold, work);
        if (bindings.isPresent() && bindings.get().names().size() == 1) {
            Answer bare = bindings.get().bare(List.copyOf(bindings.get().names()));
            return Optional.of(gold instanceof Answer.Text ? compare(gold, bare, place) : compare(bare, answer, place));
        }
        if (gold instanceof Answer.Text && answer instanceof Answer.Quantity quantity && quantity.value() instanceof Answer.Value) {
            return Optional.of(Match.type("words", kind(answer)));
        }
        return Optional.of(Match.type(kind(gold), kind(answer)));
    }

    private static boolean isNothing(Answer answer) {
        return answer instanceof Answer.Braces braces && braces.items().isEmpty() || answer instanceof Answer.Text text && Words.meansNothing(text.words());
    }

    private Optional<Match> nothing(Answer gold, Answer answer) {
        if (isNothing(gold) && isNothing(answer)) {
            boolean alike = gold instanceof Answer.Text == answer instanceof Answer.Text;
            if (profile.words() == Profile.Synonyms.EXACT && !(gold instanceof Answer.Braces && answer instanceof Answer.Braces)) {
                return gold instanceof Answer.Text g && answer instanceof Answer.Text a ? Optional.of(texts(g.words(), a.words())) : Optional.empty();
            }
            return Optional.of(Match.equal(Relation.Name.EQUAL_EXACT, "SYNONYM").with(alike ? "SYNONYM" : "WORDS"));
        }
        boolean infinite = Infinity.sign(gold) == 1 && answer instanceof Answer.Text a && Words.meansInfinity(a.words())
            || Infinity.sign(answer) == 1 && gold instanceof Answer.Text g && Words.meansInfinity(g.words());
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
        String g = Words.folded(gold);
        String a = Words.folded(answer);
        if (g.equals(a) && !g.isEmpty()) {
            return Match.IDENTICAL;
        }
        if (Words.areEqual(g, a, profile.words() == Profile.Synonyms.GROUPS)) {
            return Match.equal(Relation.Name.EQUAL_EXACT, "SYNONYM").with("SYNONYM");
        }
        return Match.not(Relation.Name.NOT_EQUAL, "gold \"" + shortened(gold) + "\", answer \"" + shortened(answer) + "\"");
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, text.offsetByCodePoints(0, Math.min(57, text.codePointCount(0, text.length())))) + "…";
    }

    // --- named values

    private Optional<Match> named(Answer gold, Answer answer, int place) {
        Optional<Bindings> g = Bindings.of(gold, work);
        Optional<Bindings> a = Bindings.of(answer, work);
        if (g.isEmpty() && a.isEmpty()) {
            return Optional.empty();
        }
        if (g.isPresent() && a.isPresent()) {
            return Optional.of(bothNamed(g.get(), a.get(), place));
        }
        if (g.isPresent()) {
            if (isRelational(answer)) {
                return Optional.empty();
            }
            List<String> order = List.copyOf(g.get().names());
            Answer bare = order.size() > 1 && g.get().isIndexed() && answer instanceof Answer.Listing ? listed(g.get()) : g.get().bare(order);
            return Optional.of(compare(bare, answer, place).with("NAME_DROPPED"));
        }
        if (isRelational(gold)) {
            return Optional.empty();
        }
        Bindings bindings = a.orElseThrow();
        List<String> order = bindings.names().stream().sorted().toList();
        boolean list = gold instanceof Answer.Listing || gold instanceof Answer.Braces;
        Answer bare = list && order.size() > 1 && bindings.solutions().size() == 1 ? listed(bindings) : bindings.bare(order);
        Match match = compare(gold, bare, place);
        return Optional.of(order.size() > 1 ? match.with("COORDINATES") : match.with("NAME_ADDED"));
    }

    private static boolean isRelational(Answer answer) {
        return switch (answer) {
            case Answer.Chain chain -> chain.relations().stream().noneMatch(relation -> relation == Relator.IN);
            case Answer.Listing listing -> listing.items().stream().anyMatch(Comparison::isRelational);
            default -> false;
        };
    }

    private static Answer listed(Bindings bindings) {
        List<Answer> values = new ArrayList<>();
        bindings.solutions().forEach(solution -> solution.values().forEach(binding -> values.add(binding.value())));
        return values.size() == 1 ? values.get(0) : new Answer.Listing(Answer.Listing.Joiner.COMMA, values);
    }

    private Match bothNamed(Bindings gold, Bindings answer, int place) {
        List<String> goldNames = List.copyOf(gold.names());
        List<String> answerNames = List.copyOf(answer.names());
        if (goldNames.size() == 1 && answerNames.size() == 1) {
            return oneName(gold, answer, goldNames.get(0), answerNames.get(0), place);
        }
        if (gold.names().equals(answer.names())) {
            if (gold.solutions().size() == 1 && answer.solutions().size() == 1) {
                return byName(gold.solutions().get(0), answer.solutions().get(0), place);
            }
            List<Map<String, Bindings.Binding>> left = gold.solutions();
            List<Map<String, Bindings.Binding>> right = answer.solutions();
            return matched(left.size(), right.size(), (i, j) -> byName(left.get(i), right.get(j), place), true);
        }
        if (gold.isIndexed() && answer.isIndexed() || goldNames.size() != answerNames.size() && (gold.isIndexed() || answer.isIndexed())) {
            return compare(listed(gold), listed(answer), place).with("NAMES");
        }
        return Match.not(Relation.Name.STRUCTURE, "gold names " + String.join(", ", goldNames) + ", answer names " + String.join(", ", answerNames));
    }

    private Match oneName(Bindings gold, Bindings answer, String goldName, String answerName, int place) {
        if (goldName.equals(answerName)) {
            return compare(gold.bare(List.of(goldName)), answer.bare(List.of(answerName)), place);
        }
        Bindings.Binding g = gold.solutions().get(0).values().iterator().next();
        Bindings.Binding a = answer.solutions().get(0).values().iterator().next();
        if (g.name() instanceof Answer.Apply f && a.name() instanceof Answer.Apply h && g.value() instanceof Answer.Value body
            && a.value() instanceof Answer.Value other && gold.solutions().size() == 1 && answer.solutions().size() == 1) {
            Optional<Answer.Value> renamed = renamed(f, h, other);
            if (renamed.isPresent()) {
                return compare(body, renamed.get(), place).with("RENAMED");
            }
        }
        boolean constant = Names.of(work, g.value()).isEmpty() && Names.of(work, a.value()).isEmpty();
        if (isFunctionName(g.name(), constant) || isFunctionName(a.name(), constant)) {
            return compare(gold.bare(List.of(goldName)), answer.bare(List.of(answerName)), place).with("NAMES");
        }
        return Match.not(Relation.Name.NOT_EQUAL, "gold is about another name than the answer").with("NAMES");
    }

    private static boolean isFunctionName(Answer name, boolean constant) {
        return name instanceof Answer.Apply || name instanceof Answer.Text || !constant && name instanceof Answer.Symbol symbol && symbol.full().equals("y");
    }

    private Optional<Answer.Value> renamed(Answer.Apply gold, Answer.Apply answer, Answer.Value body) {
        if (gold.arguments().size() != answer.arguments().size()) {
            return Optional.empty();
        }
        Answer.Value result = body;
        for (int i = 0; i < gold.arguments().size(); i++) {
            if (!(gold.arguments().get(i) instanceof Answer.Symbol to) || !(answer.arguments().get(i) instanceof Answer.Symbol from)) {
                return Optional.empty();
            }
            if (!from.equals(to)) {
                result = Substitution.rename(result, from, to, work);
            }
        }
        return Optional.of(result);
    }

    private Match byName(Map<String, Bindings.Binding> gold, Map<String, Bindings.Binding> answer, int place) {
        Match all = Match.IDENTICAL;
        int index = 0;
        for (Map.Entry<String, Bindings.Binding> entry : gold.entrySet()) {
            Bindings.Binding other = answer.get(entry.getKey());
            if (other == null) {
                return Match.not(Relation.Name.STRUCTURE, "a name is missing");
            }
            all = all.and(accepted(compare(entry.getValue().value(), other.value(), place + index)).at(entry.getKey().replace("$", "")));
            index++;
            if (!all.isEqual()) {
                return all;
            }
        }
        return all;
    }

    // --- relations

    private Optional<Match> regions(Answer gold, Answer answer, int place) {
        boolean goldRegion = RealSet.isRegion(gold);
        boolean answerRegion = RealSet.isRegion(answer);
        if (!goldRegion && !answerRegion) {
            return Optional.empty();
        }
        Answer g = member(gold);
        Answer a = member(answer);
        if (!(g == gold && a == answer)) {
            Optional<Match> inner = bothMembers(gold, answer, g, a, place);
            if (inner.isPresent()) {
                return inner;
            }
        }
        if (!isSetLike(g) || !isSetLike(a)) {
            return vector(g, a) ? Optional.empty() : Optional.of(Match.type(kind(gold), kind(answer)));
        }
        if (refusesSolved(gold, answer)) {
            return Optional.of(Match.not(Relation.Name.NOT_EQUAL, "the profile " + profile.name() + " does not take a relation for a set").with("SOLVED"));
        }
        Optional<RealSet> left = sets.of(gold);
        Optional<RealSet> right = left.isEmpty() ? left : sets.of(answer);
        if (left.isPresent() && right.isPresent()) {
            if (left.get().name().isPresent() && right.get().name().isPresent() && !left.get().name().equals(right.get().name())) {
                return Optional.of(Match.not(Relation.Name.NOT_EQUAL, "gold is about another name than the answer").with("NAMES"));
            }
            return Optional.of(segments(left.get(), right.get(), place));
        }
        if (g instanceof Answer.Interval x && asInterval(a).isPresent() || asInterval(g).isPresent() && a instanceof Answer.Interval) {
            Answer.Interval one = asInterval(g).orElseThrow();
            Answer.Interval two = asInterval(a).orElseThrow();
            return Optional.of(interval(one, two, place));
        }
        if (g instanceof Answer.Combination one && a instanceof Answer.Combination two && one.operator() == two.operator()) {
            return Optional.of(combinations(one, two, place));
        }
        if (isRelational(gold) && isRelational(answer)) {
            return Optional.empty();
        }
        if (g instanceof Answer.Builder one && a instanceof Answer.Builder two) {
            Match match = compare(one.element(), two.element(), place).and(compare(one.condition(), two.condition(), place));
            return Optional.of(match);
        }
        if (g instanceof Answer.Listing one && a instanceof Answer.Listing two) {
            return Optional.of(list(one.items(), two.items(), false, place));
        }
        if (isRelational(gold) || isRelational(answer)) {
            return Optional.of(Match.type(kind(gold), kind(answer)).with("UNSOLVED"));
        }
        return Optional.of(Match.not(Relation.Name.NOT_EQUAL, "the sets are written differently and could not be put in order"));
    }

    /// `x \in S` and `S` alike.
    private Optional<Match> bothMembers(Answer gold, Answer answer, Answer g, Answer a, int place) {
        if (RealSet.isRegion(g) || RealSet.isRegion(a) || g instanceof Answer.Tuple || a instanceof Answer.Tuple) {
            return Optional.empty();
        }
        if (gold instanceof Answer.Chain x && answer instanceof Answer.Chain y && g != gold && a != answer
            && !Canon.of(x.members().get(0), work).equals(Canon.of(y.members().get(0), work))) {
            return Optional.empty();
        }
        Answer left = Bindings.of(g, work).filter(bindings -> bindings.names().size() == 1).map(bindings -> bindings.bare(List.copyOf(bindings.names()))).orElse(g);
        Answer right = Bindings.of(a, work).filter(bindings -> bindings.names().size() == 1).map(bindings -> bindings.bare(List.copyOf(bindings.names()))).orElse(a);
        return Optional.of(compare(left, right, place));
    }

    private static Answer member(Answer answer) {
        return answer instanceof Answer.Chain chain && chain.relations().equals(List.of(Relator.IN)) && Bindings.isName(chain.members().get(0))
            ? chain.members().get(1) : answer;
    }

    private static boolean isSetLike(Answer answer) {
        return RealSet.isRegion(answer) || answer instanceof Answer.Braces || asInterval(answer).isPresent() || answer instanceof Answer.Chain
            || answer instanceof Answer.Listing listing && listing.items().stream().allMatch(Comparison::isSetLike);
    }

    private static boolean vector(Answer gold, Answer answer) {
        return gold instanceof Answer.Interval && (answer instanceof Answer.Matrix || answer instanceof Answer.Tuple)
            || answer instanceof Answer.Interval && (gold instanceof Answer.Matrix || gold instanceof Answer.Tuple || Vectors.holdsMatrix(gold));
    }

    private boolean refusesSolved(Answer gold, Answer answer) {
        boolean goldRelation = RealSet.isRelation(gold);
        boolean answerRelation = RealSet.isRelation(answer);
        return switch (profile.solved()) {
            case EITHER -> false;
            case REJECT -> goldRelation != answerRelation;
            case GOLD_ONLY -> answerRelation && !goldRelation;
        };
    }

    private static Optional<Answer.Interval> asInterval(Answer answer) {
        return switch (answer) {
            case Answer.Interval interval -> Optional.of(interval);
            case Answer.Tuple tuple -> tuple.asInterval();
            default -> Optional.empty();
        };
    }

    private Match segments(RealSet gold, RealSet answer, int place) {
        List<RealSet.Segment> left = gold.segments();
        List<RealSet.Segment> right = answer.segments();
        if (left.size() != right.size()) {
            return Match.not(Relation.Name.NOT_EQUAL, "gold has " + left.size() + " separate parts, answer " + right.size());
        }
        Match all = Match.equal(Relation.Name.EQUAL_EXACT, "RATIONAL");
        for (int i = 0; i < left.size() && all.isEqual(); i++) {
            RealSet.Segment g = left.get(i);
            RealSet.Segment a = right.get(i);
            all = all.and(interval(new Answer.Interval(g.low(), g.high(), g.lowClosed(), g.highClosed()),
                new Answer.Interval(a.low(), a.high(), a.lowClosed(), a.highClosed()), place + 2 * i));
        }
        return all;
    }

    private Match interval(Answer.Interval gold, Answer.Interval answer, int place) {
        Match low = bound(gold.low(), answer.low(), place).at("lower bound");
        Match high = bound(gold.high(), answer.high(), place + 1).at("upper bound");
        Match both = low.and(high);
        if (!both.isEqual()) {
            return both;
        }
        boolean lowAlike = Infinity.sign(gold.low()) != 0 || gold.lowClosed() == answer.lowClosed();
        boolean highAlike = Infinity.sign(gold.high()) != 0 || gold.highClosed() == answer.highClosed();
        return lowAlike && highAlike ? both : Match.not(Relation.Name.NOT_EQUAL, "one bound belongs to one of the sets only");
    }

    private Match bound(Answer.Value gold, Answer.Value answer, int place) {
        return accepted(compare(gold, answer, place));
    }

    private Match combinations(Answer.Combination gold, Answer.Combination answer, int place) {
        if (gold.operator() == Answer.Combination.Operator.DIFFERENCE) {
            return compare(gold.left(), answer.left(), place).and(compare(gold.right(), answer.right(), place));
        }
        return list(operands(gold), operands(answer), true, place);
    }

    private static List<Answer> operands(Answer.Combination combination) {
        List<Answer> operands = new ArrayList<>();
        for (Answer side : List.of(combination.left(), combination.right())) {
            if (side instanceof Answer.Combination inner && inner.operator() == combination.operator()) {
                operands.addAll(operands(inner));
            } else {
                operands.add(asInterval(side).<Answer>map(interval -> interval).orElse(side));
            }
        }
        return operands;
    }

    /// Equations and inequalities.
    private Optional<Match> relations(Answer gold, Answer answer) {
        Optional<List<Link>> g = links(gold);
        Optional<List<Link>> a = links(answer);
        if (g.isEmpty() && a.isEmpty()) {
            return Optional.empty();
        }
        if (g.isEmpty() || a.isEmpty()) {
            return Optional.of(Match.type(kind(gold), kind(answer)));
        }
        List<Link> left = g.get();
        List<Link> right = a.get();
        if (left.size() == 1 && right.size() == 1) {
            return Optional.of(link(left.get(0), right.get(0)));
        }
        return Optional.of(matched(left.size(), right.size(), (i, j) -> link(left.get(i), right.get(j)), true));
    }

    /// One relation between two sides.
    private record Link(Answer left, Relator relation, Answer right) {
    }

    private Optional<List<Link>> links(Answer answer) {
        return switch (answer) {
            case Answer.Chain chain -> {
                List<Link> links = new ArrayList<>();
                for (int i = 0; i < chain.relations().size(); i++) {
                    links.add(new Link(chain.members().get(i), chain.relations().get(i), chain.members().get(i + 1)));
                }
                yield Optional.of(links);
            }
            case Answer.Listing listing -> {
                List<Link> links = new ArrayList<>();
                for (Answer item : listing.items()) {
                    Optional<List<Link>> inner = links(item);
                    if (inner.isEmpty()) {
                        yield Optional.empty();
                    }
                    links.addAll(inner.get());
                }
                yield Optional.of(links);
            }
            default -> Optional.empty();
        };
    }

    private Match link(Link gold, Link answer) {
        Relator g = gold.relation() == Relator.APPROXIMATELY ? Relator.EQUAL : gold.relation();
        Relator a = answer.relation() == Relator.APPROXIMATELY ? Relator.EQUAL : answer.relation();
        boolean numeric = gold.left() instanceof Answer.Value && gold.right() instanceof Answer.Value
            && answer.left() instanceof Answer.Value && answer.right() instanceof Answer.Value;
        if (numeric && direction(g) != NO_DIRECTION && direction(a) != NO_DIRECTION) {
            return differences(gold, g, answer, a);
        }
        if (g != a) {
            return Match.not(Relation.Name.STRUCTURE, "gold has the relation " + g + ", answer " + a);
        }
        Match same = accepted(compare(gold.left(), answer.left(), 0)).and(accepted(compare(gold.right(), answer.right(), 0)));
        if (same.isEqual() || g != Relator.EQUAL) {
            return same;
        }
        Match crossed = accepted(compare(gold.left(), answer.right(), 0)).and(accepted(compare(gold.right(), answer.left(), 0)));
        return crossed.isEqual() ? crossed : same;
    }

    private static final int NO_DIRECTION = 9;

    /// 0 for symmetric relations, 1 for "greater", -1 for "less".
    private static int direction(Relator relation) {
        return switch (relation) {
            case EQUAL, NOT_EQUAL -> 0;
            case LESS, LESS_OR_EQUAL -> -1;
            case GREATER, GREATER_OR_EQUAL -> 1;
            case APPROXIMATELY, CONGRUENT, IN, NOT_IN, SUBSET, SUPERSET, OTHER -> NO_DIRECTION;
        };
    }

    private static boolean isStrict(Relator relation) {
        return relation == Relator.LESS || relation == Relator.GREATER || relation == Relator.NOT_EQUAL;
    }

    private Match differences(Link gold, Relator g, Link answer, Relator a) {
        if (isStrict(g) != isStrict(a) || direction(g) == 0 != (direction(a) == 0)) {
            return Match.not(Relation.Name.NOT_EQUAL, "gold has the relation " + g + ", answer " + a);
        }
        Answer.Value left = difference(gold);
        Answer.Value right = difference(answer);
        Proportion proportion = engine.proportion(left, right);
        if (proportion.sign() == 0) {
            return Match.of(proportion.outcome());
        }
        boolean fits = direction(g) == 0 || proportion.sign() * direction(a) == direction(g);
        return fits ? Match.of(proportion.outcome()) : Match.not(Relation.Name.NOT_EQUAL, "the inequality points the other way");
    }

    private static Answer.Value difference(Link link) {
        if (!(link.left() instanceof Answer.Value left) || !(link.right() instanceof Answer.Value right)) {
            throw new IllegalArgumentException("A difference needs two values.");
        }
        return new Answer.Sum(List.of(left, new Answer.Negative(right)));
    }

    // --- structures

    private Match structures(Answer gold, Answer answer, int place) {
        if (Vectors.holdsMatrix(gold) && Vectors.holdsMatrix(answer)) {
            return matrices(gold, answer, place);
        }
        if (gold instanceof Answer.Ratio || answer instanceof Answer.Ratio) {
            return ratios(gold, answer, place);
        }
        if (gold instanceof Answer.Clock g) {
            return answer instanceof Answer.Clock a ? clocks(g, a) : Match.type("a time", kind(answer));
        }
        if (answer instanceof Answer.Clock) {
            return Match.type(kind(gold), "a time");
        }
        Optional<Match> ordered = ordered(gold, answer, place);
        if (ordered.isPresent()) {
            return ordered.get();
        }
        if (gold instanceof Answer.Braces || answer instanceof Answer.Braces) {
            return braces(gold, answer, place);
        }
        if (gold instanceof Answer.Listing g && answer instanceof Answer.Listing a) {
            return list(g.items(), a.items(), false, place);
        }
        if (gold instanceof Answer.Piecewise g && answer instanceof Answer.Piecewise a) {
            return piecewise(g, a, place);
        }
        if (gold instanceof Answer.Value g && answer instanceof Answer.Value a && isScalar(g) && isScalar(a)) {
            return scalars.compare(g, a, rules.tolerance(place));
        }
        return gold instanceof Answer.Listing || answer instanceof Answer.Listing
            ? Match.not(Relation.Name.STRUCTURE, "gold is " + kind(gold) + ", answer is " + kind(answer))
            : Match.type(kind(gold), kind(answer));
    }

    private static boolean isScalar(Answer.Value value) {
        return switch (value) {
            case Answer.Tuple tuple -> false;
            case Answer.Matrix matrix -> matrix.bars() != Answer.Matrix.Bars.NONE;
            default -> true;
        };
    }

    private Match matrices(Answer gold, Answer answer, int place) {
        Optional<List<List<Answer.Value>>> left = vectors.entries(gold);
        Optional<List<List<Answer.Value>>> right = vectors.entries(answer);
        if (left.isEmpty() || right.isEmpty()) {
            if (gold instanceof Answer.Value g && answer instanceof Answer.Value a && left.isEmpty() && right.isEmpty()) {
                return Match.not(Relation.Name.NOT_EQUAL, "the matrix expressions are written differently");
            }
            return Match.type(kind(gold), kind(answer));
        }
        List<List<Answer.Value>> g = left.get();
        List<List<Answer.Value>> a = right.get();
        if (g.size() != a.size() || g.get(0).size() != a.get(0).size()) {
            return Match.not(Relation.Name.STRUCTURE, "gold has " + g.size() + " x " + g.get(0).size() + " entries, answer " + a.size() + " x " + a.get(0).size());
        }
        Match all = Match.IDENTICAL;
        for (int i = 0; i < g.size(); i++) {
            for (int j = 0; j < g.get(0).size() && all.isEqual(); j++) {
                all = all.and(accepted(compare(g.get(i).get(j), a.get(i).get(j), place + i * g.get(0).size() + j)).at("entry " + (i + 1) + "," + (j + 1)));
            }
        }
        return all;
    }

    private Match ratios(Answer gold, Answer answer, int place) {
        if (gold instanceof Answer.Ratio g && answer instanceof Answer.Ratio a) {
            if (g.parts().size() != a.parts().size()) {
                return Match.not(Relation.Name.STRUCTURE, "gold has " + g.parts().size() + " parts, answer " + a.parts().size());
            }
            Match all = Match.IDENTICAL;
            for (int i = 1; i < g.parts().size() && all.isEqual(); i++) {
                Answer.Value left = new Answer.Product(List.of(g.parts().get(0), a.parts().get(i)));
                Answer.Value right = new Answer.Product(List.of(a.parts().get(0), g.parts().get(i)));
                Outcome outcome = engine.compare(left, right);
                all = all.and(Match.of(outcome).as(Relation.Name.EQUAL_EXACT));
            }
            return all;
        }
        if (gold instanceof Answer.Ratio g && g.parts().size() == 2 && answer instanceof Answer.Value value) {
            return compare(new Answer.Quotient(g.parts().get(0), g.parts().get(1)), value, place).with("RATIO");
        }
        if (answer instanceof Answer.Ratio a && a.parts().size() == 2 && gold instanceof Answer.Value value) {
            return compare(value, new Answer.Quotient(a.parts().get(0), a.parts().get(1)), place).with("RATIO");
        }
        return Match.type(kind(gold), kind(answer));
    }

    private static Match clocks(Answer.Clock gold, Answer.Clock answer) {
        if (gold.seconds().equals(answer.seconds())) {
            return Match.equal(Relation.Name.EQUAL_EXACT, "RATIONAL");
        }
        Rational halfDay = Rational.of(43_200);
        boolean oneSaid = gold.halfDay().isPresent() != answer.halfDay().isPresent();
        boolean apart = gold.seconds().minus(answer.seconds()).abs().equals(halfDay);
        if (oneSaid && apart) {
            return Match.equal(Relation.Name.EQUAL_CONVERTED, "RATIONAL").with("HALF_DAY");
        }
        return Match.not(Relation.Name.NOT_EQUAL, "gold " + gold.seconds() + " s, answer " + answer.seconds() + " s");
    }

    /// Tuples, vectors and what can stand for them; absent if neither side is one.
    private Optional<Match> ordered(Answer gold, Answer answer, int place) {
        boolean goldOrdered = isOrdered(gold);
        boolean answerOrdered = isOrdered(answer);
        if (!goldOrdered && !answerOrdered) {
            return Optional.empty();
        }
        if (gold instanceof Answer.Braces || answer instanceof Answer.Braces) {
            return isTupleSet(gold) || isTupleSet(answer) ? Optional.empty() : Optional.of(Match.type(kind(gold), kind(answer)));
        }
        Optional<List<Answer>> left = items(gold);
        Optional<List<Answer>> right = items(answer);
        if (left.isEmpty() || right.isEmpty()) {
            boolean single = left.isPresent() && left.get().size() == 1 || right.isPresent() && right.get().size() == 1;
            return single ? Optional.empty() : Optional.of(Match.type(kind(gold), kind(answer)));
        }
        if (left.get().size() != right.get().size()) {
            return Optional.of(Match.not(Relation.Name.STRUCTURE, "gold has " + left.get().size() + " parts, answer " + right.get().size()));
        }
        Match all = Match.IDENTICAL;
        for (int i = 0; i < left.get().size() && all.isEqual(); i++) {
            all = all.and(accepted(compare(left.get().get(i), right.get().get(i), place + i)).at("part " + (i + 1)));
        }
        return Optional.of(goldOrdered && answerOrdered ? all : all.with("BRACKETS"));
    }

    private static boolean isTupleSet(Answer answer) {
        return answer instanceof Answer.Braces braces && !braces.items().isEmpty() && braces.items().stream().allMatch(Answer.Tuple.class::isInstance);
    }

    private boolean isOrdered(Answer answer) {
        return switch (answer) {
            case Answer.Tuple tuple -> true;
            case Answer.Interval interval -> true;
            default -> Vectors.holdsMatrix(answer) || vectors.unitVectors(answer, false).isPresent();
        };
    }

    private Optional<List<Answer>> items(Answer answer) {
        return switch (answer) {
            case Answer.Tuple tuple -> Optional.of(tuple.items());
            case Answer.Interval interval -> interval.lowClosed() && interval.highClosed() ? Optional.of(List.of(interval.low(), interval.high())) : Optional.empty();
            case Answer.Listing listing -> Optional.of(listing.items());
            default -> {
                Optional<List<Answer>> units = vectors.unitVectors(answer, true);
                if (units.isPresent()) {
                    yield units;
                }
                Optional<List<List<Answer.Value>>> rows = Vectors.holdsMatrix(answer) ? vectors.entries(answer) : Optional.empty();
                if (rows.isPresent() && rows.get().get(0).size() == 1) {
                    yield Optional.of(rows.get().stream().<Answer>map(row -> row.get(0)).toList());
                }
                if (rows.isPresent() && rows.get().size() == 1) {
                    yield Optional.of(List.copyOf(rows.get().get(0)));
                }
                yield rows.map(found -> found.stream()
                    .<Answer>map(row -> new Answer.Tuple(List.copyOf(row), Answer.Tuple.Brackets.SQUARE)).toList());
            }
        };
    }

    private Match braces(Answer gold, Answer answer, int place) {
        List<Answer> left = gold instanceof Answer.Braces braces ? braces.items() : gold instanceof Answer.Listing listing ? listing.items() : List.of(gold);
        List<Answer> right = answer instanceof Answer.Braces braces ? braces.items() : answer instanceof Answer.Listing listing ? listing.items() : List.of(answer);
        boolean single = !(gold instanceof Answer.Braces || gold instanceof Answer.Listing) || !(answer instanceof Answer.Braces || answer instanceof Answer.Listing);
        Match match = list(left, right, true, place);
        return single && match.isEqual() ? match.with("SINGLETON") : match;
    }

    private Match piecewise(Answer.Piecewise gold, Answer.Piecewise answer, int place) {
        List<Answer.Piecewise.Branch> left = gold.branches();
        List<Answer.Piecewise.Branch> right = answer.branches();
        return matched(left.size(), right.size(), (i, j) -> {
            Match value = accepted(compare(left.get(i).value(), right.get(j).value(), place));
            Optional<Answer> g = left.get(i).condition();
            Optional<Answer> a = right.get(j).condition();
            return g.isPresent() && a.isPresent() ? value.and(accepted(compare(g.get(), a.get(), place))) : value;
        }, true);
    }

    /// Elements in any order: each must be there, and no other. Sets, and lists of tuples, collapse what is repeated.
    private Match list(List<Answer> gold, List<Answer> answer, boolean asSet, int place) {
        boolean collapses = asSet || gold.stream().allMatch(item -> item instanceof Answer.Tuple || item instanceof Answer.Listing || item instanceof Answer.Braces)
            && answer.stream().allMatch(item -> item instanceof Answer.Tuple || item instanceof Answer.Listing || item instanceof Answer.Braces);
        if (gold.size() > MAX_ITEMS || answer.size() > MAX_ITEMS) {
            return Match.not(Relation.Name.UNDECIDED, "more than " + MAX_ITEMS + " elements");
        }
        List<Answer> left = collapses ? distinct(gold) : gold;
        List<Answer> right = collapses ? distinct(answer) : answer;
        Match match = matched(left.size(), right.size(), (i, j) -> compare(left.get(i), right.get(j), place + i), collapses);
        boolean repeated = left.size() != gold.size() || right.size() != answer.size();
        return repeated ? match.with("DUPLICATE") : match;
    }

    private List<Answer> distinct(List<Answer> items) {
        Map<String, Answer> distinct = new LinkedHashMap<>();
        for (Answer item : items) {
            distinct.putIfAbsent(key(item), item);
        }
        return List.copyOf(distinct.values());
    }

    private String key(Answer answer) {
        return answer instanceof Answer.Value value
            ? Exact.value(value, work).map(exact -> exact.numerator() + "/" + exact.denominator()).orElseGet(() -> Canon.of(answer, work))
            : Canon.of(answer, work);
    }

    private interface Pairwise {
        Match compare(int gold, int answer);
    }

    /// Matches elements one to one; where repeated ones collapse, several of one side may stand for one of the other.
    private Match matched(int goldSize, int answerSize, Pairwise pairs, boolean collapses) {
        if (!collapses && goldSize != answerSize) {
            return Match.not(Relation.Name.STRUCTURE, "gold has " + goldSize + " elements, answer " + answerSize);
        }
        Match[][] table = new Match[goldSize][answerSize];
        for (int i = 0; i < goldSize; i++) {
            for (int j = 0; j < answerSize; j++) {
                work.charge(2);
                table[i][j] = accepted(pairs.compare(i, j));
            }
        }
        int[] chosen = Matching.of(goldSize, answerSize, i -> IntStream.range(0, answerSize).filter(j -> table[i][j].isEqual()).toArray());
        Match all = Match.IDENTICAL;
        for (int i = 0; i < goldSize; i++) {
            int partner = chosen[i];
            if (partner < 0 && collapses) {
                int row = i;
                partner = IntStream.range(0, answerSize).filter(j -> table[row][j].isEqual()).findFirst().orElse(-1);
            }
            if (partner < 0) {
                boolean undecided = List.of(table[i]).stream().anyMatch(match -> match.name() == Relation.Name.UNDECIDED);
                return Match.not(undecided ? Relation.Name.UNDECIDED : Relation.Name.STRUCTURE, "element " + (i + 1) + " of the gold has no partner");
            }
            all = all.and(table[i][partner]);
        }
        for (int j = 0; j < answerSize; j++) {
            int column = j;
            if (IntStream.range(0, goldSize).noneMatch(i -> table[i][column].isEqual())) {
                return Match.not(Relation.Name.STRUCTURE, "element " + (j + 1) + " of the answer has no partner");
            }
        }
        return all.name() == Relation.Name.IDENTICAL ? all.as(Relation.Name.EQUAL_EXACT) : all;
    }

    private static String kind(Answer answer) {
        return switch (answer) {
            case Answer.Text text -> "words";
            case Answer.Choice choice -> "an option";
            case Answer.Chain chain -> "a relation";
            case Answer.Listing listing -> "a list of " + listing.items().size();
            case Answer.Braces braces -> "a set of " + braces.items().size();
            case Answer.Tuple tuple -> "a tuple of " + tuple.items().size();
            case Answer.Interval interval -> "an interval";
            case Answer.Combination combination -> "a combination of sets";
            case Answer.Builder builder -> "a set by a condition";
            case Answer.NamedSet set -> "a named set";
            case Answer.Matrix matrix -> "a matrix";
            case Answer.Ratio ratio -> "a ratio";
            case Answer.Clock clock -> "a time";
            case Answer.Quantity quantity -> "a quantity";
            case Answer.Percent percent -> "a percentage";
            case Answer.Value value -> "a value";
        };
    }
}
