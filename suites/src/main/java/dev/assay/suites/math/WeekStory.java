package dev.assay.suites.math;

import dev.assay.suites.generated.Draws;
import dev.assay.suites.math.WordProblems.Person;
import dev.assay.suites.math.WordProblems.Story;
import java.util.ArrayList;
import java.util.List;

import static dev.assay.suites.math.WordProblems.with;

/// Stories of a week: what is done on each day at a rate, then the sum, or what a goal leaves to be done.
///
/// A day at a rate takes one multiplication, a further day one addition, a loss one subtraction, and the goal one subtraction. Distractors are days of
/// something else.
final class WeekStory {

    private static final List<String> DAYS = List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private WeekStory() {
    }

    /// What is done, and how its days are told.
    ///
    /// @param rate a day of `{a}` times `{b}`
    /// @param loss takes `{a}` away on the same day
    /// @param goal asks how much a goal of `{g}` leaves
    /// @param otherDays days that do not count; at most two, as the longest story has five that do
    /// @param facts that do not matter
    private record Setting(String opening, String rate, String loss, String sum, String goal, List<String> otherDays, List<String> facts) {
    }

    private static final List<Setting> SETTINGS = List.of(
        new Setting("{name} is training for a bicycle race.", "On {day}, {she} cycles for {a} hours at {b} kilometers per hour.",
            "Because of a broken computer, {a} of these kilometers are not recorded.", "How many kilometers does {name} record in total?",
            "{She} wants to record {g} kilometers in all. How many kilometers are still missing?",
            List.of("On {day}, {she} swims {a} laps instead.", "On {day}, {she} rests and reads {a} pages of a novel."),
            List.of("{name}'s bicycle weighs {a} kilograms.", "{name} has been training for {a} years.", "The race is in {a} days.")),
        new Setting("{name} runs a workshop that makes chairs.", "On {day}, {a} workers finish {b} chairs each.",
            "In the evening, {a} of these chairs fail the inspection and are scrapped.", "How many usable chairs does the workshop make in total?",
            "A hotel has ordered {g} usable chairs. How many usable chairs are still missing?",
            List.of("On {day}, the workshop makes {a} tables instead.", "On {day}, the workshop is closed, and {a} visitors come to see it."),
            List.of("The workshop owns {a} saws.", "{name} founded the workshop {a} years ago.", "The workshop is {a} kilometers away from the next town.")),
        new Setting("{name} picks strawberries on a farm.", "On {day}, {she} fills {a} boxes with {b} strawberries each.", "Birds eat {a} of them.",
            "How many strawberries does {name} have in the end?",
            "{She} has promised {g} strawberries to a bakery. How many strawberries are still missing?",
            List.of("On {day}, {she} picks {a} cucumbers instead.", "On {day}, it rains for {h} hours and {she} stays at home."),
            List.of("The farm also has {a} goats.", "The farm is {a} kilometers away from the town.", "{name} has worked on the farm for {a} weeks.")),
        new Setting("{name} is scanning an old archive.", "On {day}, {she} scans for {a} hours at {b} pages per hour.",
            "Later that day, {she} finds that {a} of these pages are blurred and deletes them.", "How many scanned pages does {name} have in the end?",
            "{She} needs {g} scanned pages. How many pages are still missing?",
            List.of("On {day}, {she} sorts {a} letters instead.", "On {day}, {she} is ill and drinks {h} cups of tea."),
            List.of("{name}'s office has {a} windows.", "The archive has {a} rooms.", "The scanner is {a} months old.")));

    static Story tell(int steps, int distractors, Draws draws) {
        Setting setting = draws.pick(SETTINGS);
        Person person = draws.pick(Person.ALL);
        int days = draws.between((steps + 2) / 3, Math.min(5, (steps + 1) / 2));
        int rest = steps - (2 * days - 1);
        boolean goal = rest > days || (rest > 0 && draws.percent(50));
        int lossy = rest - (goal ? 1 : 0);
        int otherDays = draws.between(Math.max(0, distractors - setting.facts().size()), Math.min(distractors, setting.otherDays().size()));
        List<Day> week = week(setting, days, lossy, otherDays, draws);
        List<String> sentences = new ArrayList<>(List.of(setting.opening()));
        int sum = 0;
        for (int day = 0; day < week.size(); day++) {
            sentences.add(week.get(day).told().replace("{day}", DAYS.get(day)));
            sum += week.get(day).done();
        }
        int wanted = (sum / 50 + 1) * 50;
        List<String> facts = draws.pick(distractors - otherDays, setting.facts()).stream().map(fact -> filled(fact, draws)).toList();
        String question = goal ? setting.goal().replace("{g}", Integer.toString(wanted)) : setting.sum();
        return Story.of("week", sentences.stream().map(person::in).toList(), facts.stream().map(person::in).toList(), person.in(question),
            goal ? wanted - sum : sum,
            draws);
    }

    private static String filled(String fact, Draws draws) {
        return with(fact, draws.between(3, 29)).replace("{h}", Integer.toString(draws.between(3, 9)));
    }

    /// A day of the week.
    ///
    /// @param done what it adds to the sum
    private record Day(String told, int done) {
    }

    /// The days in their order; the first is one that counts.
    private static List<Day> week(Setting setting, int days, int lossy, int otherDays, Draws draws) {
        List<Day> week = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            week.add(day(setting, day < lossy, draws));
        }
        week = draws.shuffled(week);
        for (String other : draws.pick(otherDays, setting.otherDays())) {
            week.add(draws.between(1, week.size()), new Day(filled(other, draws), 0));
        }
        return week;
    }

    private static Day day(Setting setting, boolean loses, Draws draws) {
        int times = draws.between(3, 9);
        int each = draws.between(6, 24);
        String told = with(setting.rate(), times, each);
        if (!loses) {
            return new Day(told, times * each);
        }
        int lost = draws.between(2, 15);
        return new Day(told + " " + with(setting.loss(), lost), times * each - lost);
    }
}
