package dev.assay.suites.reasoning;

import dev.assay.core.dataset.Target;
import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.English;
import dev.assay.suites.generated.Family;
import dev.assay.suites.generated.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Knights and knaves: who tells the truth, told from one statement of each person.
///
/// Puzzles in the manner of Raymond Smullyan, "What Is the Name of This Book?" (1978); all are made here.
///
/// The level sets the number of people (2, 3, 3, 4, 5, 6, 7, 8, 9, 10) and what they may say: at levels 1 and 2 that someone is a knight or a knave, that two
/// people are of the same or of different kinds, or how many knights there are; at level 3 also "and"; from level 4 on "or"; from level 5 on "if ...
/// then"; from level 7 on how many knights there are within a group.
///
/// A world is an assignment of kinds, one bit a person, set for a knight. Statements are drawn to fit a drawn world, and the puzzle is kept when that
/// world is the only one that fits, which is tried on all of them, and no two people say the same. With three people or more there are both kinds. If 400 draws bring no such puzzle, a chain is asked instead: the first
/// person says that both they and the second are knaves, which only a knave beside a knight can say; each further person speaks of the next one.
public final class KnightsAndKnaves implements Family {

    private static final int TRIES = 400;
    private static final List<Integer> PEOPLE = List.of(2, 3, 3, 4, 5, 6, 7, 8, 9, 10);
    private static final List<String> NAMES = List.of("Alma", "Boris", "Clara", "Dario", "Edith", "Felix", "Greta", "Henry", "Irene", "Jonas", "Karla", "Leo",
        "Mona", "Nils", "Olga", "Pablo", "Quinn", "Rosa", "Simon", "Tessa", "Umberto", "Viola", "Walter", "Xenia", "Yusuf", "Zelda");
    private static final List<String> ISLANDS = List.of("Arden", "Belmar", "Corvo", "Dunmore", "Estrel", "Farley", "Gannet", "Hollin", "Ismay", "Jarrow",
        "Kestrel", "Lomond", "Morrow", "Nevis", "Orla", "Penrith");

    /// A family without state.
    public KnightsAndKnaves() {
    }

    @Override
    public String taskId() {
        return "reasoning/knights";
    }

    @Override
    public String title() {
        return "Knights and knaves with one solution";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Question question(int level, Draws draws) {
        int people = PEOPLE.get(level - 1);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int world = world(people, draws);
            List<Statement> statements = statements(level, people, world, draws);
            if (statements.stream().distinct().count() == people && solvedOnlyBy(world, statements)) {
                return asked(world, statements, draws);
            }
        }
        return chain(people, draws);
    }

    /// A world with both kinds in it, unless two people are too few to ask for that.
    private static int world(int people, Draws draws) {
        return people == 2 ? draws.below(1 << people) : draws.between(1, (1 << people) - 2);
    }

    private static List<Statement> statements(int level, int people, int world, Draws draws) {
        List<Statement> statements = new ArrayList<>();
        for (int speaker = 0; speaker < people; speaker++) {
            statements.add(statement(level, speaker, people, world, draws));
        }
        return statements;
    }

    private static Statement statement(int level, int speaker, int people, int world, Draws draws) {
        Statement statement = anyStatement(level, speaker, people, world, draws);
        while (statement.holds(world) != isKnight(world, speaker)) {
            statement = anyStatement(level, speaker, people, world, draws);
        }
        return statement;
    }

    private static Statement anyStatement(int level, int speaker, int people, int world, Draws draws) {
        int kinds = level < 3 ? 4 : level < 4 ? 5 : level < 5 ? 6 : level < 7 ? 7 : 8;
        return switch (draws.below(kinds)) {
            case 0 -> new Is(other(speaker, people, draws), draws.percent(50));
            case 1, 2 -> alike(speaker, people, draws);
            case 3 -> count(allOf(people), world, draws);
            case 4 -> two(Joint.AND, people, draws);
            case 5 -> two(Joint.OR, people, draws);
            case 6 -> two(Joint.IF, people, draws);
            default -> count(someOf(people, draws), world, draws);
        };
    }

    private static int other(int speaker, int people, Draws draws) {
        return (speaker + draws.between(1, people - 1)) % people;
    }

    private static Statement alike(int speaker, int people, Draws draws) {
        List<Integer> pair = draws.pick(2, allOf(people));
        boolean withSpeaker = people == 2 || draws.percent(30);
        if (withSpeaker) {
            return new Alike(other(speaker, people, draws), speaker, draws.percent(50));
        }
        return speaker == pair.getFirst()
            ? new Alike(pair.getLast(), speaker, draws.percent(50))
            : new Alike(pair.getFirst(), pair.getLast(), draws.percent(50));
    }

    private static Statement two(Joint joint, int people, Draws draws) {
        List<Integer> pair = draws.pick(2, allOf(people));
        return new Two(joint, new Is(pair.getFirst(), draws.percent(50)), new Is(pair.getLast(), draws.percent(50)));
    }

    private static Statement count(List<Integer> group, int world, Draws draws) {
        int knights = (int) group.stream().filter(person -> isKnight(world, person)).count();
        int said = Math.clamp(knights + draws.between(-1, 1), 0, group.size());
        boolean strict = said == 0 || said == group.size();
        Bound bound = strict ? Bound.EXACTLY : draws.pick(List.of(Bound.EXACTLY, Bound.EXACTLY, Bound.AT_LEAST, Bound.AT_MOST));
        return new Count(group, bound, said);
    }

    private static List<Integer> allOf(int people) {
        List<Integer> all = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            all.add(person);
        }
        return all;
    }

    private static List<Integer> someOf(int people, Draws draws) {
        return draws.pick(draws.between(3, 4), allOf(people)).stream().sorted().toList();
    }

    private static boolean solvedOnlyBy(int world, List<Statement> statements) {
        for (int other = 0; other < 1 << statements.size(); other++) {
            if (other != world && fits(other, statements)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(int world, List<Statement> statements) {
        for (int speaker = 0; speaker < statements.size(); speaker++) {
            if (statements.get(speaker).holds(world) != isKnight(world, speaker)) {
                return false;
            }
        }
        return true;
    }

    /// The puzzle that is asked when no draw has one solution.
    static Question chain(int people, Draws draws) {
        int world = (draws.below(1 << people) & ~1) | 2;
        List<Statement> statements = new ArrayList<>();
        statements.add(new Two(Joint.AND, new Is(0, false), new Is(1, false)));
        for (int speaker = 1; speaker < people; speaker++) {
            int next = (speaker + 1) % people;
            statements.add(new Is(next, isKnight(world, speaker) == isKnight(world, next)));
        }
        return asked(world, statements, draws);
    }

    private static boolean isKnight(int world, int person) {
        return (world >> person & 1) == 1;
    }

    private static Question asked(int world, List<Statement> statements, Draws draws) {
        List<String> names = draws.pick(statements.size(), NAMES).stream().sorted().toList();
        SortedMap<String, String> kinds = new TreeMap<>();
        for (int person = 0; person < names.size(); person++) {
            kinds.put(names.get(person), isKnight(world, person) ? "knight" : "knave");
        }
        String prompt = prompt(names, statements, draws.pick(ISLANDS));
        return Question.of(prompt, new Target.Fields(kinds), Map.of("people", Integer.toString(names.size())));
    }

    private static String prompt(List<String> names, List<Statement> statements, String island) {
        StringBuilder text = new StringBuilder();
        text.append("On the island of ").append(island)
            .append(" everyone is either a knight or a knave. Whatever a knight says is true; whatever a knave says is"
                + " false. You meet ")
            .append(English.number(names.size())).append(" islanders: ").append(English.list(names)).append(".\n\n");
        for (int speaker = 0; speaker < names.size(); speaker++) {
            text.append(names.get(speaker)).append(" says: \"").append(English.capitalized(statements.get(speaker).said(speaker, names))).append(".\"\n");
        }
        text.append("\nThis can be so in exactly one way. Who is a knight, and who is a knave?\n");
        reading(statements).ifPresent(rule -> text.append(rule).append('\n'));
        text.append("\nThink it through, then end your answer with one JSON object whose keys are exactly ")
            .append(names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ")))
            .append(". Each value is \"knight\" or \"knave\".");
        return text.toString();
    }

    /// How the joints that occur are to be read, which everyday English leaves open.
    private static Optional<String> reading(List<Statement> statements) {
        List<String> rules = new ArrayList<>();
        if (statements.stream().anyMatch(statement -> statement instanceof Two two && two.joint() == Joint.OR)) {
            rules.add("\"A or B\" is true when at least one of A and B is true.");
        }
        if (statements.stream().anyMatch(statement -> statement instanceof Two two && two.joint() == Joint.IF)) {
            rules.add("\"If A, then B\" is false when A is true and B is false, and true in every other case.");
        }
        return rules.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", rules));
    }

    /// What a person says about the kinds.
    private sealed interface Statement {

        boolean holds(int world);

        /// The statement in the first person of the speaker, without its full stop.
        String said(int speaker, List<String> names);
    }

    private record Is(int person, boolean knight) implements Statement {

        @Override
        public boolean holds(int world) {
            return isKnight(world, person) == knight;
        }

        @Override
        public String said(int speaker, List<String> names) {
            return (person == speaker ? "I am" : names.get(person) + " is") + (knight ? " a knight" : " a knave");
        }
    }

    private record Alike(int one, int another, boolean same) implements Statement {

        @Override
        public boolean holds(int world) {
            return (isKnight(world, one) == isKnight(world, another)) == same;
        }

        @Override
        public String said(int speaker, List<String> names) {
            String pair = names.get(one) + " and " + (another == speaker ? "I" : names.get(another));
            return pair + (same ? " are of the same kind" : " are of different kinds");
        }
    }

    private enum Bound {
        EXACTLY("exactly"), AT_LEAST("at least"), AT_MOST("at most");

        private final String words;

        Bound(String words) {
            this.words = words;
        }
    }

    private record Count(List<Integer> group, Bound bound, int knights) implements Statement {

        @Override
        public boolean holds(int world) {
            int found = (int) group.stream().filter(person -> isKnight(world, person)).count();
            return switch (bound) {
                case EXACTLY -> found == knights;
                case AT_LEAST -> found >= knights;
                case AT_MOST -> found <= knights;
            };
        }

        @Override
        public String said(int speaker, List<String> names) {
            if (names.size() == 2) {
                return ofUsTwo();
            }
            if (group.size() == names.size()) {
                return counted("the " + English.number(names.size()) + " of us");
            }
            List<String> others = new ArrayList<>(group.stream().filter(person -> person != speaker).map(names::get).toList());
            if (group.contains(speaker)) {
                others.add("me");
            }
            return counted(English.list(others));
        }

        private String ofUsTwo() {
            return switch (knights) {
                case 0 -> "neither of us is a knight";
                case 1 -> bound.words + " one of us is a knight";
                default -> "both of us are knights";
            };
        }

        private String counted(String who) {
            if (knights == 0) {
                return "none of " + who + " is a knight";
            }
            if (knights == group.size()) {
                return who.startsWith("the ") ? "all " + who.substring("the ".length()) + " are knights" : "each of " + who + " is a knight";
            }
            return bound.words + " " + English.number(knights) + " of " + who + (knights == 1 ? " is a knight" : " are knights");
        }
    }

    private enum Joint {
        AND, OR, IF
    }

    private record Two(Joint joint, Is first, Is second) implements Statement {

        @Override
        public boolean holds(int world) {
            return switch (joint) {
                case AND -> first.holds(world) && second.holds(world);
                case OR -> first.holds(world) || second.holds(world);
                case IF -> !first.holds(world) || second.holds(world);
            };
        }

        @Override
        public String said(int speaker, List<String> names) {
            String one = first.said(speaker, names);
            String another = second.said(speaker, names);
            return switch (joint) {
                case AND -> one + ", and " + another;
                case OR -> one + ", or " + another;
                case IF -> "if " + one + ", then " + another;
            };
        }
    }
}
