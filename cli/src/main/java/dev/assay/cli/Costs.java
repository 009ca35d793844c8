package dev.assay.cli;

import dev.assay.core.dataset.Sample;
import dev.assay.core.model.Attempt;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import dev.assay.core.task.Task;
import dev.assay.core.transcript.Event;
import dev.assay.reports.board.Figures;
import dev.assay.runners.model.Budget;
import dev.assay.runners.model.CostForecast;
import dev.assay.runners.model.OpenModel;
import dev.assay.runners.model.OutputLength;
import dev.assay.runners.model.PriceEntry;
import dev.assay.runners.model.Pricing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// What is said and checked about money before, during and after a run.
final class Costs {

    private Costs() {
    }

    /// The model with what is known of its price among its facts, so that the run's log says by which price it was counted.
    static OpenModel stated(OpenModel open, Pricing pricing) {
        boolean nothingSent = open.facts().containsKey("invented") || open.facts().containsKey("recorded");
        if (nothingSent && pricing instanceof Pricing.Free) {
            return open;
        }
        SortedMap<String, String> facts = new TreeMap<>(open.facts());
        facts.put("price", switch (pricing) {
            case Pricing.Free(String why) -> "free (" + why + ")";
            case Pricing.Unknown _ -> "unknown";
            case Pricing.Priced(PriceEntry entry) -> entry.words() + " USD per million tokens (" + entry.id() + ", " + entry.source()
                + entry.checked().map(day -> ", checked " + day).orElse("") + ")";
        });
        return new OpenModel(open.model(), open.concurrency(), facts);
    }

    /// The models of a run that cost something, with their prices.
    static Map<ModelRef, PriceEntry> priced(Harness.Prepared prepared) {
        Map<ModelRef, PriceEntry> priced = new LinkedHashMap<>();
        for (ModelRef ref : asked(prepared)) {
            if (prepared.budget().pricing(ref) instanceof Pricing.Priced(PriceEntry entry)) {
                priced.put(ref, entry);
            }
        }
        return priced;
    }

    private static List<ModelRef> unknown(Harness.Prepared prepared) {
        return asked(prepared).stream().filter(ref -> prepared.budget().pricing(ref) instanceof Pricing.Unknown).toList();
    }

    /// The models that will be asked: an imported run asks none.
    private static List<ModelRef> asked(Harness.Prepared prepared) {
        return prepared.header().provenance().origin().isPresent() ? List.of() : prepared.plan().spec().models();
    }

    /// A cap that cannot be kept is no cap.
    ///
    /// @throws UsageException if the price of a model is not known, or its answers have no ceiling
    static void requireKeepable(RunSpec spec, Budget budget) {
        if (budget.cap().isEmpty()) {
            return;
        }
        List<String> problems = new ArrayList<>();
        for (ModelRef ref : spec.models()) {
            switch (budget.pricing(ref)) {
                case Pricing.Free _ -> {
                }
                case Pricing.Unknown(String why) -> problems.add(unkeepable(ref, why, budget));
                case Pricing.Priced _ -> {
                    if (spec.config().maxTokens().isEmpty() && !ref.options().containsKey("maxTokens")) {
                        problems.add("--max-cost-usd cannot be kept: no ceiling of tokens is set for " + ref.shortName() + ".  Add --max-tokens.");
                    }
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
    }

    private static String unkeepable(ModelRef ref, String why, Budget budget) {
        List<String> near = budget.prices().near(ref);
        return "The price of \"" + ref.shortName() + "\" is not known for " + budget.today() + " (" + why
            + "), so --max-cost-usd " + budget.cap().map(BigDecimal::toPlainString).orElse("") + " cannot be kept."
            + (near.isEmpty() ? "" : "  Known and close: " + String.join(", ", near) + ".")
            + "  To use it all the same: add its price under prices: in assay.yaml, or free: true if calls cost nothing.";
    }

    /// In continuous integration nobody watches the bill, so somebody must have bounded it.
    static void requireCapInCi(RunSpec spec, Budget budget, Function<String, Optional<String>> environment) {
        boolean ci = environment.apply("CI").filter(text -> !text.isBlank() && !text.trim().toLowerCase(Locale.ROOT).equals("false")).isPresent();
        Optional<ModelRef> priced = spec.models().stream().filter(ref -> budget.pricing(ref) instanceof Pricing.Priced).findFirst();
        if (ci && budget.cap().isEmpty() && priced.isPresent()) {
            throw UsageException.of("CI is set and " + priced.get().shortName() + " costs money, so the run needs a bound.  Add --max-cost-usd.");
        }
    }

    /// Prices that somebody should look at again.
    static List<String> warnings(Harness.Prepared prepared) {
        return priced(prepared).values().stream().filter(entry -> entry.stale(prepared.budget().today())).distinct()
            .map(entry -> "warning  the price " + entry.id() + " was last checked on " + entry.checked().map(Object::toString).orElse("") + ", more than "
                + PriceEntry.STALE_DAYS + " days ago.  Compare it with " + entry.source() + "; prices: in assay.yaml sets another.")
            .toList();
    }

    /// That a provider has billed more than it was asked for, so that a cap may have been passed.
    static Optional<String> overrun(Budget budget) {
        BigDecimal over = budget.snapshot().over();
        if (over.signum() == 0) {
            return Optional.empty();
        }
        String passed = budget.cap().filter(cap -> budget.snapshot().spent().compareTo(cap) > 0).isPresent() ? " The cap was passed by it." : "";
        return Optional.of("warning  A provider has billed " + Figures.money(over) + " more than the tokens that were asked for can cost." + passed);
    }

    /// Counts what a result that is in the log already has cost.
    static void countSpent(SampleResult result, GenerateConfig config, Budget budget) {
        List<Event> events = switch (result.outcome()) {
            case Outcome.Scored scored -> scored.transcript().events();
            case Outcome.Failed failed -> failed.events();
        };
        for (Event event : events) {
            if (event instanceof Event.ModelCall call) {
                for (Attempt attempt : call.attempts()) {
                    budget.spentBefore(result.trial().model(), attempt, call.input(), config);
                }
            }
        }
    }

    /// The lines about money of a plan.
    static List<String> planned(Harness.Prepared prepared, RunDirectories runs) {
        Map<ModelRef, PriceEntry> priced = priced(prepared);
        List<ModelRef> unknown = unknown(prepared);
        List<String> lines = new ArrayList<>();
        if (priced.isEmpty() && unknown.isEmpty()) {
            lines.add(prepared.reallyAsked().isEmpty() ? "cost     none: nothing would be sent anywhere" : "cost     none: every model is free");
        }
        if (!priced.isEmpty()) {
            lines.addAll(forecast(prepared, priced, runs));
        }
        for (ModelRef ref : unknown) {
            lines.add("cost     unknown for " + ref.shortName() + ": " + why(prepared.budget().pricing(ref)) + "; add prices: to assay.yaml, or free: true");
        }
        return lines;
    }

    private static String why(Pricing pricing) {
        return pricing instanceof Pricing.Unknown(String why) ? why : "";
    }

    private static List<String> forecast(Harness.Prepared prepared, Map<ModelRef, PriceEntry> priced, RunDirectories runs) {
        RunPlan plan = prepared.plan();
        Set<Trial> done = prepared.existing().map(log -> log.answered()).orElse(Set.of());
        EarlierRuns earlier = EarlierRuns.read(runs, List.copyOf(priced.keySet()), plan.spec().config());
        List<CostForecast.Part> parts = new ArrayList<>();
        long measured = 0;
        long guessed = 0;
        for (Map.Entry<ModelRef, PriceEntry> model : priced.entrySet()) {
            for (Task task : plan.tasks()) {
                Optional<OutputLength> known = earlier.length(task.id(), model.getKey());
                measured += known.map(OutputLength::seen).orElse(0L);
                guessed += known.isEmpty() ? 1 : 0;
                parts.add(part(prepared, task, model.getKey(), model.getValue(), known, done));
            }
        }
        CostForecast forecast = CostForecast.of(parts);
        String cap = prepared.budget().cap().map(amount -> ", cap " + Figures.money(amount)).orElse("");
        return List.of("cost     about " + range(forecast) + cap,
            "         four times in five within the range, at most " + Figures.roughMoney(forecast.most(), 2)
                + "; " + basis(measured, guessed));
    }

    private static CostForecast.Part part(Harness.Prepared prepared, Task task, ModelRef model, PriceEntry price, Optional<OutputLength> known,
        Set<Trial> done) {
        OutputLength length = known.orElseGet(() -> OutputLength.prior(task.id(), thinks(prepared, model)));
        return CostForecast.Part.of(price, asked(prepared.plan(), task, model, done), length, maxTokens(prepared.plan(), model));
    }

    /// What it would cost to ask a task anew, with so many times its planned samples, in words such as `$38 ($29 to $52)`.
    static Function<GatePlan.Share, String> anew(Harness.Prepared prepared, RunDirectories runs) {
        Map<ModelRef, PriceEntry> priced = priced(prepared);
        List<String> unknown = unknown(prepared).stream().map(ModelRef::shortName).toList();
        String without = unknown.isEmpty() ? "" : " without " + String.join(", ", unknown) + ", of unknown price";
        if (priced.isEmpty()) {
            return _ -> unknown.isEmpty() ? "nothing" : "an unknown amount";
        }
        EarlierRuns earlier = EarlierRuns.read(runs, List.copyOf(priced.keySet()), prepared.plan().spec().config());
        return share -> {
            List<CostForecast.Part> parts = priced.entrySet().stream().map(model -> part(prepared, share.task(), model.getKey(), model.getValue(),
                earlier.length(share.task().id(), model.getKey()), Set.of()).times(share.times())).toList();
            return "about " + range(CostForecast.of(parts)) + without;
        };
    }

    /// `$38 ($29 to $52)`, in as few digits as tell the ends apart.
    private static String range(CostForecast forecast) {
        int digits = 2;
        while (digits < 5 && Figures.roughMoney(forecast.low(), digits).equals(Figures.roughMoney(forecast.high(), digits))) {
            digits++;
        }
        return Figures.roughMoney(forecast.likely(), digits) + " (" + Figures.roughMoney(forecast.low(), digits) + " to "
            + Figures.roughMoney(forecast.high(), digits) + ")";
    }

    private static String basis(long measured, long guessed) {
        if (measured == 0) {
            return "no earlier run, so lengths are rough figures by the kind of task";
        }
        return "lengths as in " + Figures.count(measured) + " earlier trials" + (guessed == 0 ? "" : ", elsewhere rough figures by the kind of task");
    }

    private static boolean thinks(Harness.Prepared prepared, ModelRef ref) {
        GenerateConfig config = prepared.plan().spec().config();
        boolean told = config.reasoningEffort().isPresent() || config.reasoningTokens().isPresent() || ref.options().containsKey("reasoningEffort")
            || ref.options().containsKey("reasoningTokens");
        Map<String, String> facts = prepared.header().provenance().models().getOrDefault(ref.toString(), new TreeMap<>());
        String profile = facts.getOrDefault("profile", "auto");
        return told || OutputLength.thinks(ref.name()) || profile.equals("separate") || profile.startsWith("inline");
    }

    private static int maxTokens(RunPlan plan, ModelRef ref) {
        String own = ref.options().getOrDefault("maxTokens", "");
        return own.matches("[0-9]{1,9}") ? Integer.parseInt(own) : plan.spec().config().maxTokens().orElse(GenerateConfig.DEFAULT_MAX_TOKENS);
    }

    private static List<CostForecast.Asked> asked(RunPlan plan, Task task, ModelRef model, Set<Trial> done) {
        List<CostForecast.Asked> asked = new ArrayList<>();
        for (Sample sample : task.dataset().samples()) {
            long left = 0;
            for (int epoch = 1; epoch <= plan.epochs(task); epoch++) {
                left += done.contains(new Trial(task.id(), sample.id(), epoch, model)) ? 0 : 1;
            }
            if (left > 0) {
                asked.add(new CostForecast.Asked(sample.input(), left));
            }
        }
        return asked;
    }
}
