package dev.assay.cli;

import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.Gate.OnInconclusive;
import dev.assay.reports.gate.Gate.WarnOrFail;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// What must hold of the results, resolved like every other setting.
///
/// @param gate the rules, and what happens where nothing can be said
/// @param configured whether somebody asked for a gate: by the section `gate`, or by naming a baseline
/// @param ownRules whether the rules are the configuration's, and not the default
/// @param baselines the folder that stands before the first placeholder of the baselines' path, instead of the path's own
/// @param junit where the verdicts go as JUnit XML
/// @param summary where the verdicts go as Markdown
public record Gating(Gate gate, boolean configured, boolean ownRules, Optional<Path> baselines, Optional<Path> junit, Optional<Path> summary) {

    static Gating resolve(SettingsResolver resolver, Optional<AssayConfig> config) {
        Gate written = config.flatMap(AssayConfig::gate).map(AssayConfig.GateSection::gate).orElseGet(() -> Gate.of(Defaults.GATE_RULES));
        Optional<String> baseline = resolver.optional(Setting.BASELINE, BaselinePlace::checked, said(Setting.BASELINE, Gate::baseline), place -> place,
            written.baseline());
        Optional<Path> folder = resolver.optional(Setting.BASELINES, PathText::parse, c -> c.gate().flatMap(AssayConfig.GateSection::baselines),
            Path::toString, "as the path says");
        OnInconclusive onInconclusive = resolver.value(Setting.ON_INCONCLUSIVE, text -> WordText.parse(OnInconclusive.class, text),
            said(Setting.ON_INCONCLUSIVE, Gate::onInconclusive), WordText::of, written.onInconclusive());
        if (onInconclusive == OnInconclusive.EXTEND && !written.sequential()) {
            resolver.complain("onInconclusive: only a sequential gate can be extended.  Add sequential: true under gate:, or write warn.");
        }
        WarnOrFail onIncomparable = warnOrFail(resolver, Setting.ON_INCOMPARABLE, Gate::onIncomparable, written.onIncomparable());
        WarnOrFail onMissingBaseline = warnOrFail(resolver, Setting.ON_MISSING_BASELINE, Gate::onMissingBaseline, written.onMissingBaseline());
        WarnOrFail onMissingResults = warnOrFail(resolver, Setting.ON_MISSING_RESULTS, Gate::onMissingResults, written.onMissingResults());
        Optional<Path> junit = resolver.optional(Setting.JUNIT, PathText::parse, c -> c.gate().flatMap(AssayConfig.GateSection::junit), Path::toString,
            "beside the run");
        Optional<Path> summary = resolver.optional(Setting.SUMMARY, PathText::parse, c -> c.gate().flatMap(AssayConfig.GateSection::summary),
            Path::toString, "beside the run");
        Gate gate = new Gate(baseline.orElse(written.baseline()), written.alpha(), written.sequential(), written.confirm(), written.varies(), onInconclusive,
            onIncomparable, onMissingBaseline, onMissingResults, written.junitItems(), written.rules());
        boolean section = config.flatMap(AssayConfig::gate).isPresent();
        return new Gating(gate, section || baseline.isPresent(), !written.rules().equals(Defaults.GATE_RULES), folder, junit, summary);
    }

    /// The rules, if somebody asked for a gate.
    public Optional<Gate> wanted() {
        return configured ? Optional.of(gate) : Optional.empty();
    }

    private static WarnOrFail warnOrFail(SettingsResolver resolver, Setting setting, Function<Gate, WarnOrFail> part, WarnOrFail otherwise) {
        return resolver.value(setting, text -> WordText.parse(WarnOrFail.class, text), said(setting, part), WordText::of, otherwise);
    }

    /// What the file itself says, and no default of its reader.
    private static <T> SettingsResolver.FromFile<T> said(Setting setting, Function<Gate, T> part) {
        return c -> c.gate().filter(_ -> c.says(setting.place())).map(section -> part.apply(section.gate()));
    }
}
