package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import dev.assay.suites.answer.expression.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A set of real numbers as sorted, separate segments.
///
/// @param segments from left to right; none touches the next
/// @param name the name that a relation was solved for; absent for sets and intervals
record RealSet(List<Segment> segments, Optional<String> name) {

    private static final Answer.Value INFINITY = new Answer.Constant(Answer.Constant.Name.INFINITY);
    private static final Answer.Value MINUS_INFINITY = new Answer.Negative(INFINITY);
    private static final int MAX_SEGMENTS = 256;

    /// A stretch of the real line; an infinite end is open.
    record Segment(Answer.Value low, Answer.Value high, boolean lowClosed, boolean highClosed) {
    }

    static final RealSet EMPTY = new RealSet(List.of(), Optional.empty());

    /// Whether an answer can be nothing but a set of numbers or a relation that describes one.
    static boolean isRegion(Answer answer) {
        return switch (answer) {
            case Answer.Interval interval -> true;
            case Answer.Combination combination -> true;
            case Answer.Builder builder -> true;
            case Answer.NamedSet set -> true;
            case Answer.Chain chain -> chain.relations().stream().anyMatch(RealSet::bounds);
            case Answer.Listing listing -> listing.items().stream().allMatch(RealSet::isRegion);
            default -> false;
        };
    }

    /// Whether an answer is a relation rather than a set.
    static boolean isRelation(Answer answer) {
        return switch (answer) {
            case Answer.Chain chain -> chain.relations().stream().noneMatch(relation -> relation == Relator.IN);
            case Answer.Listing listing -> listing.items().stream().anyMatch(RealSet::isRelation);
            default -> false;
        };
    }

    private static boolean bounds(Relator relation) {
        return switch (relation) {
            case NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN, NOT_IN -> true;
            case EQUAL, APPROXIMATELY, CONGRUENT, SUBSET, SUPERSET, OTHER -> false;
        };
    }

    /// Reads sets of real numbers.
    static final class Reader {

        private final Engine engine;
        private final Work work;

        Reader(Engine engine) {
            this.engine = engine;
            this.work = engine.work();
        }

        /// The set that an answer describes; absent if it describes none, or one whose bounds cannot be put in order.
        Optional<RealSet> of(Answer answer) {
            work.charge(4);
            return switch (answer) {
                case Answer.Interval interval -> segment(interval.low(), interval.high(), interval.lowClosed(), interval.highClosed());
                case Answer.Tuple tuple -> tuple.asInterval().flatMap(this::of);
                case Answer.Braces braces -> points(braces.items());
                case Answer.NamedSet set -> named(set);
                case Answer.Combination combination -> combination(combination);
                case Answer.Builder builder -> builder(builder);
                case Answer.Chain chain -> chain(chain);
                case Answer.Listing listing -> listing(listing);
                case Answer.Text text -> Words.meansAllReals(text.words())
                    ? Optional.of(everything())
                    : Words.meansNothing(text.words()) ? Optional.of(EMPTY) : Optional.empty();
                default -> Optional.empty();
            };
        }

        private static RealSet everything() {
            return new RealSet(List.of(new Segment(MINUS_INFINITY, INFINITY, false, false)), Optional.empty());
        }

        private Optional<RealSet> segment(Answer.Value low, Answer.Value high, boolean lowClosed, boolean highClosed) {
            Optional<Integer> order = engine.order(low, high);
            if (order.isEmpty() || order.get() > 0 || (order.get() == 0 && !(lowClosed && highClosed))) {
                return Optional.empty();
            }
            boolean left = lowClosed && Infinity.sign(low) == 0;
            boolean right = highClosed && Infinity.sign(high) == 0;
            return Optional.of(new RealSet(List.of(new Segment(low, high, left, right)), Optional.empty()));
        }

        private Optional<RealSet> points(List<Answer> items) {
            List<RealSet> sets = new ArrayList<>();
            for (Answer item : items) {
                if (!(item instanceof Answer.Value value) || value instanceof Answer.Tuple || engine.real(value, 96).isEmpty()) {
                    return Optional.empty();
                }
                sets.add(new RealSet(List.of(new Segment(value, value, true, true)), Optional.empty()));
            }
            return sets.isEmpty() ? Optional.of(EMPTY) : reduce(sets, true);
        }

        private static Optional<RealSet> named(Answer.NamedSet set) {
            if (!set.letter().equals("R")) {
                return Optional.empty();
            }
            Answer.Value zero = Answer.Literal.of(0);
            return switch (set.mark().replaceAll("[{}^_]", "")) {
                case "" -> Optional.of(everything());
                case "+", ">0" -> Optional.of(new RealSet(List.of(new Segment(zero, INFINITY, false, false)), Optional.empty()));
                case "-", "<0" -> Optional.of(new RealSet(List.of(new Segment(MINUS_INFINITY, zero, false, false)), Optional.empty()));
                case "*" -> Optional.of(new RealSet(List.of(new Segment(MINUS_INFINITY, zero, false, false), new Segment(zero, INFINITY, false, false)),
                    Optional.empty()));
                default -> Optional.empty();
            };
        }

        private Optional<RealSet> combination(Answer.Combination combination) {
            Optional<RealSet> left = of(combination.left());
            Optional<RealSet> right = left.isEmpty() ? left : of(combination.right());
            if (right.isEmpty()) {
                return right;
            }
            return switch (combination.operator()) {
                case UNION -> union(left.get(), right.get());
                case INTERSECTION -> intersection(left.get(), right.get());
                case DIFFERENCE -> complement(right.get()).flatMap(rest -> intersection(left.get(), rest));
            };
        }

        private Optional<RealSet> builder(Answer.Builder builder) {
            Optional<RealSet> condition = of(builder.condition());
            return builder.element() instanceof Answer.Chain chain && chain.relations().contains(Relator.IN)
                ? of(chain).flatMap(domain -> condition.flatMap(set -> intersection(domain, set)))
                : condition;
        }

        private Optional<RealSet> listing(Answer.Listing listing) {
            List<RealSet> sets = new ArrayList<>();
            for (Answer item : listing.items()) {
                Optional<RealSet> set = isRegion(item) || item instanceof Answer.Chain || (listing.joiner() == Answer.Listing.Joiner.OR
                    && item instanceof Answer.Tuple) ? of(item) : Optional.empty();
                if (set.isEmpty()) {
                    return set;
                }
                sets.add(set.get());
            }
            boolean relations = listing.items().stream().allMatch(RealSet::isRelation);
            boolean either = listing.joiner() == Answer.Listing.Joiner.OR || !relations;
            Optional<RealSet> result = reduce(sets, either);
            if (!either && listing.joiner() != Answer.Listing.Joiner.AND && result.isPresent() && result.get().segments().isEmpty()) {
                result = reduce(sets, true);
            }
            return result;
        }

        private Optional<RealSet> reduce(List<RealSet> sets, boolean either) {
            if (sets.size() == 1) {
                return Optional.of(sets.get(0));
            }
            Optional<RealSet> left = reduce(sets.subList(0, sets.size() / 2), either);
            Optional<RealSet> right = left.isEmpty() ? left : reduce(sets.subList(sets.size() / 2, sets.size()), either);
            if (left.isEmpty() || right.isEmpty() || !left.get().name().equals(right.get().name())) {
                return Optional.empty();
            }
            return either ? union(left.get(), right.get()) : intersection(left.get(), right.get());
        }

        private Optional<RealSet> chain(Answer.Chain chain) {
            List<Relator> relations = chain.relations();
            List<Answer> members = chain.members();
            if (relations.size() == 1) {
                return single(members.get(0), relations.get(0), members.get(1));
            }
            if (relations.size() == 2 && relations.get(1) == Relator.IN) {
                return Optional.empty();
            }
            if (relations.size() != 2) {
                return Optional.empty();
            }
            Optional<RealSet> left = single(members.get(0), relations.get(0), members.get(1));
            Optional<RealSet> right = single(members.get(1), relations.get(1), members.get(2));
            return left.isPresent() && right.isPresent() && left.get().name().equals(right.get().name())
                ? intersection(left.get(), right.get())
                : Optional.empty();
        }

        private Optional<RealSet> single(Answer left, Relator relation, Answer right) {
            if (relation == Relator.IN || relation == Relator.NOT_IN) {
                Optional<RealSet> set = of(right);
                return (relation == Relator.IN ? set : set.flatMap(this::complement)).map(found -> found.named(key(left)));
            }
            if (!(left instanceof Answer.Value a) || !(right instanceof Answer.Value b)) {
                return Optional.empty();
            }
            if (isBound(b)) {
                return solved(a, relation, b);
            }
            return isBound(a) ? solved(b, turned(relation), a) : Optional.empty();
        }

        private boolean isBound(Answer.Value value) {
            return Infinity.sign(value) != 0 || (Names.of(work, value).isEmpty() && engine.real(value, 96).isPresent());
        }

        private static Relator turned(Relator relation) {
            return switch (relation) {
                case LESS -> Relator.GREATER;
                case LESS_OR_EQUAL -> Relator.GREATER_OR_EQUAL;
                case GREATER -> Relator.LESS;
                case GREATER_OR_EQUAL -> Relator.LESS_OR_EQUAL;
                default -> relation;
            };
        }

        private String key(Answer answer) {
            return Canon.of(answer, work);
        }

        private Optional<RealSet> solved(Answer.Value name, Relator relation, Answer.Value bound) {
            if (name instanceof Answer.Call call && call.function() == Answer.Function.ABS && call.arguments().get(0) instanceof Answer.Symbol symbol) {
                return absolute(relation, bound).map(set -> set.named(key(symbol)));
            }
            if (!(name instanceof Answer.Symbol || name instanceof Answer.Apply)) {
                return Optional.empty();
            }
            return half(relation, bound).map(set -> set.named(key(name)));
        }

        private Optional<RealSet> half(Relator relation, Answer.Value bound) {
            return switch (relation) {
                case LESS -> segment(MINUS_INFINITY, bound, false, false);
                case LESS_OR_EQUAL -> segment(MINUS_INFINITY, bound, false, true);
                case GREATER -> segment(bound, INFINITY, false, false);
                case GREATER_OR_EQUAL -> segment(bound, INFINITY, true, false);
                case EQUAL -> segment(bound, bound, true, true);
                case NOT_EQUAL -> segment(bound, bound, true, true).flatMap(this::complement);
                case APPROXIMATELY, CONGRUENT, IN, NOT_IN, SUBSET, SUPERSET, OTHER -> Optional.empty();
            };
        }

        private Optional<RealSet> absolute(Relator relation, Answer.Value bound) {
            Answer.Value minus = new Answer.Negative(bound);
            boolean positive = engine.order(bound, Answer.Literal.of(0)).map(order -> order > 0).orElse(false);
            if (!positive) {
                return Optional.empty();
            }
            return switch (relation) {
                case LESS -> segment(minus, bound, false, false);
                case LESS_OR_EQUAL -> segment(minus, bound, true, true);
                case GREATER -> segment(minus, bound, true, true).flatMap(this::complement);
                case GREATER_OR_EQUAL -> segment(minus, bound, false, false).flatMap(this::complement);
                case EQUAL -> points(List.of(minus, bound));
                case NOT_EQUAL -> points(List.of(minus, bound)).flatMap(this::complement);
                case APPROXIMATELY, CONGRUENT, IN, NOT_IN, SUBSET, SUPERSET, OTHER -> Optional.empty();
            };
        }

        private Optional<RealSet> complement(RealSet set) {
            List<Segment> rest = new ArrayList<>();
            Answer.Value from = MINUS_INFINITY;
            boolean closed = false;
            for (Segment segment : set.segments()) {
                Optional<Integer> order = engine.order(from, segment.low());
                if (order.isEmpty()) {
                    return Optional.empty();
                }
                if (order.get() < 0 || (order.get() == 0 && closed && !segment.lowClosed())) {
                    rest.add(new Segment(from, segment.low(), closed, !segment.lowClosed() && Infinity.sign(segment.low()) == 0));
                }
                from = segment.high();
                closed = !segment.highClosed() && Infinity.sign(from) == 0;
            }
            if (Infinity.sign(from) <= 0) {
                rest.add(new Segment(from, INFINITY, closed, false));
            }
            return Optional.of(new RealSet(rest, set.name()));
        }

        private Optional<RealSet> intersection(RealSet a, RealSet b) {
            return complement(a).flatMap(x -> complement(b).flatMap(y -> union(x, y))).flatMap(this::complement)
                .map(set -> new RealSet(set.segments(), a.name().isPresent() ? a.name() : b.name()));
        }

        private Optional<RealSet> union(RealSet a, RealSet b) {
            List<Segment> all = new ArrayList<>();
            int left = 0;
            int right = 0;
            while (left < a.segments().size() && right < b.segments().size()) {
                Segment one = a.segments().get(left);
                Segment two = b.segments().get(right);
                Optional<Integer> order = order(one, two);
                if (order.isEmpty()) {
                    return Optional.empty();
                }
                all.add(order.get() <= 0 ? one : two);
                left += order.get() <= 0 ? 1 : 0;
                right += order.get() <= 0 ? 0 : 1;
            }
            all.addAll(a.segments().subList(left, a.segments().size()));
            all.addAll(b.segments().subList(right, b.segments().size()));
            if (all.size() > MAX_SEGMENTS) {
                return Optional.empty();
            }
            return merged(all).map(segments -> new RealSet(segments, a.name().isPresent() ? a.name() : b.name()));
        }

        private Optional<Integer> order(Segment a, Segment b) {
            return engine.order(a.low(), b.low()).map(order -> order != 0 ? order : Boolean.compare(b.lowClosed(), a.lowClosed()));
        }

        private Optional<List<Segment>> merged(List<Segment> sorted) {
            List<Segment> result = new ArrayList<>();
            for (Segment next : sorted) {
                if (result.isEmpty()) {
                    result.add(next);
                    continue;
                }
                Segment last = result.get(result.size() - 1);
                Optional<Integer> gap = engine.order(last.high(), next.low());
                Optional<Integer> reach = engine.order(last.high(), next.high());
                if (gap.isEmpty() || reach.isEmpty()) {
                    return Optional.empty();
                }
                boolean apart = gap.get() < 0 || (gap.get() == 0 && !last.highClosed() && !next.lowClosed());
                if (apart) {
                    result.add(next);
                } else if (reach.get() < 0) {
                    result.set(result.size() - 1, new Segment(last.low(), next.high(), last.lowClosed(), next.highClosed()));
                } else if (reach.get() == 0 && next.highClosed()) {
                    result.set(result.size() - 1, new Segment(last.low(), last.high(), last.lowClosed(), true));
                }
            }
            return Optional.of(result);
        }
    }

    private RealSet named(String key) {
        return new RealSet(segments, Optional.of(key));
    }
}
