package dev.assay.suites.math;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Solves word problems from their sentences alone, as a reader would, and refuses a sentence that it does not understand.
final class WordProblemSolver {

    private static final List<String> WORDS = List.of("zero", "one", "two", "three", "four");
    private static final String NAME = "[A-Z][a-z]+";

    /// Facts that change nothing, whatever their numbers.
    private static final List<Pattern> IRRELEVANT = Stream.of( //
        "The stall also has # melons", "A bag of nuts costs # dollars at the stall", "The market opens at # o'clock", "NAME has run the stall for # years",
        "The stall is # meters away from the town hall", "A basket weighs # kilograms", "The library also has # magazines, which nobody may borrow",
        "The librarian, NAME, is # years old", "The library opens at # o'clock", "The reading room has # chairs", "A library card costs # dollars a year",
        "The library was built # years ago", "NAME also owns # marbles", "NAME is # years old", "NAME's sister has # dolls", "The empty album cost # dollars",
        "NAME lives at # Mill Road", "NAME's school has # classrooms", "The tank is # meters high", "The tank was built # years ago",
        "The farm also keeps # liters of milk in a cooler", "There are # cows on the farm", "NAME, the owner of the farm, is # years old",
        "The nearest river is # kilometers away", "The bank is open for # hours a day", "NAME opened the account # years ago",
        "NAME also has # foreign coins at home", "The bank has # branches", "The walk to the bank takes # minutes",
        "The shelf behind the counter holds # loaves of bread", "The oven is heated to # degrees", "A cake costs # dollars", "The bakery opens at # o'clock",
        "The bakery employs # people", "A sack of flour weighs # kilograms", "The shop opened # years ago", "The shop has # shelves",
        "The way to the shop takes # minutes", "The garden center has # greenhouses", "The drive there takes # minutes", "NAME's garden is # meters long",
        "The garden center opened # years ago", "NAME's team has # players", "The store opened # years ago", "The next match is in # days",
        "NAME has played for # years", "The store has # employees", "NAME's kitchen has # cupboards", "The store is # kilometers away",
        "NAME has a party in # days", "On NAME, PRONOUN swims # laps instead", "On NAME, PRONOUN rests and reads # pages of a novel",
        "NAME's bicycle weighs # kilograms", "NAME has been training for # years", "The race is in # days", "On NAME, the workshop makes # tables instead",
        "On NAME, the workshop is closed, and # visitors come to see it", "The workshop owns # saws", "NAME founded the workshop # years ago",
        "The workshop is # kilometers away from the next town", "On NAME, PRONOUN picks # cucumbers instead",
        "On NAME, it rains for # hours and PRONOUN stays at home", "The farm also has # goats", "The farm is # kilometers away from the town",
        "NAME has worked on the farm for # weeks", "On NAME, PRONOUN sorts # letters instead", "On NAME, PRONOUN is ill and drinks # cups of tea",
        "NAME's office has # windows", "The archive has # rooms", "The scanner is # months old",
        "NAME goes to a (?:stationery shop|garden center|sports store|kitchen store)",
        "NAME is training for a bicycle race", "NAME runs a workshop that makes chairs", "NAME picks strawberries on a farm", "NAME is scanning an old archive")
        .map(WordProblemSolver::pattern).toList();

    /// What is wanted in the end.
    private static final Pattern GOAL = pattern("(?:She|He) wants to record # kilometers in all|A hotel has ordered # usable chairs"
        + "|(?:She|He) has promised # strawberries to a bakery|(?:She|He) needs # scanned pages");

    /// What a sentence does to what there is so far.
    private static final Map<Pattern, Effect> EFFECTS = effects();

    private WordProblemSolver() {
    }

    private interface Effect {
        long after(long before, long first, long second);
    }

    private static Pattern pattern(String sentence) {
        return Pattern.compile(sentence.replace("#", "([0-9]+)").replace("NAME", NAME).replace("PRONOUN", "(?:she|he)"));
    }

    private static Map<Pattern, Effect> effects() {
        Map<Pattern, Effect> effects = new LinkedHashMap<>();
        Effect start = (_, first, _) -> first;
        Effect more = (before, first, _) -> before + first;
        Effect less = (before, first, _) -> before - first;
        Effect timesMore = (before, first, second) -> before + first * second;
        Effect timesLess = (before, first, second) -> before - first * second;
        Effect half = (before, _, _) -> halved(before);
        put(effects, start, "NAME runs a fruit stall, and in the morning there are # apples on it", "A village library has # books on its shelves",
            "NAME collects stickers and has # of them", "A tank holds # liters of water", "NAME has # dollars in (?:her|his) savings account",
            "A bakery has # rolls on its counter");
        put(effects, more, "A farmer brings # more apples", "NAME fetches # more apples from the cellar", "A reader donates # books",
            "Readers bring back # books",
            "NAME finds # more stickers in a drawer", "An aunt gives NAME # stickers", "Rain adds # liters to the tank",
            "A gardener pours # liters into the tank",
            "NAME deposits a gift of # dollars", "The bank pays NAME # dollars of interest into the account",
            "NAME, the baker, puts # fresh rolls on the counter",
            "Another shop returns # rolls, which go on the counter");
        put(effects, less, "A customer buys # apples", "NAME throws away # bruised apples", "A teacher borrows # books",
            "The librarian removes # damaged books",
            "NAME loses # stickers on the bus", "NAME trades # stickers for a poster", "A farmer takes # liters out of the tank for the cows",
            "The tank loses # liters through a leak", "NAME withdraws # dollars for a jacket", "NAME pays a bill of # dollars from the account",
            "A hotel picks up # rolls from the counter", "NAME, the baker, takes # rolls off the counter for a party",
            "Because of a broken computer, # of these kilometers are not recorded", "In the evening, # of these chairs fail the inspection and are scrapped",
            "Birds eat # of them", "Later that day, (?:she|he) finds that # of these pages are blurred and deletes them");
        put(effects, timesMore, "A supplier delivers # crates with # apples each", "NAME unpacks # bags with # apples in each bag",
            "The library buys # sets of # books each", "Then # classes bring back # books each", "NAME buys # packs with # stickers each",
            "Then # friends give NAME # stickers each", "A pump fills # liters per minute into the tank for # minutes",
            "Workers empty # barrels of # liters each into the tank", "NAME works for # hours at # dollars per hour and deposits all the money",
            "NAME sells # old books for # dollars each and deposits the money", "The oven gives # trays with # rolls each, which all go on the counter",
            "Then # apprentices put # rolls each on the counter", "On NAME, PRONOUN cycles for # hours at # kilometers per hour",
            "On NAME, # workers finish # chairs each", "On NAME, PRONOUN fills # boxes with # strawberries each",
            "On NAME, PRONOUN scans for # hours at # pages per hour");
        put(effects, timesLess, "Then # customers buy # apples each", "NAME gives # apples to each of # schools", "Then # readers borrow # books each",
            "The library lends # books to each of # schools", "NAME gives # stickers to each of # cousins",
            "NAME fills # pages of a gift album with # stickers per page and gives the album away",
            "A hose takes # liters per minute out of the tank for # minutes",
            "Workers fill # canisters of # liters each from the tank", "NAME buys # concert tickets at # dollars each and pays from the account",
            "From the account, NAME pays # dollars to each of # helpers", "Then # guests buy # rolls each from the counter",
            "From the counter, NAME fills # bags with # rolls each and sells them all");
        put(effects, half, "At noon, NAME moves half of the apples on the stall to another shop",
            "For a repair, the librarian carries half of the books on the shelves to the basement",
            "One day, NAME gives half of (?:her|his) stickers to (?:her|his) sister",
            "To clean it, the owner drains half of the water in the tank", "Then NAME moves half of the money in the account to (?:her|his) daughter's account",
            "At midday, half of the rolls on the counter go to a soup kitchen");
        return effects;
    }

    private static void put(Map<Pattern, Effect> effects, Effect effect, String... sentences) {
        for (String sentence : sentences) {
            effects.put(pattern(sentence), effect);
        }
    }

    /// The answer to a story with its question.
    static long answer(String story) {
        List<String> sentences = List.of(story.split("(?<=[.?]) "));
        if (story.contains(" costs ") && story.contains(" goes to a ")) {
            return purchase(sentences);
        }
        return story.matches("(?s).* than .*|.* as many .*") ? comparison(sentences) : stock(sentences);
    }

    private static long stock(List<String> sentences) {
        long stock = 0;
        for (String sentence : sentences.subList(0, sentences.size() - 1)) {
            stock = after(sentence.substring(0, sentence.length() - 1), stock);
        }
        String question = sentences.getLast();
        check(question.matches("How many .*(in the end|in total|are still missing)\\?"), question);
        return stock;
    }

    private static long after(String sentence, long before) {
        if (GOAL.matcher(sentence).matches()) {
            return Long.parseLong(sentence.replaceAll("[^0-9]", "")) - before;
        }
        for (Map.Entry<Pattern, Effect> effect : EFFECTS.entrySet()) {
            Matcher matcher = effect.getKey().matcher(sentence);
            if (matcher.matches()) {
                long after = effect.getValue().after(before, number(matcher, 1), number(matcher, 2));
                check(after >= 0, "less than nothing after: " + sentence);
                return after;
            }
        }
        checkIrrelevant(sentence);
        return before;
    }

    private static void checkIrrelevant(String sentence) {
        check(IRRELEVANT.stream().anyMatch(pattern -> pattern.matcher(sentence).matches()), sentence);
    }

    private static long number(Matcher matcher, int group) {
        return group <= matcher.groupCount() ? Long.parseLong(matcher.group(group)) : 0;
    }

    private static long purchase(List<String> sentences) {
        Map<String, String> prices = new HashMap<>();
        List<MatchResult> bought = new ArrayList<>();
        long paid = 0;
        for (String sentence : sentences.subList(0, sentences.size() - 1)) {
            Matcher price = Pattern.compile("An? (.+?) costs (.+)\\.").matcher(sentence);
            Matcher pays = Pattern.compile("(?:She|He) pays with ([0-9]+) dollars\\.").matcher(sentence);
            if (price.matches()) {
                prices.put(price.group(1), price.group(2));
            } else if (pays.matches()) {
                paid = Long.parseLong(pays.group(1));
            } else if (sentence.matches(NAME + " buys .*")) {
                bought.addAll(Pattern.compile("([0-9]+) ([a-z ]+?)s(?=,|\\.| and [0-9])").matcher(sentence).results().toList());
            } else {
                checkIrrelevant(sentence.substring(0, sentence.length() - 1));
            }
        }
        long sum = bought.stream().mapToLong(each -> Long.parseLong(each.group(1)) * price(each.group(2), prices)).sum();
        check(sentences.getLast().matches(paid > 0 ? "How many dollars does (she|he) get back\\?" : "How many dollars does (she|he) have to pay\\?"),
            sentences.getLast());
        return paid > 0 ? paid - sum : sum;
    }

    private static long price(String good, Map<String, String> prices) {
        String told = prices.get(good);
        check(told != null, good);
        Matcher other = Pattern.compile("(?:([0-9]+) dollars (more|less) than|(twice) as much as) an? (.+)").matcher(told);
        if (!other.matches()) {
            return Long.parseLong(told.replaceFirst(" dollars$", ""));
        }
        long known = price(other.group(4), prices);
        if (other.group(3) != null) {
            return 2 * known;
        }
        return other.group(2).equals("more") ? known + Long.parseLong(other.group(1)) : known - Long.parseLong(other.group(1));
    }

    private static long comparison(List<String> sentences) {
        Map<String, String> told = new HashMap<>();
        for (String sentence : sentences.subList(0, sentences.size() - 1)) {
            Matcher has = Pattern.compile("(" + NAME + ") has (.+)\\.").matcher(sentence);
            check(has.matches() && told.put(has.group(1), has.group(2)) == null, sentence);
        }
        String question = sentences.getLast();
        check(question.matches("How many [a-z ]+ (does " + NAME + " have|do .* have together)\\?"), question);
        return Pattern.compile("(?<!^)" + NAME).matcher(question).results().mapToLong(name -> count(name.group(), told)).sum();
    }

    private static long count(String name, Map<String, String> told) {
        String has = told.get(name);
        check(has != null, name);
        List<Long> others = Pattern.compile(NAME).matcher(has).results().map(other -> count(other.group(), told)).toList();
        if (others.isEmpty()) {
            return Long.parseLong(has.substring(0, has.indexOf(' ')));
        }
        return relation(has).applyAsLong(others.stream().mapToLong(Long::longValue).sum());
    }

    private static LongUnaryOperator relation(String has) {
        Matcher times = Pattern.compile("(\\w+) times as many .*").matcher(has);
        Matcher difference = Pattern.compile("([0-9]+) (more|fewer) .*").matcher(has);
        if (difference.matches()) {
            long by = Long.parseLong(difference.group(1));
            return difference.group(2).equals("more") ? known -> known + by : known -> known - by;
        }
        if (times.matches()) {
            return known -> known * WORDS.indexOf(times.group(1));
        }
        if (has.startsWith("half as many ")) {
            return WordProblemSolver::halved;
        }
        check(has.startsWith("twice as many ") || has.matches("as many .* together"), has);
        return has.startsWith("twice ") ? known -> 2 * known : known -> known;
    }

    private static long halved(long number) {
        check(number % 2 == 0, "half of " + number);
        return number / 2;
    }

    private static void check(boolean understood, String what) {
        if (!understood) {
            throw new AssertionError("not understood: " + what);
        }
    }
}
