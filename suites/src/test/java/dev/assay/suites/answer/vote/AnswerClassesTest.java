package dev.assay.suites.answer.vote;

import dev.assay.core.metric.Ballot;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AnswerClassesTest {

    private static final BigDecimal PI = new BigDecimal("3.14159265358979");

    /// Decimals: equal values are the same exactly, and a longer one rounds to a shorter one that has at least three digits; `pi` rounds
    /// to any of them; `?` cannot be decided.
    private static Link between(String first, String second) {
        if (first.equals("?") || second.equals("?")) {
            return Link.UNDECIDED;
        }
        BigDecimal a = first.equals("pi") ? PI : new BigDecimal(first);
        BigDecimal b = second.equals("pi") ? PI : new BigDecimal(second);
        if (a.compareTo(b) == 0) {
            return Link.EXACT;
        }
        boolean rounds = first.equals("pi") && b.precision() >= 3 && a.setScale(Math.max(0, b.scale()), RoundingMode.HALF_EVEN).compareTo(b) == 0;
        return rounds ? Link.BY_PROFILE : Link.NONE;
    }

    private static AnswerClasses<String> classes(String... answers) {
        return AnswerClasses.of(List.of(answers), Function.identity(), AnswerClassesTest::between);
    }

    @Test
    void equalAnswersVoteAsOne() {
        assertThat(classes("0.5", "1", "0.50", "0.5").classes()).containsExactly(new AnswerClass<>("0.5", "0.5", List.of("0.5", "0.50"), 3),
            new AnswerClass<>("1", "1", List.of("1"), 1));
    }

    @Test
    void twoAnswersThatMatchAThirdButNotEachOtherDoNotVoteTogether() {
        assertThat(classes("3.14", "3.1416", "pi").classes()).extracting(AnswerClass::prints).containsExactlyInAnyOrder(List.of("3.14", "pi"),
            List.of("3.1416"));
    }

    @Test
    void theLargestPairMergesFirst() {
        assertThat(classes("3.14", "3.1416", "3.1416", "pi").classes()).extracting(AnswerClass::prints).containsExactly(List.of("3.1416", "pi"),
            List.of("3.14"));
    }

    @Test
    void theLargestExactClassStandsForAll() {
        assertThat(classes("pi", "pi", "3.14").classes()).extracting(AnswerClass::representative).containsExactly("pi");
        assertThat(classes("pi", "3.14", "3.14").classes()).extracting(AnswerClass::representative).containsExactly("3.14");
    }

    @Test
    void aLinkInEitherDirectionCounts() {
        assertThat(AnswerClasses.of(List.of("a", "b"), Function.identity(), (x, y) -> x.equals("b") ? Link.BY_PROFILE : Link.NONE).classes()).hasSize(1);
        assertThat(AnswerClasses.of(List.of("a", "b"), Function.identity(), (x, y) -> x.equals("a") ? Link.BY_PROFILE : Link.NONE).classes()).hasSize(1);
        assertThat(AnswerClasses.of(List.of("a", "b"), Function.identity(), (x, y) -> x.equals("b") ? Link.EXACT : Link.UNDECIDED).classes()).hasSize(1);
    }

    @Test
    void whatIsUndecidedNeverLinksAndIsCounted() {
        AnswerClasses<String> classes = classes("?", "1", "?", "2");
        assertThat(classes.classes()).extracting(AnswerClass::votes).containsExactly(2, 1, 1);
        assertThat(classes.undecided()).isEqualTo(2);
        assertThat(AnswerClasses.of(List.of("a", "b"), Function.identity(), (x, y) -> x.equals("a") ? Link.NONE : Link.UNDECIDED).undecided()).isEqualTo(1);
    }

    @Test
    void noAnswersGiveNoClasses() {
        assertThat(classes().classes()).isEmpty();
    }

    @Test
    void aClassIsComparedWithTheGoldOnce() {
        AtomicInteger asked = new AtomicInteger();
        Ballot ballot = classes("1", "1.0", "2", "2.00", "3").ballot(answer -> asked.incrementAndGet() > 0 && answer.equals("2"), 3);
        assertThat(asked).hasValue(3);
        assertThat(ballot).isEqualTo(new Ballot(List.of(new Ballot.Party(2, false), new Ballot.Party(2, true), new Ballot.Party(1, false)), 3));
        assertThat(ballot.tries()).isEqualTo(8);
    }

    @Test
    void anAnswerKnowsItsClass() {
        assertThat(classes("1", "1.0", "2").classOf("1.0").orElseThrow().votes()).isEqualTo(2);
        assertThat(classes("1").classOf("7")).isEmpty();
    }

    @Test
    void aClassHasAVote() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AnswerClass<>("a", "a", List.of("a"), 0));
    }

    /// Any relation at all, symmetric or not, transitive or not: a table filled by chance.
    private static Links<String> anyRelation(Random random, List<String> names) {
        Map<String, Link> table = new HashMap<>();
        for (String a : names) {
            for (String b : names) {
                table.put(a + b, Link.values()[random.nextInt(4)]);
            }
        }
        return (a, b) -> a.equals(b) ? Link.EXACT : table.getOrDefault(a + b, Link.NONE);
    }

    @Test
    void theOrderOfTheTriesNeverChangesTheClasses() {
        Random random = new Random(42);
        List<String> names = List.of("a", "b", "c", "d", "e", "f", "g");
        for (int round = 0; round < 300; round++) {
            Links<String> relation = anyRelation(random, names);
            List<String> answers = new ArrayList<>(random.ints(random.nextInt(16), 0, names.size()).mapToObj(names::get).toList());
            AnswerClasses<String> expected = AnswerClasses.of(answers, Function.identity(), relation);
            for (int shuffle = 0; shuffle < 5; shuffle++) {
                Collections.shuffle(answers, random);
                assertThat(AnswerClasses.of(answers, Function.identity(), relation)).isEqualTo(expected);
            }
        }
    }

    @Test
    void everyTryVotesOnceAndEveryPairMergedByProfileIsLinked() {
        Random random = new Random(43);
        List<String> names = List.of("a", "b", "c", "d", "e", "f");
        for (int round = 0; round < 300; round++) {
            Links<String> any = anyRelation(random, names);
            Links<String> relation = (a, b) -> a.equals(b) ? Link.EXACT : any.between(a, b) == Link.EXACT ? Link.BY_PROFILE : any.between(a, b);
            List<String> answers = random.ints(random.nextInt(14), 0, names.size()).mapToObj(names::get).toList();
            AnswerClasses<String> classes = AnswerClasses.of(answers, Function.identity(), relation);
            assertThat(classes.classes().stream().mapToInt(AnswerClass::votes).sum()).isEqualTo(answers.size());
            assertThat(classes.classes().stream().flatMap(c -> c.prints().stream()).toList()).doesNotHaveDuplicates();
            for (AnswerClass<String> one : classes.classes()) {
                assertThat(one.prints()).contains(one.print());
                for (String a : one.prints()) {
                    for (String b : one.prints()) {
                        assertThat(List.of(relation.between(a, b), relation.between(b, a))).containsAnyOf(Link.EXACT, Link.BY_PROFILE);
                    }
                }
            }
        }
    }

    @Test
    void sixtyFourDifferentAnswersAreComparedAtMostTwicePerPair() {
        AtomicInteger compared = new AtomicInteger();
        List<String> answers = java.util.stream.IntStream.range(0, 64).mapToObj(String::valueOf).toList();
        AnswerClasses.of(answers, Function.identity(), (a, b) -> {
            compared.incrementAndGet();
            return Link.NONE;
        });
        assertThat(compared.get()).isLessThanOrEqualTo(64 * 63);
    }
}
