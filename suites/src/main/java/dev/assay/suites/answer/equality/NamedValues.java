package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares named values by their names, and named with bare ones.
final class NamedValues {

    private final Comparison whole;

    NamedValues(Comparison whole) {
        this.whole = whole;
    }

    Optional<Match> compare(Answer gold, Answer answer, int place) {
        Optional<Bindings> g = Bindings.of(gold, whole.work());
        Optional<Bindings> a = Bindings.of(answer, whole.work());
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
            return Optional.of(whole.compare(bare, answer, place).with("NAME_DROPPED"));
        }
        if (isRelational(gold)) {
            return Optional.empty();
        }
        Bindings bindings = a.orElseThrow();
        List<String> order = bindings.names().stream().sorted().toList();
        boolean list = gold instanceof Answer.Listing || gold instanceof Answer.Braces;
        Answer bare = list && order.size() > 1 && bindings.solutions().size() == 1 ? listed(bindings) : bindings.bare(order);
        Match match = whole.compare(gold, bare, place);
        return Optional.of(order.size() > 1 ? match.with("COORDINATES") : match.with("NAME_ADDED"));
    }

    static boolean isRelational(Answer answer) {
        return switch (answer) {
            case Answer.Chain chain -> chain.relations().stream().noneMatch(relation -> relation == Relator.IN);
            case Answer.Listing listing -> listing.items().stream().anyMatch(NamedValues::isRelational);
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
                Match match = byName(gold.solutions().get(0), answer.solutions().get(0), place);
                return match.isEqual() || !gold.isIndexed() ? match : whole.compare(listed(gold), listed(answer), place).with("NAMES");
            }
            List<Map<String, Bindings.Binding>> left = gold.solutions();
            List<Map<String, Bindings.Binding>> right = answer.solutions();
            return whole.lists().matched(left.size(), right.size(), (i, j) -> byName(left.get(i), right.get(j), place), true);
        }
        if ((gold.isIndexed() && answer.isIndexed()) || (goldNames.size() != answerNames.size() && (gold.isIndexed() || answer.isIndexed()))) {
            return whole.compare(listed(gold), listed(answer), place).with("NAMES");
        }
        return Match.not(Relation.Name.STRUCTURE, "gold names " + String.join(", ", goldNames) + ", answer names " + String.join(", ", answerNames));
    }

    private Match oneName(Bindings gold, Bindings answer, String goldName, String answerName, int place) {
        if (goldName.equals(answerName)) {
            return whole.compare(gold.bare(List.of(goldName)), answer.bare(List.of(answerName)), place);
        }
        Bindings.Binding g = gold.solutions().get(0).values().iterator().next();
        Bindings.Binding a = answer.solutions().get(0).values().iterator().next();
        if (g.name() instanceof Answer.Apply f && a.name() instanceof Answer.Apply h && g.value() instanceof Answer.Value body
            && a.value() instanceof Answer.Value other && gold.solutions().size() == 1 && answer.solutions().size() == 1) {
            Optional<Answer.Value> renamed = renamed(f, h, other);
            if (renamed.isPresent()) {
                return whole.compare(body, renamed.get(), place).with("RENAMED");
            }
        }
        boolean constant = Names.of(whole.work(), g.value()).isEmpty() && Names.of(whole.work(), a.value()).isEmpty();
        if (isFunctionName(g.name(), constant) || isFunctionName(a.name(), constant)) {
            return whole.compare(gold.bare(List.of(goldName)), answer.bare(List.of(answerName)), place).with("NAMES");
        }
        return Match.not(Relation.Name.NOT_EQUAL, "gold is about another name than the answer").with("NAMES");
    }

    private static boolean isFunctionName(Answer name, boolean constant) {
        return name instanceof Answer.Apply || name instanceof Answer.Text || (!constant && name instanceof Answer.Symbol symbol && symbol.full().equals("y"));
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
                result = Substitution.rename(result, from, to, whole.work());
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
            all = all.and(whole.accepted(whole.compare(entry.getValue().value(), other.value(), place + index)).at(entry.getKey().replace("$", "")));
            index++;
            if (!all.isEqual()) {
                return all;
            }
        }
        return all;
    }
}
