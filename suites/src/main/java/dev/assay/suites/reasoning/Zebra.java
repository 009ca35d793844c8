package dev.assay.suites.reasoning;

import dev.assay.core.dataset.Target;
import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.English;
import dev.assay.suites.generated.Family;
import dev.assay.suites.generated.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Zebra puzzles: who lives where in a row of houses, told from clues.
///
/// In the manner of the puzzle in Life International of 17 December 1962; all are made here.
///
/// | level | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
/// |---|---|---|---|---|---|---|---|---|---|---|
/// | houses | 3 | 3 | 4 | 4 | 5 | 4 | 5 | 5 | 6 | 6 |
/// | attributes | 3 | 4 | 3 | 4 | 3 | 5 | 4 | 5 | 4 | 5 |
/// | spare clues | 2 | 2 | 2 | 1 | 1 | 1 | 0 | 0 | 0 | 0 |
///
/// The number of arrangements rises with every level, from 216 to 1.9 * 10^14. Clues that name a house become rarer; from level 4 on some deny, and from level 5 on
/// some count the houses between.
///
/// An arrangement is drawn, and a list of true clues. While the solver finds another arrangement that fits the clues taken so far, the next clue of the
/// list that the other one breaks is taken. Then every clue whose absence still leaves one solution is dropped again, but for the spare ones. So the
/// arrangement of a puzzle is always proven to be the only one. The solver visits at most 5,000 nodes a time; where it gives up, or the list runs out,
/// the clue that names the house of the next item is taken, which ends with every house told.
public final class Zebra implements Family {

    private static final int NODES = 5_000;
    private static final List<Size> SIZES = List.of(new Size(3, 3, 2), new Size(3, 4, 2), new Size(4, 3, 2), new Size(4, 4, 1), new Size(5, 3, 1),
        new Size(4, 5, 1), new Size(5, 4, 0), new Size(5, 5, 0), new Size(6, 4, 0), new Size(6, 5, 0));

    /// A family without state.
    public Zebra() {
    }

    @Override
    public String taskId() {
        return "reasoning/zebra";
    }

    @Override
    public String title() {
        return "Zebra puzzles with one solution";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Question question(int level, Draws draws) {
        Size size = SIZES.get(level - 1);
        int[] arrangement = arrangement(size, draws);
        List<ZebraClue> clues = clues(level, size, arrangement, draws);
        List<Attribute> attributes = attributes(size, draws);
        List<Item> items = attributes.stream().flatMap(attribute -> attribute.items().stream()).toList();
        SortedMap<String, String> houses = new TreeMap<>();
        for (int item = 0; item < items.size(); item++) {
            houses.put(items.get(item).key(), Integer.toString(arrangement[item] + 1));
        }
        Map<String, String> facts = Map.of("houses", Integer.toString(size.houses()), "attributes", Integer.toString(size.attributes()), "clues",
            Integer.toString(clues.size()));
        return Question.of(prompt(size, attributes, items, clues), new Target.Fields(houses), facts);
    }

    private static int[] arrangement(Size size, Draws draws) {
        List<Integer> row = IntStream.range(0, size.houses()).boxed().toList();
        int[] arrangement = new int[size.houses() * size.attributes()];
        for (int first = 0; first < arrangement.length; first += size.houses()) {
            List<Integer> order = draws.shuffled(row);
            for (int place = 0; place < size.houses(); place++) {
                arrangement[first + place] = order.get(place);
            }
        }
        return arrangement;
    }

    private static List<ZebraClue> clues(int level, Size size, int[] arrangement, Draws draws) {
        List<ZebraClue> list = trueClues(level, size, arrangement, draws);
        List<ZebraClue> taken = sufficient(size, arrangement, list);
        List<ZebraClue> needed = needed(size, arrangement, taken, draws);
        List<ZebraClue> spare = taken.stream().filter(clue -> !needed.contains(clue)).limit(size.spare()).toList();
        needed.addAll(spare);
        list.stream().filter(clue -> !needed.contains(clue)).limit(size.spare() - spare.size()).forEach(needed::add);
        return draws.shuffled(needed);
    }

    private static List<ZebraClue> trueClues(int level, Size size, int[] arrangement, Draws draws) {
        Map<ZebraClue.Kind, Integer> shares = shares(level);
        List<ZebraClue> clues = new ArrayList<>();
        for (ZebraClue.Kind kind : ZebraClue.Kind.values()) {
            List<ZebraClue> ofKind = trueClues(kind, size, arrangement);
            int share = Math.min(ofKind.size(), shares.getOrDefault(kind, 0) * arrangement.length / 10);
            clues.addAll(draws.pick(share, ofKind));
        }
        return draws.shuffled(clues);
    }

    /// How many clues of a kind are offered for every ten items.
    private static Map<ZebraClue.Kind, Integer> shares(int level) {
        Map<ZebraClue.Kind, Integer> shares = new EnumMap<>(ZebraClue.Kind.class);
        shares.put(ZebraClue.Kind.SAME_HOUSE, 12);
        shares.put(ZebraClue.Kind.IN_HOUSE, level < 4 ? 4 : level < 7 ? 2 : 1);
        shares.put(ZebraClue.Kind.JUST_LEFT, 5);
        shares.put(ZebraClue.Kind.LEFT, 5);
        shares.put(ZebraClue.Kind.BESIDE, 5);
        if (level >= 4) {
            shares.put(ZebraClue.Kind.NOT_IN_HOUSE, 3);
            shares.put(ZebraClue.Kind.OTHER_HOUSE, 3);
        }
        if (level >= 5) {
            shares.put(ZebraClue.Kind.ONE_BETWEEN, 4);
            shares.put(ZebraClue.Kind.TWO_BETWEEN, 3);
        }
        return shares;
    }

    private static List<ZebraClue> trueClues(ZebraClue.Kind kind, Size size, int[] arrangement) {
        List<ZebraClue> clues = new ArrayList<>();
        int seconds = kind.namesHouse() ? size.houses() : arrangement.length;
        for (int first = 0; first < arrangement.length; first++) {
            for (int second = 0; second < seconds; second++) {
                ZebraClue clue = new ZebraClue(kind, first, second);
                if (isTold(clue, size) && clue.holds(arrangement)) {
                    clues.add(clue);
                }
            }
        }
        return clues;
    }

    /// Whether a clue says something that its attributes do not say already, and says it once: where the order does not matter, the earlier item comes first.
    private static boolean isTold(ZebraClue clue, Size size) {
        return switch (clue.kind()) {
            case IN_HOUSE, NOT_IN_HOUSE -> true;
            case SAME_HOUSE, OTHER_HOUSE -> clue.first() / size.houses() < clue.second() / size.houses();
            case JUST_LEFT, LEFT -> clue.first() != clue.second();
            case BESIDE, ONE_BETWEEN, TWO_BETWEEN -> clue.first() < clue.second();
        };
    }

    private static List<ZebraClue> sufficient(Size size, int[] arrangement, List<ZebraClue> list) {
        List<ZebraClue> offered = new ArrayList<>(list);
        List<ZebraClue> taken = new ArrayList<>();
        int told = 0;
        while (true) {
            switch (new ZebraSolver(size.houses(), taken, arrangement, NODES).another()) {
                case ZebraSolver.Found.Nothing _ -> {
                    return taken;
                }
                case ZebraSolver.Found.Another(List<Integer> houses) -> {
                    int[] other = houses.stream().mapToInt(Integer::intValue).toArray();
                    int place = firstIndex(offered.size(), index -> !offered.get(index).holds(other));
                    taken.add(place < offered.size()
                        ? offered.remove(place)
                        : inHouse(firstIndex(other.length, item -> other[item] != arrangement[item]), arrangement));
                }
                case ZebraSolver.Found.GaveUp _ -> taken.add(inHouse(told++, arrangement));
            }
        }
    }

    private static ZebraClue inHouse(int item, int[] arrangement) {
        return new ZebraClue(ZebraClue.Kind.IN_HOUSE, item, arrangement[item]);
    }

    private static int firstIndex(int size, IntPredicate wanted) {
        return IntStream.range(0, size).filter(wanted).findFirst().orElse(size);
    }

    private static List<ZebraClue> needed(Size size, int[] arrangement, List<ZebraClue> taken, Draws draws) {
        List<ZebraClue> needed = new ArrayList<>(taken);
        for (ZebraClue clue : draws.shuffled(taken)) {
            List<ZebraClue> without = new ArrayList<>(needed);
            without.remove(clue);
            if (new ZebraSolver(size.houses(), without, arrangement, NODES).another() instanceof ZebraSolver.Found.Nothing) {
                needed.remove(clue);
            }
        }
        return needed;
    }

    private static String prompt(Size size, List<Attribute> attributes, List<Item> items, List<ZebraClue> clues) {
        StringBuilder text = new StringBuilder("There are " + English.number(size.houses()) + " houses in a row, numbered 1 to " + size.houses()
            + " from left to right. One person lives in each.\n");
        for (Attribute attribute : attributes) {
            List<String> keys = attribute.items().stream().map(Item::key).sorted().toList();
            text.append("- ").append(attribute.intro()).append(": ").append(String.join(", ", keys)).append(".\n");
        }
        text.append("\nClues:\n");
        for (int clue = 0; clue < clues.size(); clue++) {
            text.append(clue + 1).append(". ").append(English.capitalized(sentence(clues.get(clue), items))).append(".\n");
        }
        return text.append(
            "\nExactly one arrangement fits all the clues. Work it out, then end your answer with one JSON object that tells the house of each. Its keys are exactly ")
            .append(attributes.stream().flatMap(attribute -> attribute.items().stream().map(Item::key).sorted()).map(key -> '"' + key + '"')
                .collect(Collectors.joining(", ")))
            .append("; each value is the number of a house as a string, from \"1\" to \"").append(size.houses()).append("\".").toString();
    }

    private static String sentence(ZebraClue clue, List<Item> items) {
        Item one = items.get(clue.first());
        if (clue.kind().namesHouse()) {
            return one.place() + (clue.kind() == ZebraClue.Kind.IN_HOUSE ? " is number " : " is not number ") + (clue.second() + 1);
        }
        Item another = items.get(clue.second());
        return switch (clue.kind()) {
            case SAME_HOUSE -> one.person() + " " + another.does();
            case OTHER_HOUSE -> one.person() + " " + another.doesNot();
            case JUST_LEFT -> one.place() + " is directly to the left of " + another.place();
            case LEFT -> one.place() + " is somewhere to the left of " + another.place();
            case BESIDE -> one.place() + " is next to " + another.place();
            case ONE_BETWEEN -> "there is exactly one house between " + one.place() + " and " + another.place();
            case TWO_BETWEEN -> "there are exactly two houses between " + one.place() + " and " + another.place();
            case IN_HOUSE, NOT_IN_HOUSE -> throw new IllegalStateException("A clue about house " + clue.second() + " was read as one about two items.");
        };
    }

    private static List<Attribute> attributes(Size size, Draws draws) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Attribute.NAMES);
        attributes.addAll(draws.pick(size.attributes() - 1, Attribute.OTHERS));
        return attributes.stream().map(attribute -> attribute.some(size.houses(), draws)).toList();
    }

    private record Size(int houses, int attributes, int spare) {
    }

    /// One thing by which the houses differ.
    ///
    /// @param intro introduces its items in the prompt
    private record Attribute(String intro, List<Item> items) {

        private static final Attribute NAMES = new Attribute("Everyone has a different name",
            Item.all("Anna Bruno Carla David Elena Frank Helen Ivan Julia Kevin", "*", "is *", "is not *", "*'s house"));

        private static final List<Attribute> OTHERS = List.of(
            new Attribute("Every house has a different color",
                Item.all("red green blue yellow white orange pink gray", "the person in the * house", "lives in the * house",
                    "does not live in the * house", "the * house")),
            new Attribute("Everyone keeps a different pet", Item.all("cat dog horse parrot rabbit hamster turtle goldfish", "the * owner", "keeps the *",
                "does not keep the *", "the * owner's house")),
            new Attribute("Everyone drinks something different", Item.all("tea coffee milk water juice cocoa lemonade cider", "the * drinker",
                "drinks *", "does not drink *", "the * drinker's house")),
            new Attribute("Everyone has a different job", Item.all("baker doctor farmer painter teacher lawyer plumber tailor", "the *", "is the *",
                "is not the *", "the *'s house")),
            new Attribute("Everyone plays a different instrument", Item.all("piano violin guitar flute harp trumpet cello banjo", "the * player",
                "plays the *", "does not play the *", "the * player's house")),
            new Attribute("Everyone likes a different sport", Item.all("tennis chess hockey golf rugby cricket judo rowing", "the * fan", "likes *",
                "does not like *", "the * fan's house")));

        Attribute some(int count, Draws draws) {
            return new Attribute(intro, draws.pick(count, items));
        }
    }

    /// One value of an attribute, and how to speak of it.
    ///
    /// @param person the one who lives there, as a subject
    /// @param does said of that person
    /// @param place the house
    private record Item(String key, String person, String does, String doesNot, String place) {

        static List<Item> all(String keys, String person, String does, String doesNot, String place) {
            return Arrays.stream(keys.split(" "))
                .map(key -> new Item(key, with(key, person), with(key, does), with(key, doesNot), with(key, place)))
                .toList();
        }

        private static String with(String key, String phrase) {
            return phrase.replace("*", key);
        }
    }
}
