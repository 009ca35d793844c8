package dev.assay.suites.math;

import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.English;
import dev.assay.suites.math.WordProblems.Person;
import dev.assay.suites.math.WordProblems.Story;
import java.util.ArrayList;
import java.util.List;

/// Stories of a purchase: prices, how many of each are bought, then the sum or what is left of the money.
///
/// Each good takes one multiplication, each further good one addition, a price told by another one step, and the money left one subtraction. Distractors are goods that
/// nobody buys, and facts about the shop.
final class PurchaseStory {

    private PurchaseStory() {
    }

    private record Good(String one, String many) {
    }

    private record Shop(String opening, List<Good> goods, List<String> facts) {

        static Shop of(String opening, String goods, String... facts) {
            List<Good> all = new ArrayList<>();
            for (String good : goods.split(", ")) {
                all.add(new Good((isVowel(good.charAt(0)) ? "an " : "a ") + good, good + "s"));
            }
            return new Shop(opening, List.copyOf(all), List.of(facts));
        }

        private static boolean isVowel(char letter) {
            return "aeiou".indexOf(letter) >= 0;
        }
    }

    private static final List<Shop> SHOPS = List.of(
        Shop.of("{name} goes to a stationery shop.", "notebook, folder, calendar, ruler, stapler, pen, eraser, paint set, globe",
            "The shop opened {a} years ago.", "The shop has {a} shelves.",
            "{name} is {a} years old.", "The way to the shop takes {a} minutes."),
        Shop.of("{name} goes to a garden center.", "rake, bucket, rose plant, flower pot, lantern, bench cushion, watering can, fern, apple tree",
            "The garden center has {a} greenhouses.", "The drive there takes {a} minutes.", "{name}'s garden is {a} meters long.",
            "The garden center opened {a} years ago."),
        Shop.of("{name} goes to a sports store.", "football, jersey, towel, helmet, whistle, tennis racket, water bottle, jump rope, backpack",
            "{name}'s team has {a} players.", "The store opened {a} years ago.", "The next match is in {a} days.", "{name} has played for {a} years."),
        Shop.of("{name} goes to a kitchen store.", "plate, kettle, mug, frying pan, apron, tray, oven glove, cutting board, ladle",
            "The store has {a} employees.",
            "{name}'s kitchen has {a} cupboards.", "The store is {a} kilometers away.", "{name} has a party in {a} days."));

    static Story tell(int steps, int distractors, Draws draws) {
        Shop shop = draws.pick(SHOPS);
        Person person = draws.pick(Person.ALL);
        int bought = draws.between((steps + 3) / 3, (steps + 1) / 2);
        int rest = steps - (2 * bought - 1);
        boolean change = rest > bought - 1 || (rest > 0 && draws.percent(50));
        int told = rest - (change ? 1 : 0);
        int unsold = draws.between(0, distractors);
        List<Good> goods = draws.pick(bought + unsold, shop.goods());
        List<Integer> prices = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        for (int good = 0; good < goods.size(); good++) {
            boolean byOther = good > 0 && good <= told;
            tags.add(byOther ? told(good, goods, prices, draws) : told(good, goods, prices, draws.between(2, 25)));
        }
        List<String> amounts = new ArrayList<>();
        int sum = 0;
        for (Good good : goods.subList(0, bought)) {
            int amount = draws.between(2, 9);
            amounts.add(amount + " " + good.many());
            sum += amount * prices.get(goods.indexOf(good));
        }
        List<String> sentences = new ArrayList<>(List.of(shop.opening()));
        sentences.addAll(steps < 5 ? tags : draws.shuffled(tags));
        sentences.add("{name} buys " + English.list(amounts) + ".");
        int paid = (sum / 50 + 1) * 50;
        if (change) {
            sentences.add("{She} pays with {a} dollars.".replace("{a}", Integer.toString(paid)));
        }
        List<String> facts = draws.pick(distractors - unsold, shop.facts()).stream()
            .map(fact -> fact.replace("{a}", Integer.toString(draws.between(8, 29)))).map(person::in).toList();
        String question = change ? "How many dollars does {she} get back?" : "How many dollars does {she} have to pay?";
        return Story.of("purchase", sentences.stream().map(person::in).toList(), facts, person.in(question), change ? paid - sum : sum, draws);
    }

    private static String told(int good, List<Good> goods, List<Integer> prices, int price) {
        prices.add(price);
        return English.capitalized(goods.get(good).one()) + " costs " + price + " dollars.";
    }

    private static String told(int good, List<Good> goods, List<Integer> prices, Draws draws) {
        int before = prices.getLast();
        String other = goods.get(good - 1).one();
        int difference = draws.between(2, 9);
        String one = English.capitalized(goods.get(good).one());
        if (before > 12 && draws.percent(60)) {
            prices.add(before - difference);
            return one + " costs " + difference + " dollars less than " + other + ".";
        }
        if (before <= 12 && draws.percent(40)) {
            prices.add(before * 2);
            return one + " costs twice as much as " + other + ".";
        }
        prices.add(before + difference);
        return one + " costs " + difference + " dollars more than " + other + ".";
    }
}
