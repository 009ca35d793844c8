package dev.assay.suites.math;

import dev.assay.core.dataset.Target;
import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.Family;
import dev.assay.suites.generated.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Word problems about everyday arithmetic, with facts that do not matter.
///
/// | level | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
/// |---|---|---|---|---|---|---|---|---|---|---|
/// | steps of arithmetic | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
/// | distractors | 0 | 0 | 1 | 1 | 2 | 2 | 3 | 3 | 4 | 4 |
///
/// A step is one addition, subtraction, multiplication or division of whole numbers. A distractor is a sentence with a number that nothing is asked
/// about. The answer is always a whole number that is not negative.
///
/// There are four kinds of story: a stock that grows and shrinks ([StockStory]), people compared with each other ([ComparisonStory]), a purchase
/// ([PurchaseStory]), and a week of work at different rates ([WeekStory]). From level 5 on the facts of comparisons and the prices of purchases come in
/// any order.
public final class WordProblems implements Family {

    private static final List<Integer> DISTRACTORS = List.of(0, 0, 1, 1, 2, 2, 3, 3, 4, 4);

    /// A family without state.
    public WordProblems() {
    }

    @Override
    public String taskId() {
        return "math/word-problems";
    }

    @Override
    public String title() {
        return "Word problems in several steps, with distractors";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Question question(int level, Draws draws) {
        int distractors = DISTRACTORS.get(level - 1);
        Story story = switch (draws.below(4)) {
            case 0 -> StockStory.tell(level, distractors, draws);
            case 1 -> ComparisonStory.tell(level, distractors, draws);
            case 2 -> PurchaseStory.tell(level, distractors, draws);
            default -> WeekStory.tell(level, distractors, draws);
        };
        String prompt = story.text()
            + "\n\nThe answer is a whole number. Reason step by step, then end your answer with a line of the form\nFinal answer: NUMBER";
        Map<String, String> facts = Map.of("steps", Integer.toString(level), "distractors", Integer.toString(distractors), "story", story.kind());
        return Question.of(prompt, new Target.Expression(Long.toString(story.answer())), facts);
    }

    /// A story that has been told.
    ///
    /// @param kind one word for its kind
    /// @param text its sentences and the question
    /// @param answer to the question
    record Story(String kind, String text, long answer) {

        /// A story of sentences, with the distractors anywhere after the first sentence and before the question.
        static Story of(String kind, List<String> sentences, List<String> distractors, String question, long answer, Draws draws) {
            List<String> all = new ArrayList<>(sentences);
            for (String distractor : distractors) {
                all.add(draws.between(1, all.size()), distractor);
            }
            all.add(question);
            return new Story(kind, String.join(" ", all), answer);
        }
    }

    /// Someone a story is about.
    ///
    /// @param name the first name
    /// @param subject `she` or `he`
    /// @param possessive `her` or `his`
    record Person(String name, String subject, String possessive) {

        private static final String WOMEN = "Amelia Beatrice Clara Daphne Elsa Fiona Grace Hannah Isabel Judith Laura Miriam Nora Paula Ruth Sofia Teresa Wendy";
        private static final String MEN = "Adam Bernard Conrad Daniel Edgar Francis George Hugo Isaac Jacob Lucas Martin Nathan Oscar Peter Robert Samuel Victor";

        static final List<Person> ALL = all();

        private static List<Person> all() {
            List<Person> people = new ArrayList<>();
            for (String name : WOMEN.split(" ")) {
                people.add(new Person(name, "she", "her"));
            }
            for (String name : MEN.split(" ")) {
                people.add(new Person(name, "he", "his"));
            }
            return List.copyOf(people);
        }

        /// The sentence with the words for this person in place of `{name}`, `{she}`, `{She}` and `{hers}` (possessive).
        String in(String sentence) {
            return sentence.replace("{name}", name).replace("{She}", subject.equals("she") ? "She" : "He").replace("{she}", subject).replace("{hers}",
                possessive);
        }
    }

    /// The sentence with a number in place of `{a}`.
    static String with(String sentence, long number) {
        return sentence.replace("{a}", Long.toString(number));
    }

    /// The sentence with two numbers in place of `{a}` and `{b}`.
    static String with(String sentence, long number, long another) {
        return with(sentence, number).replace("{b}", Long.toString(another));
    }
}
