package dev.assay.cli;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import dev.assay.core.metric.Metric;
import dev.assay.core.model.Model;
import dev.assay.core.run.PlanExecutor;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.scorer.Scorer;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/// The walls of the house, as `docs/architecture.md` draws them. The numbers are those of its list of rules.
final class ArchitectureTest {

    private static final String ROOT = "dev.assay";
    private static final List<String> MODULES = List.of("core", "runners", "suites", "reports", "cli");

    /// Everything that is written by hand: generated page templates are left out.
    private static final JavaClasses HOUSE = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
        .withImportOption(location -> !location.contains("/format/jte/") && !location.contains("/test-classes/")).importPackages(ROOT);

    private static String[] in(String... rooms) {
        return List.of(rooms).stream().map(room -> ROOT + "." + room).toArray(String[]::new);
    }

    private static void check(ArchRule rule) {
        rule.check(HOUSE);
    }

    private static ClassesShouldConjunction onlyIn(String why, DescribedPredicate<JavaClass> what, String... rooms) {
        return noClasses().that(resideInAPackage(ROOT + "..")).and(not(resideInAnyPackage(in(rooms)))).and(not(simpleName("Boot"))).should()
            .dependOnClassesThat(what.as(why));
    }

    @Test
    void rule01EveryModuleIsSeenSoThatNoRulePassesForWantOfClasses() {
        for (String module : MODULES) {
            assertThat(HOUSE.that(resideInAPackage(ROOT + "." + module + ".."))).as(module).hasSizeGreaterThan(2);
        }
    }

    @Test
    void rule02ModulesPointDown() {
        check(noClasses().that().resideInAPackage(ROOT + ".core..").should().dependOnClassesThat()
            .resideInAnyPackage(in("runners..", "suites..", "reports..", "cli..")));
        check(noClasses().that().resideInAPackage(ROOT + ".runners..").should().dependOnClassesThat().resideInAnyPackage(in("suites..", "reports..", "cli..")));
        check(noClasses().that().resideInAPackage(ROOT + ".suites..").should().dependOnClassesThat().resideInAnyPackage(in("runners..", "reports..", "cli..")));
        check(noClasses().that().resideInAPackage(ROOT + ".reports..").should().dependOnClassesThat().resideInAnyPackage(in("runners..", "suites..", "cli..")));
    }

    @Test
    void rule02FloorsOfCorePointDown() {
        List<List<String>> floors = List.of(List.of("model", "dataset"), List.of("transcript"), List.of("solver", "scorer", "sandbox"),
            List.of("task", "metric"),
            List.of("run"), List.of("log"));
        for (int floor = 0; floor < floors.size() - 1; floor++) {
            String[] here = floors.get(floor).stream().map(name -> ROOT + ".core." + name + "..").toArray(String[]::new);
            String[] above = floors.subList(floor + 1, floors.size()).stream().flatMap(List::stream).map(name -> ROOT + ".core." + name + "..")
                .toArray(String[]::new);
            check(noClasses().that().resideInAnyPackage(here).should().dependOnClassesThat().resideInAnyPackage(above));
        }
    }

    @Test
    void rule03PackagesAreFreeOfCycles() {
        check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
    }

    @Test
    void rule04CoreIsPureButForItsLog() {
        check(noClasses().that().resideInAPackage(ROOT + ".core..").and().resideOutsideOfPackage(ROOT + ".core.log..").should().dependOnClassesThat()
            .resideInAnyPackage("java.io", "java.nio.file..", "java.nio.channels..", "java.net.http..", "java.util.concurrent..", "tools.jackson.."));
        check(noClasses().that().resideInAPackage(ROOT + ".core..").should().dependOnClassesThat().resideInAnyPackage("java.net.http..", "java.sql.."));
    }

    @Test
    void rule05CoreHasNoClockAndNoChance() {
        check(noClasses().that().resideInAPackage(ROOT + ".core..").should().callMethod(System.class, "currentTimeMillis").orShould()
            .callMethod(System.class, "nanoTime").orShould().callMethod(Instant.class, "now").orShould().callMethod(Math.class, "random").orShould()
            .dependOnClassesThat().areAssignableTo(Clock.class).orShould().dependOnClassesThat().areAssignableTo(Random.class).orShould().dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class).orShould().callConstructor(SplittableRandom.class));
    }

    @Test
    void rule06ThreadsLiveInRunners() {
        check(noClasses().that(resideInAPackage(ROOT + "..")).and(not(resideInAnyPackage(in("runners..")))).and(not(simpleName("Boot"))).should()
            .dependOnClassesThat(describe("executors", c -> c.isAssignableTo(java.util.concurrent.Executor.class)
                || c.isEquivalentTo(java.util.concurrent.CompletableFuture.class)))
            .orShould().callConstructorWhere(describe("starting a thread", call -> call.getTargetOwner().isAssignableTo(Thread.class)))
            .orShould().callMethodWhere(describe("starting a thread", call -> call.getTargetOwner().isAssignableTo(Thread.class)
                && List.of("start", "startVirtualThread", "ofVirtual", "ofPlatform").contains(call.getTarget().getName()))));
    }

    @Test
    void rule07NoMethodIsSynchronized() {
        check(noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED));
    }

    @Test
    void rule08HttpIsSpokenInTwoRoomsAlone() {
        check(onlyIn("HTTP", resideInAnyPackage("java.net.http..", "com.sun.net.httpserver.."), "runners.model..", "suites.data.."));
    }

    @Test
    void rule09ProcessesStartInTwoRoomsAloneAndWhereGitIsRead() {
        DescribedPredicate<JavaClass> processes = describe("processes", c -> c.isEquivalentTo(ProcessBuilder.class) || c.isEquivalentTo(Process.class));
        onlyIn("processes", processes, "runners.sandbox..", "runners.model.llama..")
            .check(HOUSE.that(not(JavaClass.Predicates.type(Git.class)).as("but the one class that reads baselines out of commits")));
        check(noClasses().should().callMethod(Runtime.class, "exec", String[].class).orShould().callMethod(Runtime.class, "exec", String.class));
    }

    @Test
    void rule10JsonIsReadAndWrittenAtTheNamedBordersAlone() {
        check(onlyIn("Jackson", resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson.."), "core.log..", "runners.model..", "runners.fake..",
            "suites.data..", "suites.answer..", "suites.code.check..", "reports.format..", "reports.gate..", "cli.."));
    }

    @Test
    void rule11MavenIsKnownToItsPluginAlone() {
        check(noClasses().that().resideInAPackage(ROOT + "..").should().dependOnClassesThat().resideInAPackage("org.apache.maven.."));
    }

    @Test
    void rule12OnlyTheHarnessJoinsRunnersAndSuites() {
        DescribedPredicate<JavaClass> runners = resideInAPackage(ROOT + ".runners..");
        DescribedPredicate<JavaClass> suites = resideInAPackage(ROOT + ".suites..");
        Set<String> joining = new TreeSet<>();
        for (JavaClass type : HOUSE) {
            boolean both = type.getDirectDependenciesFromSelf().stream().anyMatch(d -> runners.test(d.getTargetClass()))
                && type.getDirectDependenciesFromSelf().stream().anyMatch(d -> suites.test(d.getTargetClass()));
            if (both) {
                joining.add(type.getName().replaceFirst("\\$.*", ""));
            }
        }
        assertThat(joining).containsExactly("dev.assay.cli.Harness");
    }

    @Test
    void rule13ImplementationsOfAPortLiveInOneRoom() {
        check(classes().that().areAssignableTo(Model.class).and().areNotInterfaces().should().resideInAPackage(ROOT + ".runners.model.."));
        check(classes().that().areAssignableTo(Scorer.class).and().areNotInterfaces().should().resideInAPackage(ROOT + ".suites.."));
        check(classes().that().areAssignableTo(PlanExecutor.class).and().areNotInterfaces().should().resideInAPackage(ROOT + ".runners"));
        check(classes().that().areAssignableTo(Metric.class).and().areNotInterfaces().should().resideInAPackage(ROOT + ".core.metric"));
        check(classes().that().areAssignableTo(Sandbox.class).and().areNotInterfaces().should().resideInAPackage(ROOT + ".runners.sandbox..")
            .allowEmptyShould(true));
    }

    @Test
    void rule14TypesOfCoreAreClosed() {
        check(classes().that().resideInAPackage(ROOT + ".core..").and().areTopLevelClasses()
            .should(new com.tngtech.archunit.lang.ArchCondition<JavaClass>("be records, interfaces, enums, final or sealed") {
                @Override
                public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                    boolean closed = type.isRecord() || type.isInterface() || type.isEnum() || type.getModifiers().contains(JavaModifier.FINAL)
                        || type.reflect().isSealed();
                    if (!closed) {
                        events.add(com.tngtech.archunit.lang.SimpleConditionEvent.violated(type, type.getName() + " is open to inheritance"));
                    }
                }
            }));
    }

    @Test
    void rule15FieldsAreFinal() {
        check(fields().that().areDeclaredInClassesThat(new DescribedPredicate<JavaClass>("are not options of commands") {
            @Override
            public boolean test(JavaClass type) {
                return !isMeta(type, "picocli.CommandLine$Command") && !type.getSimpleName().endsWith("Options");
            }
        }).should().beFinal().orShould().bePrivate().because("what changes inside a class is its own business; what is seen does not change"));
        check(fields().that().areStatic().should().beFinal());
        check(fields().that().areDeclaredInClassesThat().resideInAPackage(ROOT + ".core..").and().areDeclaredInClassesThat()
            .resideOutsideOfPackage(ROOT + ".core.log..").should().beFinal().orShould().bePrivate());
    }

    private static boolean isMeta(JavaClass type, String annotation) {
        return type.isAnnotatedWith(annotation);
    }

    @Test
    void rule16EveryPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : HOUSE) {
            Package home = type.reflect().getPackage();
            Annotation marked = home.getAnnotation(NullMarked.class);
            if (marked == null) {
                unmarked.add(home.getName());
            }
        }
        assertThat(unmarked).isEmpty();
    }

    @Test
    void rule17StandardStreamsBelongToTheCommandLine() {
        check(noClasses().that().resideOutsideOfPackage(ROOT + ".cli..").should().accessField(System.class, "out").orShould().accessField(System.class, "err")
            .orShould().accessField(System.class, "in"));
    }

    @Test
    void rule18NoGenericException() {
        check(NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS);
        check(noMethods().should().declareThrowableOfType(Exception.class).orShould().declareThrowableOfType(Throwable.class).because("errors say which"));
    }

    @Test
    void rule19NothingIsInjectedIntoFields() {
        check(noFields().should().beAnnotatedWith("javax.inject.Inject").orShould().beAnnotatedWith("jakarta.inject.Inject"));
        check(methods().should().notBeAnnotatedWith("jakarta.inject.Inject"));
    }

    @Test
    void rule20NoRoomIsCalledAfterNothing() {
        check(noClasses().should().haveNameMatching("(?i).*(util|utils|common|helper|helpers|manager|impl)"));
        for (JavaClass type : HOUSE) {
            assertThat(type.getPackageName().split("\\.")).doesNotContain("util", "common", "helper", "manager", "impl");
        }
    }
}
