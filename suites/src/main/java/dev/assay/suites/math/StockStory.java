package dev.assay.suites.math;

import dev.assay.suites.generated.Draws;
import dev.assay.suites.math.WordProblems.Person;
import dev.assay.suites.math.WordProblems.Story;
import java.util.ArrayList;
import java.util.List;

import static dev.assay.suites.math.WordProblems.with;

/// Stories of a stock that grows and shrinks: a number at first, then one event after another, then how many there are in the end.
///
/// An event adds or takes away a number (one step), adds or takes away so many times a number (two steps), or halves the stock (one step).
final class StockStory {

    private static final int LARGEST = 900;

    private StockStory() {
    }

    /// What a stock is, and how its events are told; `{a}` and `{b}` stand for numbers of at least 2.
    private record Setting(String start, List<String> more, List<String> timesMore, List<String> less, List<String> timesLess, String half, String end,
        List<String> distractors) {
    }

    private static final List<Setting> SETTINGS = List.of(
        new Setting("{name} runs a fruit stall, and in the morning there are {a} apples on it.",
            List.of("A farmer brings {a} more apples.", "{name} fetches {a} more apples from the cellar."),
            List.of("A supplier delivers {a} crates with {b} apples each.", "{name} unpacks {a} bags with {b} apples in each bag."),
            List.of("A customer buys {a} apples.", "{name} throws away {a} bruised apples."),
            List.of("Then {a} customers buy {b} apples each.", "{name} gives {b} apples to each of {a} schools."),
            "At noon, {name} moves half of the apples on the stall to another shop.", "How many apples are on the stall in the end?",
            List.of("The stall also has {a} melons.", "A bag of nuts costs {a} dollars at the stall.", "The market opens at {h} o'clock.",
                "{name} has run the stall for {a} years.", "The stall is {a} meters away from the town hall.", "A basket weighs {a} kilograms.")),
        new Setting("A village library has {a} books on its shelves.", List.of("A reader donates {a} books.", "Readers bring back {a} books."),
            List.of("The library buys {a} sets of {b} books each.", "Then {a} classes bring back {b} books each."),
            List.of("A teacher borrows {a} books.", "The librarian removes {a} damaged books."),
            List.of("Then {a} readers borrow {b} books each.", "The library lends {b} books to each of {a} schools."),
            "For a repair, the librarian carries half of the books on the shelves to the basement.", "How many books are on the shelves in the end?",
            List.of("The library also has {a} magazines, which nobody may borrow.", "The librarian, {name}, is {y} years old.",
                "The library opens at {h} o'clock.",
                "The reading room has {a} chairs.", "A library card costs {a} dollars a year.", "The library was built {y} years ago.")),
        new Setting("{name} collects stickers and has {a} of them.",
            List.of("{name} finds {a} more stickers in a drawer.", "An aunt gives {name} {a} stickers."),
            List.of("{name} buys {a} packs with {b} stickers each.", "Then {a} friends give {name} {b} stickers each."),
            List.of("{name} loses {a} stickers on the bus.", "{name} trades {a} stickers for a poster."),
            List.of("{name} gives {b} stickers to each of {a} cousins.",
                "{name} fills {a} pages of a gift album with {b} stickers per page and gives the album away."),
            "One day, {name} gives half of {hers} stickers to {hers} sister.", "How many stickers does {name} have in the end?",
            List.of("{name} also owns {a} marbles.", "{name} is {h} years old.", "{name}'s sister has {a} dolls.", "The empty album cost {a} dollars.",
                "{name} lives at {y} Mill Road.", "{name}'s school has {a} classrooms.")),
        new Setting("A tank holds {a} liters of water.", List.of("Rain adds {a} liters to the tank.", "A gardener pours {a} liters into the tank."),
            List.of("A pump fills {b} liters per minute into the tank for {a} minutes.", "Workers empty {a} barrels of {b} liters each into the tank."),
            List.of("A farmer takes {a} liters out of the tank for the cows.", "The tank loses {a} liters through a leak."),
            List.of("A hose takes {b} liters per minute out of the tank for {a} minutes.", "Workers fill {a} canisters of {b} liters each from the tank."),
            "To clean it, the owner drains half of the water in the tank.", "How many liters of water are in the tank in the end?",
            List.of("The tank is {h} meters high.", "The tank was built {y} years ago.", "The farm also keeps {a} liters of milk in a cooler.",
                "There are {a} cows on the farm.",
                "{name}, the owner of the farm, is {y} years old.", "The nearest river is {a} kilometers away.")),
        new Setting("{name} has {a} dollars in {hers} savings account.",
            List.of("{name} deposits a gift of {a} dollars.", "The bank pays {name} {a} dollars of interest into the account."),
            List.of("{name} works for {a} hours at {b} dollars per hour and deposits all the money.",
                "{name} sells {a} old books for {b} dollars each and deposits the money."),
            List.of("{name} withdraws {a} dollars for a jacket.", "{name} pays a bill of {a} dollars from the account."),
            List.of("{name} buys {a} concert tickets at {b} dollars each and pays from the account.",
                "From the account, {name} pays {b} dollars to each of {a} helpers."),
            "Then {name} moves half of the money in the account to {hers} daughter's account.", "How many dollars are in {name}'s savings account in the end?",
            List.of("The bank is open for {h} hours a day.", "{name} opened the account {a} years ago.", "{name} also has {a} foreign coins at home.",
                "{name} is {y} years old.",
                "The bank has {a} branches.", "The walk to the bank takes {a} minutes.")),
        new Setting("A bakery has {a} rolls on its counter.",
            List.of("{name}, the baker, puts {a} fresh rolls on the counter.", "Another shop returns {a} rolls, which go on the counter."),
            List.of("The oven gives {a} trays with {b} rolls each, which all go on the counter.", "Then {a} apprentices put {b} rolls each on the counter."),
            List.of("A hotel picks up {a} rolls from the counter.", "{name}, the baker, takes {a} rolls off the counter for a party."),
            List.of("Then {a} guests buy {b} rolls each from the counter.", "From the counter, {name} fills {a} bags with {b} rolls each and sells them all."),
            "At midday, half of the rolls on the counter go to a soup kitchen.", "How many rolls are on the counter in the end?",
            List.of("The shelf behind the counter holds {a} loaves of bread.", "The oven is heated to 2{y} degrees.", "A cake costs {a} dollars.",
                "The bakery opens at {h} o'clock.",
                "The bakery employs {a} people.", "A sack of flour weighs {a} kilograms.")));

    static Story tell(int steps, int distractors, Draws draws) {
        Setting setting = draws.pick(SETTINGS);
        Person person = draws.pick(Person.ALL);
        int stock = draws.between(12, 80);
        List<String> sentences = new ArrayList<>(List.of(with(setting.start(), stock)));
        List<String> used = new ArrayList<>();
        int left = steps;
        while (left > 0) {
            Event event = event(setting, stock, left, used, draws);
            sentences.add(event.told());
            used.add(event.form());
            stock = event.stock();
            left -= event.steps();
        }
        List<String> facts = draws.pick(distractors, setting.distractors()).stream().map(fact -> filled(fact, draws)).toList();
        return Story.of("stock", sentences.stream().map(person::in).toList(), facts.stream().map(person::in).toList(), person.in(setting.end()), stock, draws);
    }

    private static String filled(String fact, Draws draws) {
        int any = draws.between(3, 29);
        return with(fact, any).replace("{h}", Integer.toString(draws.between(6, 10))).replace("{y}", Integer.toString(draws.between(31, 68)));
    }

    /// One event.
    ///
    /// @param form the sentence without its numbers
    /// @param stock what there is after it
    private record Event(String form, String told, int stock, int steps) {
    }

    /// An event that leaves something, told in a new way while there is one.
    private static Event event(Setting setting, int stock, int left, List<String> used, Draws draws) {
        int kinds = left > 1 ? 5 : 3;
        Event event = event(draws.below(kinds), setting, stock, draws);
        for (int tried = 0; event.stock() < 2 || event.stock() > LARGEST || isStale(event, setting, used, tried); tried++) {
            event = event(draws.below(kinds), setting, stock, draws);
        }
        return event;
    }

    /// Whether the event should be told otherwise: half is taken once, and no sentence comes twice unless 50 draws brought none that is new.
    private static boolean isStale(Event event, Setting setting, List<String> used, int tried) {
        return used.contains(event.form()) && (tried < 50 || event.form().equals(setting.half()));
    }

    private static Event event(int kind, Setting setting, int stock, Draws draws) {
        int number = draws.between(3, 40);
        int few = draws.between(2, 9);
        int each = draws.between(2, 15);
        return switch (kind) {
            case 0 -> event(draws.pick(setting.more()), number, stock + number);
            case 1 -> event(draws.pick(setting.less()), number, stock - number);
            case 2 -> new Event(setting.half(), setting.half(), stock % 2 == 0 ? stock / 2 : -1, 1);
            case 3 -> event(draws.pick(setting.timesMore()), few, each, stock + few * each);
            default -> event(draws.pick(setting.timesLess()), few, each, stock - few * each);
        };
    }

    private static Event event(String form, int number, int stock) {
        return new Event(form, with(form, number), stock, 1);
    }

    private static Event event(String form, int times, int each, int stock) {
        return new Event(form, with(form, times, each), stock, 2);
    }
}
