package dev.assay.suites;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.sandbox.Language;
import dev.assay.suites.code.FindInput;
import dev.assay.suites.code.ImplementFunction;
import dev.assay.suites.code.PredictOutput;
import dev.assay.suites.code.RepairFunction;
import dev.assay.suites.code.SpeedUpFunction;
import dev.assay.suites.generated.Family;
import dev.assay.suites.math.LinearSystems;
import dev.assay.suites.math.WordProblems;
import dev.assay.suites.reasoning.KnightsAndKnaves;
import dev.assay.suites.reasoning.Zebra;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Isolated("sets the default locale and time zone")
class GeneratedFamiliesTest {

    /// The digests of the first 200 samples of seed 1; a change here needs a new version of the family.
    private static final Map<String, String> DIGESTS = Map.ofEntries( //
        Map.entry("math/word-problems", "b3e2ab17836a4b646a5704614a7c54fa26e13aa69d78547ef6f3fff5a56be1ec"), //
        Map.entry("math/linear-systems", "de210b00f4c48d73b22d626617190189970f1a09c3180fd3bc712b59f11b0e9a"), //
        Map.entry("code/predict-output", "0e37eeb136ae687b6af6736db12ae374c09b865d52722e1c237fbff28f778347"), //
        Map.entry("code/find-input", "ee40917743b7650ae5053db03dbb0b9a2f6a8c8d5630f34722cc1869248a74de"), //
        Map.entry("code/implement", "e5fdcd9e90879662fdda20c0229405562276026c028ded82e6ef01a64c445c49"), //
        Map.entry("code/repair", "7182fcc523abf4ca271ce6719a5feae95793e5d9fb85c9848b483ce3e7fb5bf8"), //
        Map.entry("code/speed-up", "683c6c93c5e3764a9679901e142fde9c3cdfe0e5082ec41344a97b3e62b59247"), //
        Map.entry("code/implement-java", "386669b3e798e2fb8e5483ad28afcd8b9e3e7af276891771dd9c98f2b027e184"), //
        Map.entry("code/repair-java", "c73d779a9098b3935a19d650ec35a68a151b49e180def61c406320e74918c5ec"), //
        Map.entry("code/speed-up-java", "fc9599071078f7e4db1e8cfece913fb0cc06ba42575284cb4a392f77f811d95e"), //
        Map.entry("reasoning/zebra", "774006cd6e6a39ff9c46ae60c28429b010c683d2e1774d8ee9047d3c618e3cd2"), //
        Map.entry("reasoning/knights", "3e2d702b8f66715c2dd7a618a01f7d9324945a0795e418e6c5c376cfe1988d38"));

    static List<Family> families() {
        return List.of(new WordProblems(), new LinearSystems(), new PredictOutput(), new FindInput(), new ImplementFunction(), new RepairFunction(),
            new SpeedUpFunction(), new ImplementFunction(Language.JAVA), new RepairFunction(Language.JAVA), new SpeedUpFunction(Language.JAVA),
            new Zebra(), new KnightsAndKnaves());
    }

    @ParameterizedTest
    @MethodSource("families")
    void seedOneGivesTheBytesItAlwaysGave(Family family) {
        assertThat(family.generate(1, 200, Optional.empty()).sha256()).isEqualTo(DIGESTS.get(family.taskId()));
    }

    @ParameterizedTest
    @MethodSource("families")
    void localeAndTimeZoneChangeNothing(Family family) {
        Dataset plain = family.generate(11, 100, Optional.empty());
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-nu-thai")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

                assertThat(family.generate(11, 100, Optional.empty())).isEqualTo(plain);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void aShortDatasetIsTheBeginningOfALongOne(Family family) {
        assertThat(family.generate(2, 200, Optional.empty()).samples()).startsWith(family.generate(2, 35, Optional.empty()).samples().toArray(Sample[]::new));
    }

    @ParameterizedTest
    @MethodSource("families")
    void aLevelHasTheSameSamplesAskedAloneOrInTurn(Family family) {
        List<Sample> inTurn = family.generate(2, 200, Optional.empty()).samples().stream().filter(sample -> level(sample) == 4).toList();

        assertThat(family.generate(2, 20, Optional.of(4)).samples()).isEqualTo(inTurn);
    }

    @ParameterizedTest
    @MethodSource("families")
    void withoutALevelTheLevelsComeInTurn(Family family) {
        List<Sample> samples = family.generate(3, 23, Optional.empty()).samples();

        assertThat(samples.stream().map(Sample::id)).startsWith("L01-0001", "L02-0001", "L03-0001").endsWith("L10-0002", "L01-0003", "L02-0003", "L03-0003");
        assertThat(samples.stream().map(GeneratedFamiliesTest::level)).startsWith(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1);
    }

    @ParameterizedTest
    @MethodSource("families")
    void theDatasetSaysWhereItComesFrom(Family family) {
        Dataset dataset = family.generate(-5, 10, Optional.empty());

        assertThat(dataset.name()).isEqualTo(family.taskId());
        assertThat(dataset.revision()).isEqualTo(family.version() + " seed -5");
        assertThat(dataset.licence()).isEqualTo("CC0-1.0");
        assertThat(dataset.sha256()).matches("[0-9a-f]{64}").isNotEqualTo(family.generate(-6, 10, Optional.empty()).sha256());
    }

    @ParameterizedTest
    @MethodSource("families")
    void questionsAreSeldomAskedTwice(Family family) {
        for (int level = Family.FIRST_LEVEL; level <= Family.LAST_LEVEL; level++) {
            List<String> prompts = family.generate(level, upTo(300, family), Optional.of(level)).samples().stream().map(GeneratedFamiliesTest::prompt).toList();

            assertThat(prompts).as("level %s", level).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void seedsHaveFewQuestionsInCommon(Family family) {
        Set<String> one = prompts(family.generate(100, 300, Optional.empty()));
        Set<String> another = prompts(family.generate(101, 300, Optional.empty()));
        one.retainAll(another);

        assertThat(one).hasSizeLessThan(6);
    }

    @ParameterizedTest
    @MethodSource("families")
    void questionsGrowWithTheLevel(Family family) {
        List<Double> lengths = IntStream.rangeClosed(Family.FIRST_LEVEL, Family.LAST_LEVEL).mapToObj(level -> averageLength(family, level)).toList();

        for (int level = 3; level <= Family.LAST_LEVEL; level++) {
            assertThat(lengths.get(level - 1)).as("level %s of %s", level, lengths).isGreaterThan(lengths.get(level - 3));
        }
        assertThat(lengths.getLast()).isGreaterThan(1.3 * lengths.getFirst());
    }

    @ParameterizedTest
    @MethodSource("families")
    void thePromptSaysInWhichFormToAnswer(Family family) {
        for (Sample sample : family.generate(8, 100, Optional.empty()).samples()) {
            if (sample.target() instanceof Target.Fields(var values)) {
                assertThat(prompt(sample)).contains("one JSON object").contains(values.keySet().stream().map(key -> '"' + key + '"').toList());
            } else if (sample.target() instanceof Target.Program(String language, String _)) {
                assertThat(prompt(sample)).contains("in one code block that begins with ```" + language + ".");
            } else {
                assertThat(prompt(sample)).containsPattern("\nFinal answer: (NUMBER|OUTPUT|N)\\b");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void promptsArePlainText(Family family) {
        assertThat(family.generate(9, 300, Optional.empty()).samples()).allSatisfy(sample -> assertThat(prompt(sample)).matches("[\\n -~]+")
            .doesNotContain("{name}", "{she}", "{She}", "{hers}", "{a}", "{b}", "{h}", "{y}", "{g}", "{day}", "*'s", "  .", " 1 dollars"));
    }

    @ParameterizedTest
    @MethodSource("families")
    void samplesAndLevelOutOfRangeAreRefused(Family family) {
        assertThatIllegalArgumentException().isThrownBy(() -> family.generate(1, 0, Optional.empty())).withMessageContaining("1 to 100000 samples");
        assertThatIllegalArgumentException().isThrownBy(() -> family.generate(1, 100_001, Optional.empty())).withMessageContaining("instead of 100001");
        assertThatIllegalArgumentException().isThrownBy(() -> family.generate(1, 1, Optional.of(0))).withMessageContaining("levels 1 to 10");
        assertThatIllegalArgumentException().isThrownBy(() -> family.generate(1, 1, Optional.of(11))).withMessageContaining("instead of 11");
    }

    @Test
    void tenThousandSamplesOfALevelHaveLongNumbers() {
        List<Sample> samples = new LinearSystems().generate(1, 10_001, Optional.of(1)).samples();

        assertThat(samples.getLast().id()).isEqualTo("L01-10001");
    }

    @Test
    void noTwoFamiliesShareATask() {
        assertThat(families().stream().map(Family::taskId)).doesNotHaveDuplicates().hasSize(12);
        assertThat(families().stream().map(Family::title)).doesNotHaveDuplicates();
    }

    /// A fifth of as many where right values take long to compute, for lists of 200,000 numbers.
    private static int upTo(int samples, Family family) {
        return family.taskId().equals("code/speed-up-java") ? samples / 5 : samples;
    }

    private static double averageLength(Family family, int level) {
        return family.generate(6, upTo(150, family), Optional.of(level)).samples().stream().mapToInt(sample -> prompt(sample).length()).average().orElseThrow();
    }

    private static Set<String> prompts(Dataset dataset) {
        return dataset.samples().stream().map(GeneratedFamiliesTest::prompt).collect(Collectors.toCollection(TreeSet::new));
    }

    private static int level(Sample sample) {
        return Integer.parseInt(sample.metadata().get("level"));
    }

    private static String prompt(Sample sample) {
        assertThat(sample.input()).hasSize(1).first().isInstanceOf(Message.User.class);
        return sample.input().getFirst().text();
    }
}
