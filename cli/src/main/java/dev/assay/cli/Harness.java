package dev.assay.cli;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLog;
import dev.assay.core.log.RunLogException;
import dev.assay.core.log.RunLogWriter;
import dev.assay.core.log.RunQuestions;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.RawSink;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.RunListener;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.RunSummary;
import dev.assay.core.run.SampleResult;
import dev.assay.core.sandbox.Language;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.task.Suite;
import dev.assay.core.task.Task;
import dev.assay.runners.Runner;
import dev.assay.runners.StopSignals;
import dev.assay.runners.model.Activity;
import dev.assay.runners.model.Budget;
import dev.assay.runners.model.Deadlines;
import dev.assay.runners.model.HttpProvider;
import dev.assay.runners.model.ModelFacts;
import dev.assay.runners.model.Models;
import dev.assay.runners.model.ModelsSettings;
import dev.assay.runners.model.OpenModel;
import dev.assay.runners.model.PriceEntry;
import dev.assay.runners.model.Providers;
import dev.assay.runners.model.RateLimit;
import dev.assay.runners.model.Recording;
import dev.assay.runners.model.Recordings;
import dev.assay.runners.model.ReplayModel;
import dev.assay.runners.model.ScriptedModel;
import dev.assay.runners.model.Secrets;
import dev.assay.runners.sandbox.Sandboxes;
import dev.assay.suites.ImportedTask;
import dev.assay.suites.Scorers;
import dev.assay.suites.Suites;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.data.DatasetException;
import dev.assay.suites.data.Datasets;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/// Puts the parts together: the one place that sees suites, runners and reports at once.
///
/// A command asks it to prepare a run (which fails on everything that can fail before money is spent), then to execute it. Nothing in it
/// decides anything about scores.
final class Harness implements AutoCloseable {

    private final Host host;
    private final Boxes boxes = new Boxes(Sandboxes.of(Boxes.TEMPORARY, System.getenv()));
    private final ProgramRunner programs = new ProgramRunner(boxes);
    private final Secrets secrets = new Secrets();
    private final Activity activity = new Activity();

    /// What the program finds around it.
    ///
    /// @param environment looks up environment variables
    /// @param workingDirectory where relative paths begin
    /// @param clock tells the time
    /// @param version the version of Assay
    /// @param commit the commit of Assay, if it is known
    record Host(Function<String, Optional<String>> environment, Path workingDirectory, InstantSource clock, String version, Optional<String> commit) {

        /// What people type to start the program: the launcher's path where it says so.
        String program() {
            return environment.apply("ASSAY_COMMAND").filter(text -> text.matches("[A-Za-z0-9_./-]{1,200}")).orElse("assay");
        }
    }

    /// How a run is run: no part of what it asks.
    ///
    /// @param runs the folder of all runs
    /// @param runDirectory exactly this directory; absent: the unfinished run that asks the same, else a new one
    /// @param fresh never continue an unfinished run
    /// @param offline any use of the network is an error
    /// @param concurrency trials in flight per model; absent: each provider's own figure
    /// @param keepRaw whether request and response bodies are kept
    /// @param cache where downloaded datasets are kept
    /// @param mirror where datasets are downloaded from instead of their home
    /// @param environment where models find their keys and addresses
    /// @param money what the person says of prices, and what may be spent
    /// @param limits what each provider allows in a minute, by its name
    /// @param boxes where programs of models run
    record HowRun(RunDirectories runs, Optional<Path> runDirectory, boolean fresh, boolean offline, Optional<Integer> concurrency, boolean keepRaw, Path cache,
        Optional<URI> mirror, Function<String, Optional<String>> environment, Money money, Map<String, RateLimit> limits, Settings.BoxWish boxes) {

        HowRun {
            limits = Map.copyOf(limits);
        }

        static HowRun of(Settings settings, Function<String, Optional<String>> environment) {
            Settings.Running running = settings.running();
            Settings.Places places = settings.places();
            return new HowRun(new RunDirectories(places.runs()), places.runDirectory(), running.startNew(), running.offline(), running.concurrency(),
                running.keepRaw(), places.cache(), places.mirror(), settings.modelEnvironment(environment),
                new Money(settings.prices(), settings.what().free(), running.maxCostUsd()), settings.limits(), running.boxes());
        }

        /// The same in exactly this directory, where a run of the same wishes goes on.
        HowRun continuing(Path directory) {
            return new HowRun(runs, Optional.of(directory), false, offline, concurrency, keepRaw, cache, mirror, environment, money, limits, boxes);
        }

        /// The same in exactly this directory.
        HowRun in(Path directory) {
            return new HowRun(runs, Optional.of(directory), fresh, offline, concurrency, keepRaw, cache, mirror, environment, money, limits, boxes);
        }
    }

    /// What a person says of money.
    ///
    /// @param prices prices that go before those that come with Assay
    /// @param free models whose calls cost nothing
    /// @param cap what may be spent, in US dollars
    record Money(List<PriceEntry> prices, Set<ModelRef> free, Optional<BigDecimal> cap) {
        Money {
            prices = List.copyOf(prices);
            free = Set.copyOf(free);
        }
    }

    /// A run that only has to be started.
    ///
    /// @param plan every trial, as if none were done
    /// @param header what `run.json` says or will say
    /// @param models who is asked
    /// @param directory where it goes
    /// @param existing the run that is continued
    /// @param budget the money of the run
    record Prepared(RunPlan plan, RunHeader header, Map<ModelRef, OpenModel> models, Path directory, Optional<RunLog> existing, AtomicReference<RawSink> raw,
        boolean keepRaw, Budget budget) {

        /// The models that are asked over the network or cost something: all but invented, recorded and imported ones.
        List<ModelRef> reallyAsked() {
            if (header.provenance().origin().isPresent()) {
                return List.of();
            }
            return plan.spec().models().stream().filter(ref -> !ref.provider().equals("scripted") && !ref.provider().equals("replay")).toList();
        }
    }

    Harness(Host host) {
        this.host = host;
    }

    Host host() {
        return host;
    }

    Activity activity() {
        return activity;
    }

    /// Replaces every key in use, wherever it may have slipped into.
    String scrub(String text) {
        return secrets.scrub(text);
    }

    /// The catalogue of benchmarks.
    Suites suites(HowRun how) {
        boxes.prefer(how.boxes(), List.of(how.cache(), how.runs().folder()));
        return new Suites(new Datasets(how.cache(), how.offline(), how.mirror()), programs);
    }

    /// Runs the programs of models.
    ProgramRunner programs() {
        return programs;
    }

    /// Makes sure that the programs of these tasks can be run and are judged rightly, before anything is spent: a box is opened that runs their
    /// languages, and some right answers have to pass.
    ///
    /// @throws UsageException if no such box can be had, or if a right answer does not pass
    void requireBoxes(Collection<Task> tasks) {
        List<Task> running = tasks.stream().filter(ProgramRunner::isNeededBy).toList();
        SortedMap<Language, SortedSet<String>> wanted = new TreeMap<>();
        running.forEach(task -> ProgramRunner.languages(task).forEach(language -> wanted.computeIfAbsent(language, _ -> new TreeSet<>()).add(task.id())));
        boxes.require(wanted);
        List<String> problems = running.stream().flatMap(task -> programs.preflight(task).stream()).toList();
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
    }

    /// Gives the boxes back.
    @Override
    public void close() {
        boxes.close();
    }

    /// Which boxes for programs there are, and whether they hold, for the doctor.
    List<Check> examineBoxes(HowRun how) {
        boxes.prefer(how.boxes(), List.of(how.cache(), how.runs().folder()));
        return boxes.examined();
    }

    /// Whether the data of these suites is at hand, for the doctor; with no suite named, of every published one.
    List<Check> examineData(HowRun how, List<String> named) {
        Suites offline = new Suites(new Datasets(how.cache(), true, Optional.empty()));
        List<Check> checks = new ArrayList<>();
        for (Suites.Entry entry : offline.catalogue()) {
            boolean wanted = named.isEmpty() ? !entry.generated() : named.contains(entry.name());
            if (wanted && entry.tasks().equals(List.of(entry.name()))) {
                checks.add(examined(offline, entry));
            }
        }
        return checks;
    }

    private static Check examined(Suites offline, Suites.Entry entry) {
        if (entry.generated()) {
            return Check.ok("data", entry.name() + " is generated here and needs no file.");
        }
        try {
            offline.open(List.of(entry.name()), RunSpec.DEFAULT_SEED, Collections.emptySortedMap());
            return Check.ok("data", entry.name() + " is in the cache, and its digest is right (licence " + entry.licence() + ").");
        } catch (DatasetException e) {
            if (entry.source().equals(Suites.LOCAL_FILE)) {
                return Check.note("data", entry.name() + " is read from a local file: --set " + entry.name() + ".file=PATH (licence " + entry.licence() + ").");
            }
            return Check.note("data", entry.name() + " is not in the cache; its first use downloads it (licence " + entry.licence() + ").");
        }
    }

    /// Rules of the gate that can never decide about a run of so few samples, for the doctor. Without suites or models, or where data would have to
    /// be downloaded to know, nothing can be said.
    List<Check> examineGate(HowRun how, Settings settings) {
        Settings.What what = settings.what();
        if (settings.gating().wanted().isEmpty() || what.suites().isEmpty() || what.models().isEmpty()) {
            return List.of();
        }
        try {
            Suites offline = new Suites(new Datasets(how.cache(), true, Optional.empty()));
            RunSpec spec = expanded(settings.spec(), offline);
            RunPlan plan = RunPlan.of(spec, offline.open(spec.suites(), spec.seed(), spec.settings()), Set.of());
            return GatePlan.undecidable(settings.gating().gate(), plan);
        } catch (DatasetException e) {
            return List.of(Check.note("configuration", "Whether the gate's rules can decide is known once the data is in the cache."));
        } catch (IllegalArgumentException e) {
            return List.of(Check.fix("configuration", String.valueOf(e.getMessage()), "Mend it, then: assay doctor"));
        }
    }

    /// A kind of model that can be asked: how it is named, what it is, and what must be there first.
    record KnownModel(String ref, String what, String needs) {
    }

    /// Every kind of model that can be asked, for `assay list models`.
    List<KnownModel> knownModels() {
        return new Models(ModelsSettings.of(host.environment(), host.workingDirectory())).catalogue().stream()
            .map(known -> new KnownModel(known.ref(), known.what(), known.needs())).toList();
    }

    /// What is known of one model before it is asked.
    ///
    /// @throws IllegalArgumentException if the name is no model reference, or its provider or an option is not known
    ModelFacts factsOf(String name) {
        return ModelFacts.of(ModelOptions.checked(ModelRef.parse(name)));
    }

    private Models models(HowRun how, RawSink raw, Budget budget) {
        return new Models(new ModelsSettings(how.environment(), how.offline(), host.workingDirectory(), how.concurrency(), Deadlines.DEFAULTS, activity,
            raw, secrets, budget, how.limits()));
    }

    /// The money of a run: what the person says goes before what comes with Assay.
    Budget budget(HowRun how) {
        return new Budget(PriceReader.shipped().with(how.money().prices()), how.money().free(), how.environment(), how.money().cap(), host.clock());
    }

    /// Opens everything a run needs. Whatever can fail before money is spent fails here.
    ///
    /// @throws IllegalArgumentException for an unknown suite, model or option, a dataset that cannot be had, or a key that is missing
    Prepared prepare(RunSpec asked, HowRun how) {
        Suites suites = suites(how);
        RunSpec spec = expanded(asked, suites);
        RunPlan plan = RunPlan.of(spec, suites.open(spec.suites(), spec.seed(), spec.settings()), Set.of());
        requireBoxes(plan.tasks());
        AtomicReference<RawSink> raw = new AtomicReference<>(RawSink.none());
        Budget budget = budget(how);
        Models models = models(how, exchange -> Objects.requireNonNull(raw.get()).keep(exchange), budget);
        Function<CallLabel, Optional<Sample>> samples = samples(plan);
        Map<ModelRef, OpenModel> open = new LinkedHashMap<>();
        spec.models().forEach(ref -> open.put(ref, Costs.stated(models.open(ref, samples), budget.pricing(ref))));
        requireAccepted(spec);
        Costs.requireKeepable(spec, budget);
        return place(plan, open, how, raw, Optional.empty(), budget);
    }

    /// A setting that somebody asked for and a model is known to refuse is an error before the run, not a rejected call in it.
    private static void requireAccepted(RunSpec spec) {
        List<String> refusals = new ArrayList<>();
        for (ModelRef ref : spec.models()) {
            if (Providers.find(ref.provider()).isEmpty()) {
                continue;
            }
            try {
                HttpProvider.check(ref, spec.config());
            } catch (IllegalArgumentException e) {
                refusals.add(String.valueOf(e.getMessage()));
            }
        }
        if (!refusals.isEmpty()) {
            throw new UsageException(refusals);
        }
    }

    private static RunSpec expanded(RunSpec spec, Suites suites) {
        return new RunSpec(suites.expand(spec.suites()), spec.models(), spec.config(), spec.selection(), spec.epochs(), spec.seed(), spec.settings());
    }

    private static Function<CallLabel, Optional<Sample>> samples(RunPlan plan) {
        Map<String, Map<String, Sample>> byTask = new HashMap<>();
        for (Task task : plan.tasks()) {
            Map<String, Sample> byId = new HashMap<>();
            task.dataset().samples().forEach(sample -> byId.put(sample.id(), solved(sample)));
            byTask.put(task.id(), byId);
        }
        return label -> Optional.ofNullable(byTask.getOrDefault(label.task(), Map.of()).get(label.sample()));
    }

    /// The same with a right program, where one is known: for invented models.
    private static Sample solved(Sample sample) {
        if (!(sample.target() instanceof Target.Program(String _, String text)) || text.isEmpty()) {
            return sample;
        }
        SortedMap<String, String> facts = new TreeMap<>(sample.metadata());
        Checks.read(text).reference().ifPresent(program -> facts.put(ScriptedModel.PROGRAM, program));
        return new Sample(sample.id(), sample.input(), sample.target(), sample.cluster(), facts);
    }

    private Prepared place(RunPlan plan, Map<ModelRef, OpenModel> open, HowRun how, AtomicReference<RawSink> raw, Optional<Provenance.Origin> origin,
        Budget budget) {
        RunHeader header = new RunHeader(RunHeader.FORMAT, plan.spec(), provenance(plan, open, origin));
        Optional<RunLog> existing = origin.isPresent() ? Optional.empty() : existing(header, how, plan);
        existing.ifPresent(log -> Boxes.requireSame(log, header));
        Path directory = existing.map(RunLog::directory).or(how::runDirectory).orElseGet(() -> how.runs().next(today()));
        return new Prepared(plan, existing.map(RunLog::header).orElse(header), open, directory, existing, raw, how.keepRaw(), budget);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(host.clock().instant(), ZoneOffset.UTC);
    }

    private static Optional<RunLog> existing(RunHeader header, HowRun how, RunPlan plan) {
        if (how.runDirectory().isPresent()) {
            return named(how.runDirectory().get(), header, how.fresh());
        }
        if (how.fresh()) {
            return Optional.empty();
        }
        return how.runs().equal(header.spec(), header.provenance().tasks())
            .filter(log -> log.answered().size() < plan.total() && !SequentialFile.isFinished(log.directory()));
    }

    private static Optional<RunLog> named(Path directory, RunHeader header, boolean fresh) {
        if (!Files.exists(directory.resolve("run.json"))) {
            return Optional.empty();
        }
        if (fresh) {
            throw new UsageException(List.of(directory + "  holds a run already, and --new asks for a new one.  Name another --run-dir, or leave --new out."));
        }
        RunLog log = RunLog.open(directory);
        if (!RunDirectories.asksTheSame(log.header(), header.spec(), header.provenance().tasks())) {
            throw new UsageException(List.of(directory + "  holds a run that asks something else.  Name another --run-dir, or repeat it with: assay run --from "
                + directory));
        }
        return Optional.of(log);
    }

    private Provenance provenance(RunPlan plan, Map<ModelRef, OpenModel> open, Optional<Provenance.Origin> origin) {
        SortedMap<String, SortedMap<String, String>> facts = new TreeMap<>();
        open.forEach((ref, model) -> facts.put(ref.toString(), model.facts()));
        String jvm = System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version");
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return new Provenance(host.version(), host.commit(), jvm, machine, host.clock().instant(), origins(plan), origin, facts, boxes.used());
    }

    private static List<Provenance.TaskOrigin> origins(RunPlan plan) {
        return plan.tasks().stream().map(task -> new Provenance.TaskOrigin(task.id(), task.version(), task.dataset().name(), task.dataset().revision(),
            task.dataset().sha256(), task.dataset().licence(), task.dataset().samples().size(), plan.epochs(task), refs(task), profiles(task)))
            .toList();
    }

    private static List<ScorerRef> refs(Task task) {
        return task.scorers().stream().map(Scorer::ref).toList();
    }

    private static SortedMap<String, String> profiles(Task task) {
        SortedMap<String, String> profiles = new TreeMap<>();
        task.scorers().forEach(scorer -> scorer.profile().ifPresent(profile -> profiles.put(scorer.ref().toString(), profile)));
        return profiles;
    }

    /// Runs what is still to do, and puts every result on disk before anybody else hears of it.
    ///
    /// @param steering decides what is still asked
    /// @param display makes the listener that shows the run, from the plan of what is still to do
    /// @param notices told what a reader should know, such as a torn line that was cut off
    ///
    /// @throws UsageException if a provider refuses to be asked as the run would ask
    RunSummary execute(Prepared prepared, Steering steering, Function<RunPlan, RunListener> display, Consumer<String> notices) {
        boolean resumed = prepared.existing().isPresent();
        RunHeader header = Greeting.header(prepared);
        try (RunLogWriter writer = resumed ? RunLogWriter.resume(prepared.directory()) : RunLogWriter.create(prepared.directory(), header)) {
            writer.notices().forEach(notices);
            RunPlan plan = steering.ordered(resumed ? continued(prepared, writer) : prepared.plan());
            if (resumed) {
                steering.remember(RunLog.open(prepared.directory()));
            }
            steering.keep();
            prepared.raw().set(prepared.keepRaw() ? writer.raw() : RawSink.none());
            Runner runner = new Runner(prepared.models(), activity, Defaults.DRAIN);
            RunListener listener = scrubbed(writer.then(steering).then(display.apply(plan)));
            try (StopSignals _ = StopSignals.on(runner::stop, runner::abort)) {
                return runner.execute(plan, steering, listener);
            } catch (RunLogException e) {
                throw new RunStoppedException(String.valueOf(e.getMessage()), e);
            } finally {
                steering.keep();
            }
        }
    }

    /// A fault's message comes from anywhere; a key in it goes no further.
    private RunListener scrubbed(RunListener listener) {
        return result -> {
            if (result.outcome() instanceof Outcome.Failed failed) {
                Outcome clean = new Outcome.Failed(failed.kind(), secrets.scrub(failed.error()), failed.events());
                listener.onResult(new SampleResult(result.trial(), result.cluster(), result.metadata(), clean, result.elapsed()));
                return;
            }
            listener.onResult(result);
        };
    }

    /// The plan without what is answered; what was answered but not judged by every scorer, because the run died in
    /// between, is judged now.
    private static RunPlan continued(Prepared prepared, RunLogWriter writer) {
        RunPlan plan = prepared.plan();
        RunLog log = RunLog.open(prepared.directory());
        Bench bench = Bench.of(plan.tasks());
        Consumer<SampleResult> paid = result -> Costs.countSpent(result, plan.spec().config(), prepared.budget());
        log.forEach(result -> {
            paid.accept(result);
            if (result.outcome() instanceof Outcome.Scored scored) {
                List<Judgement> missing = bench.missing(result.trial(), scored);
                if (!missing.isEmpty()) {
                    writer.judge(result.trial(), missing);
                }
            }
        }, paid);
        return plan.withDone(log.answered());
    }

    /// Prepares another harness's answers as a run of its own: to a suite of the catalogue, or to the questions that its log carries.
    ///
    /// @param file the recording
    /// @throws IllegalArgumentException if the recording, a suite or a scorer cannot be used
    Prepared prepareImport(Path file, ImportAction.Wish wish, HowRun how) {
        Recording recording = Recordings.read(host.workingDirectory().resolve(file));
        ImportedLog log = new ImportedLog(file, recording);
        ModelRef ref = wish.model().orElseGet(log::model);
        boolean own = wish.suites().isEmpty();
        Answered answered = own ? ownQuestions(log, ref, wish) : knownQuestions(recording, ref, wish, how);
        SortedMap<String, String> facts = new TreeMap<>(Map.of("imported", recording.origin().name(), "file", recording.origin().file(), "profile",
            recording.profile().name().toLowerCase(Locale.ROOT).replace('_', '-')));
        OpenModel replay = new OpenModel(new ReplayModel(ref, recording, own), 8, facts);
        Prepared prepared = place(answered.plan(), Map.of(ref, replay), how, new AtomicReference<>(RawSink.none()), Optional.of(recording.origin()),
            Budget.none());
        requireNoRun(prepared.directory());
        answered.questions().ifPresent(kept -> kept.write(prepared.directory()));
        return prepared;
    }

    /// What an imported log answers.
    ///
    /// @param plan every trial
    /// @param questions the questions, if no catalogue has them
    private record Answered(RunPlan plan, Optional<RunQuestions> questions) {
    }

    private static Answered ownQuestions(ImportedLog log, ModelRef ref, ImportAction.Wish wish) {
        List<Sample> samples = log.samples();
        List<Scorer> scorers = ImportedTask.scorers(wish.scorer(), samples.stream().map(Sample::target).toList(), log.recording().foreignScorers());
        ScorerRef first = scorers.getFirst().ref();
        RunQuestions kept = RunQuestions.of(samples.stream().map(sample -> ImportedTask.fitted(sample, first)).toList());
        Task task = ImportedTask.of(ImportedTask.id(log.task()), log.dataset(kept), scorers);
        RunSpec spec = wish.spec(List.of(task.id()), ref, log.recording().epochs());
        return new Answered(RunPlan.of(spec, List.of(new Suite(task.id(), List.of(task))), Set.of()), Optional.of(kept));
    }

    private Answered knownQuestions(Recording recording, ModelRef ref, ImportAction.Wish wish, HowRun how) {
        Suites suites = suites(how);
        RunSpec spec = expanded(wish.spec(wish.suites(), ref, recording.epochs()), suites);
        RunPlan asked = RunPlan.of(spec, suites.open(spec.suites(), spec.seed(), spec.settings()), Set.of());
        requireBoxes(asked.tasks());
        List<Task> tasks = asked.tasks().stream().map(task -> judgedToo(task, recording.foreignScorers())).toList();
        return new Answered(new RunPlan(spec, tasks, Set.of()), Optional.empty());
    }

    private static void requireNoRun(Path directory) {
        if (Files.exists(directory.resolve("run.json"))) {
            throw UsageException.of(directory + "  holds a run already.  Name another --run-dir for the import.");
        }
    }

    private static Task judgedToo(Task task, Set<ScorerRef> foreign) {
        List<Scorer> scorers = new ArrayList<>(task.scorers());
        foreign.forEach(scorer -> Scorers.of(scorer).ifPresent(scorers::add));
        return new Task(task.id(), task.version(), task.dataset(), task.solver(), scorers, task.epochs());
    }

    /// What judges the stored answers of runs again.
    Rejudging rejudging(HowRun how) {
        return new Rejudging(suites(how), this::requireBoxes);
    }
}
