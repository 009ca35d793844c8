package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import dev.assay.suites.answer.expression.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Named values: `x = 3`, `x = 3, y = 4`, `(p, q) = (3, 2)`, `n = 1, 2, 3`, and lists of such solutions.
///
/// @param solutions each with its names in the order written; a name that comes again begins the next one
record Bindings(List<Map<String, Binding>> solutions) {

    /// One named value.
    ///
    /// @param name the left side as written
    /// @param value the right side
    record Binding(Answer name, Answer value) {
    }

    /// Reads named values; absent if an answer is anything else.
    static Optional<Bindings> of(Answer answer, Work work) {
        List<Map<String, Binding>> solutions = new ArrayList<>();
        solutions.add(new LinkedHashMap<>());
        if (!collect(answer, solutions, work, 0)) {
            return Optional.empty();
        }
        solutions.removeIf(Map::isEmpty);
        return solutions.isEmpty() ? Optional.empty() : Optional.of(new Bindings(solutions));
    }

    private static boolean collect(Answer answer, List<Map<String, Binding>> solutions, Work work, int depth) {
        work.charge(2);
        return switch (answer) {
            case Answer.Chain chain -> chain(chain, solutions, work);
            case Answer.Listing listing -> {
                if (depth > 3) {
                    yield false;
                }
                for (Answer item : listing.items()) {
                    if (item instanceof Answer.Listing && !solutions.get(solutions.size() - 1).isEmpty()) {
                        solutions.add(new LinkedHashMap<>());
                    }
                    if (!collect(item, solutions, work, depth + 1)) {
                        yield false;
                    }
                }
                yield true;
            }
            default -> false;
        };
    }

    private static boolean chain(Answer.Chain chain, List<Map<String, Binding>> solutions, Work work) {
        Optional<Binding> single = single(chain);
        if (single.isEmpty()) {
            return false;
        }
        Answer name = single.get().name();
        Answer value = single.get().value();
        List<Answer> names = items(name);
        if (names.size() > 1) {
            List<Answer> rows = value instanceof Answer.Listing listing && listing.items().stream().allMatch(Answer.Tuple.class::isInstance)
                ? listing.items()
                : List.of(value);
            for (Answer row : rows) {
                List<Answer> values = items(row);
                if (values.size() != names.size()) {
                    return false;
                }
                for (int i = 0; i < names.size(); i++) {
                    add(solutions, new Binding(names.get(i), values.get(i)), work);
                }
            }
            return true;
        }
        List<Answer> values = value instanceof Answer.Listing listing ? listing.items() : List.of(value);
        for (Answer each : values) {
            Answer bare = each instanceof Answer.Chain inner ? single(inner).map(Binding::value).orElse(each) : each;
            add(solutions, new Binding(name, bare), work);
        }
        return true;
    }

    private static void add(List<Map<String, Binding>> solutions, Binding binding, Work work) {
        String key = Canon.of(binding.name(), work);
        if (solutions.get(solutions.size() - 1).containsKey(key)) {
            solutions.add(new LinkedHashMap<>());
        }
        solutions.get(solutions.size() - 1).put(key, binding);
    }

    private static List<Answer> items(Answer answer) {
        return switch (answer) {
            case Answer.Tuple tuple -> tuple.items();
            case Answer.Interval interval when interval.lowClosed() && interval.highClosed() -> List.of(interval.low(), interval.high());
            case Answer.Listing listing -> listing.items();
            default -> List.of(answer);
        };
    }

    /// The named value of one chain: its last member before "approximately", where the first or the last member is a name.
    static Optional<Binding> single(Answer.Chain chain) {
        List<Answer> members = chain.members();
        int last = 0;
        boolean named = false;
        for (int i = 0; i < chain.relations().size(); i++) {
            Relator relation = chain.relations().get(i);
            if (relation != Relator.EQUAL && relation != Relator.APPROXIMATELY && relation != Relator.CONGRUENT) {
                return Optional.empty();
            }
            if (relation == Relator.CONGRUENT && !(isName(members.get(0)) && members.size() == 2)) {
                return Optional.empty();
            }
            if (relation == Relator.EQUAL || i == 0) {
                last = i + 1;
            } else if (relation == Relator.APPROXIMATELY) {
                break;
            }
        }
        for (Answer member : members) {
            named |= isName(member);
        }
        if (isName(members.get(0))) {
            return Optional.of(new Binding(members.get(0), members.get(last)));
        }
        if (members.size() == 2 && isName(members.get(1))) {
            return Optional.of(new Binding(members.get(1), members.get(0)));
        }
        if (named && members.size() > 2) {
            Answer name = members.stream().filter(Bindings::isName).findFirst().orElseThrow();
            return Optional.of(new Binding(name, isName(members.get(last)) ? members.get(0) : members.get(last)));
        }
        return Optional.empty();
    }

    /// Whether a left side only names what stands on the right.
    static boolean isName(Answer answer) {
        return switch (answer) {
            case Answer.Symbol symbol -> true;
            case Answer.Apply apply -> true;
            case Answer.Text text -> true;
            case Answer.Choice choice -> choice.content().isEmpty();
            case Answer.Call call -> switch (call.function()) {
                case ABS, NORM -> isName(call.arguments().get(0));
                default -> false;
            };
            case Answer.Product product -> product.factors().stream().allMatch(factor -> factor instanceof Answer.Symbol symbol && isPartOfName(symbol))
                || (product.factors().size() == 2 && product.factors().get(0) instanceof Answer.Symbol symbol && isMark(symbol)
                    && isName(product.factors().get(1)));
            case Answer.Quotient quotient -> isName(quotient.numerator()) && isName(quotient.denominator());
            case Answer.Ratio ratio -> ratio.parts().stream().allMatch(Bindings::isName);
            case Answer.Tuple tuple -> tuple.items().stream().allMatch(Answer.Symbol.class::isInstance);
            case Answer.Listing listing -> listing.items().stream().allMatch(Bindings::isName);
            case Answer.Quantity quantity -> false;
            default -> false;
        };
    }

    private static boolean isPartOfName(Answer.Symbol symbol) {
        return (symbol.name().length() == 1 && Character.isUpperCase(symbol.name().charAt(0))) || isMark(symbol);
    }

    private static boolean isMark(Answer.Symbol symbol) {
        return switch (symbol.name()) {
            case "Delta", "angle", "triangle", "measuredangle", "delta", "overline" -> true;
            default -> false;
        };
    }

    /// All names, in the order of their first appearance.
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        solutions.forEach(solution -> names.addAll(solution.keySet()));
        return names;
    }

    /// Whether every solution has every name.
    boolean isRegular() {
        int size = names().size();
        return solutions.stream().allMatch(solution -> solution.size() == size);
    }

    /// The values without names: one value, a list for one name, a tuple for one solution, or a list of tuples.
    ///
    /// @param order the order of the names in a tuple
    Answer bare(List<String> order) {
        List<Answer> rows = new ArrayList<>();
        for (Map<String, Binding> solution : solutions) {
            List<Answer> values = new ArrayList<>();
            order.stream().filter(solution::containsKey)
                .forEach(name -> values.add(solution.getOrDefault(name, new Binding(Answer.Literal.of(0), Answer.Literal.of(0))).value()));
            rows.add(values.size() == 1 ? values.get(0) : new Answer.Tuple(values, Answer.Tuple.Brackets.ROUND));
        }
        return rows.size() == 1 ? rows.get(0) : new Answer.Listing(Answer.Listing.Joiner.COMMA, rows);
    }

    /// Whether all names are one base with an index.
    boolean isIndexed() {
        Set<String> bases = new LinkedHashSet<>();
        for (Map<String, Binding> solution : solutions) {
            for (Binding binding : solution.values()) {
                if (!(binding.name() instanceof Answer.Symbol symbol) || symbol.index().isEmpty()) {
                    return false;
                }
                bases.add(symbol.name());
            }
        }
        return bases.size() == 1 && names().size() > 1;
    }
}
