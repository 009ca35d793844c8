package dev.assay.suites.answer.vote;

import dev.assay.core.metric.Ballot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// The answers of a sample's tries, parted into classes that vote as one.
///
/// "Equal" does not carry over once rounding, a unit left out or a second reading is allowed: 3.14 and 3.1416 both match π, and not each
/// other. So the answers are parted in two steps:
///
/// 1. by exact links alone, each answer against one representative of each class;
/// 2. classes are merged whose answers are linked by the profile, in either direction, if *every* pair of answers inside the merged class
///    is linked: the pair of classes with most votes together first, of equal ones that whose canonical prints come first.
///
/// Answers are looked at in the order of their canonical prints, and answers of one print are one answer, so the result does not depend on
/// the order of the tries. What is undecided links nothing. Comparisons are made once: at most two for each pair of different answers.
///
/// @param <A> what an answer is
/// @param classes most votes first, of equal ones by canonical print
/// @param undecided how many pairs of different answers could not be decided
public record AnswerClasses<A>(List<AnswerClass<A>> classes, int undecided) {

    public AnswerClasses {
        classes = List.copyOf(classes);
    }

    /// Parts answers into classes.
    ///
    /// @param answers one for each try that gave an answer
    /// @param print the canonical print; answers of equal print must be interchangeable
    /// @param links compares two answers
    public static <A> AnswerClasses<A> of(List<A> answers, Function<? super A, String> print, Links<? super A> links) {
        return new Partition<A>(answers, print, links).result();
    }

    /// How the classes vote.
    ///
    /// @param correct whether the representative of a class is right; asked once for each class
    /// @param abstentions tries without an answer
    public Ballot ballot(Predicate<? super A> correct, int abstentions) {
        return new Ballot(classes.stream().map(c -> new Ballot.Party(c.votes(), correct.test(c.representative()))).toList(), abstentions);
    }

    /// The class in which an answer votes.
    ///
    /// @param print the answer's canonical print
    public Optional<AnswerClass<A>> classOf(String print) {
        return classes.stream().filter(c -> c.prints().contains(print)).findFirst();
    }

    /// A different answer, with its place in the order of prints.
    private record Voice<A>(int index, A answer, String print, int votes) {
    }

    /// Answers that are the same exactly; the first stands for all.
    private record ExactClass<A>(List<Voice<A>> voices, int votes) {
        ExactClass {
            voices = List.copyOf(voices);
        }

        ExactClass<A> with(Voice<A> voice) {
            List<Voice<A>> more = new ArrayList<>(voices);
            more.add(voice);
            return new ExactClass<>(more, votes + voice.votes);
        }

        Voice<A> representative() {
            return voices.getFirst();
        }
    }

    /// Exact classes that vote as one, the one that stands for all first.
    private record Merged<A>(List<ExactClass<A>> parts, int votes) {
        Merged {
            parts = List.copyOf(parts);
        }

        String print() {
            return parts.getFirst().representative().print();
        }

        Merged<A> with(Merged<A> other) {
            List<ExactClass<A>> all = new ArrayList<>(parts);
            all.addAll(other.parts);
            all.sort(Comparator.<ExactClass<A>>comparingInt(ExactClass::votes).reversed().thenComparing(part -> part.representative().print()));
            return new Merged<>(all, votes + other.votes);
        }

        AnswerClass<A> published() {
            List<String> prints = parts.stream().flatMap(part -> part.voices().stream()).map(Voice::print).sorted().toList();
            return new AnswerClass<>(parts.getFirst().representative().answer(), print(), prints, votes);
        }
    }

    /// The work of parting.
    private static final class Partition<A> {

        private final Links<? super A> links;
        private final List<Voice<A>> voices;
        private final Map<Long, Link> known = new HashMap<>();
        private int undecided;

        Partition(List<A> answers, Function<? super A, String> print, Links<? super A> links) {
            this.links = links;
            this.voices = voices(answers, print);
        }

        private static <A> List<Voice<A>> voices(List<A> answers, Function<? super A, String> print) {
            SortedMap<String, List<A>> byPrint = new TreeMap<>();
            answers.forEach(answer -> byPrint.computeIfAbsent(print.apply(answer), p -> new ArrayList<>()).add(answer));
            List<Voice<A>> voices = new ArrayList<>();
            for (Map.Entry<String, List<A>> entry : byPrint.entrySet()) {
                voices.add(new Voice<>(voices.size(), entry.getValue().getFirst(), entry.getKey(), entry.getValue().size()));
            }
            return voices;
        }

        AnswerClasses<A> result() {
            List<Merged<A>> merged = merged(exactClasses());
            Comparator<AnswerClass<A>> order = Comparator.<AnswerClass<A>>comparingInt(AnswerClass::votes).reversed().thenComparing(AnswerClass::print);
            return new AnswerClasses<>(merged.stream().map(Merged::published).sorted(order).toList(), undecided);
        }

        private List<ExactClass<A>> exactClasses() {
            List<ExactClass<A>> classes = new ArrayList<>();
            for (Voice<A> voice : voices) {
                int home = 0;
                while (home < classes.size() && link(classes.get(home).representative(), voice) != Link.EXACT) {
                    home++;
                }
                if (home == classes.size()) {
                    classes.add(new ExactClass<>(List.of(voice), voice.votes()));
                } else {
                    classes.set(home, classes.get(home).with(voice));
                }
            }
            return classes;
        }

        private List<Merged<A>> merged(List<ExactClass<A>> exact) {
            List<Merged<A>> classes = new ArrayList<>();
            exact.forEach(part -> classes.add(new Merged<>(List.of(part), part.votes())));
            for (Optional<Pair<A>> best = best(classes); best.isPresent(); best = best(classes)) {
                classes.remove(best.get().first);
                classes.remove(best.get().second);
                classes.add(best.get().together());
            }
            return classes;
        }

        /// Two classes that may be merged.
        private record Pair<A>(Merged<A> first, Merged<A> second) {
            static <A> Pair<A> of(Merged<A> a, Merged<A> b) {
                return a.print().compareTo(b.print()) <= 0 ? new Pair<>(a, b) : new Pair<>(b, a);
            }

            int votes() {
                return first.votes() + second.votes();
            }

            Merged<A> together() {
                return first.with(second);
            }
        }

        private Optional<Pair<A>> best(List<Merged<A>> classes) {
            Comparator<Pair<A>> order = Comparator.<Pair<A>>comparingInt(Pair::votes).reversed().thenComparing(pair -> pair.first.print())
                .thenComparing(pair -> pair.second.print());
            Optional<Pair<A>> best = Optional.empty();
            for (int i = 0; i < classes.size(); i++) {
                for (int j = i + 1; j < classes.size(); j++) {
                    Pair<A> pair = Pair.of(classes.get(i), classes.get(j));
                    if ((best.isEmpty() || order.compare(pair, best.get()) < 0) && everyPairLinked(pair.first, pair.second)) {
                        best = Optional.of(pair);
                    }
                }
            }
            return best;
        }

        private boolean everyPairLinked(Merged<A> first, Merged<A> second) {
            return first.parts().stream().flatMap(part -> part.voices().stream())
                .allMatch(a -> second.parts().stream().flatMap(part -> part.voices().stream()).allMatch(b -> linked(link(a, b))));
        }

        private static boolean linked(Link link) {
            return switch (link) {
                case EXACT, BY_PROFILE -> true;
                case NONE, UNDECIDED -> false;
            };
        }

        /// The stronger of the links in both directions, the answer of the lesser print first.
        private Link link(Voice<A> a, Voice<A> b) {
            Voice<A> low = a.index < b.index ? a : b;
            Voice<A> high = a.index < b.index ? b : a;
            return known.computeIfAbsent((long) low.index * voices.size() + high.index, place -> compared(low, high));
        }

        private Link compared(Voice<A> low, Voice<A> high) {
            Link forth = links.between(low.answer, high.answer);
            Link both = forth == Link.EXACT ? forth : stronger(forth, links.between(high.answer, low.answer));
            undecided += both == Link.UNDECIDED ? 1 : 0;
            return both;
        }

        private static Link stronger(Link a, Link b) {
            return a.compareTo(b) <= 0 ? a : b;
        }
    }
}
