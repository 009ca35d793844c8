package dev.assay.suites.math;

import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.English;
import dev.assay.suites.math.WordProblems.Person;
import dev.assay.suites.math.WordProblems.Story;
import java.util.ArrayList;
import java.util.List;

/// Stories of people who are compared with each other: one number, then each further person by those before, then how many one of them has, or all together.
///
/// A comparison (so many more, so many fewer, so many times as many, half as many, as many as two together) is one step; each addition of the final sum is one.
/// Distractors compare people who are not asked about.
final class ComparisonStory {

    private static final int LARGEST = 400;
    private static final List<String> THINGS = List.of("marbles", "stamps", "postcards", "shells", "coins", "buttons", "pencils", "model cars");

    private ComparisonStory() {
    }

    static Story tell(int steps, int distractors, Draws draws) {
        String things = draws.pick(THINGS);
        int summed = draws.between(1, Math.min(3, (steps + 1) / 2));
        int compared = steps - (summed - 1);
        List<Person> people = draws.pick(compared + 1 + distractors, Person.ALL);
        List<Integer> numbers = new ArrayList<>(List.of(draws.between(4, 30)));
        List<String> sentences = new ArrayList<>(List.of(people.getFirst().name() + " has " + numbers.getFirst() + " " + things + "."));
        for (int person = 1; person <= compared; person++) {
            sentences.add(compared(person, person - 1, people, numbers, things, draws));
        }
        List<String> facts = new ArrayList<>();
        for (int person = compared + 1; person < people.size(); person++) {
            facts.add(compared(person, draws.below(compared + 1), people, numbers, things, draws));
        }
        if (steps >= 5) {
            sentences = draws.shuffled(sentences);
        }
        List<Integer> asked = asked(compared, summed, draws);
        int answer = asked.stream().mapToInt(numbers::get).sum();
        return Story.of("comparison", sentences, facts, question(asked, people, things), answer, draws);
    }

    /// The last one compared, whom every comparison leads to, and some of the others.
    private static List<Integer> asked(int last, int count, Draws draws) {
        List<Integer> others = new ArrayList<>();
        for (int person = 0; person < last; person++) {
            others.add(person);
        }
        List<Integer> asked = new ArrayList<>(draws.pick(count - 1, others));
        asked.add(last);
        return asked;
    }

    private static String question(List<Integer> asked, List<Person> people, String things) {
        if (asked.size() == 1) {
            return "How many " + things + " does " + people.get(asked.getFirst()).name() + " have?";
        }
        return "How many " + things + " do " + English.list(asked.stream().map(person -> people.get(person).name()).toList()) + " have together?";
    }

    /// Tells how many a person has by someone before, and notes the number.
    private static String compared(int person, int before, List<Person> people, List<Integer> numbers, String things, Draws draws) {
        String name = people.get(person).name();
        String other = people.get(before).name();
        int known = numbers.get(before);
        int difference = draws.between(2, 20);
        int factor = draws.between(2, 4);
        switch (draws.below(5)) {
            case 0 -> {
                if (known * factor <= LARGEST) {
                    numbers.add(known * factor);
                    return name + " has " + (factor == 2 ? "twice" : English.number(factor) + " times") + " as many " + things + " as " + other + ".";
                }
            }
            case 1 -> {
                if (known % 2 == 0) {
                    numbers.add(known / 2);
                    return name + " has half as many " + things + " as " + other + ".";
                }
            }
            case 2 -> {
                int third = draws.below(Math.min(person, numbers.size()));
                if (third != before && known + numbers.get(third) <= LARGEST) {
                    numbers.add(known + numbers.get(third));
                    return name + " has as many " + things + " as " + other + " and " + people.get(third).name() + " together.";
                }
            }
            case 3 -> {
                if (known > difference) {
                    numbers.add(known - difference);
                    return name + " has " + difference + " fewer " + things + " than " + other + ".";
                }
            }
            default -> {
                numbers.add(known + difference);
                return name + " has " + difference + " more " + things + " than " + other + ".";
            }
        }
        numbers.add(known + difference);
        return name + " has " + difference + " more " + things + " than " + other + ".";
    }
}
