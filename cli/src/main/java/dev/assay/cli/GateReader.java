package dev.assay.cli;

import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.Gate.OnInconclusive;
import dev.assay.reports.gate.Gate.Varying;
import dev.assay.reports.gate.Gate.WarnOrFail;
import dev.assay.reports.gate.Margin;
import dev.assay.reports.gate.Rule;
import dev.assay.reports.gate.Rule.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads the section `gate` of `assay.yaml`: every bound with its unit, and nothing that contradicts itself.
///
/// @param file the name that stands before each line
/// @param problems where what is wrong is collected
record GateReader(String file, Problems problems) {

    /// The keys of the section.
    static final List<String> KEYS = List.of("baseline", "baselines", "alpha", "sequential", "confirm", "varies", "onInconclusive", "onIncomparable",
        "onMissingBaseline", "onMissingResults", "junit", "summary", "junitItems", "rules");
    /// The keys of one rule.
    static final List<String> RULE = List.of("suite", "metric", "maxDrop", "maxIncrease", "min", "max", "tag", "level", "strict");

    AssayConfig.GateSection read(ConfigSection section) {
        return new AssayConfig.GateSection(gate(section), section.parsed("baselines", PathText::parse), section.parsed("junit", PathText::parse),
            section.parsed("summary", PathText::parse));
    }

    private Gate gate(ConfigSection gate) {
        boolean sequential = gate.plain("sequential", WordText::truth).orElse(false);
        int confirm = gate.plain("confirm", text -> (int) NumberText.whole(text, 0, 1)).orElse(0);
        Optional<OnInconclusive> onInconclusive = gate.parsed("onInconclusive",
            text -> WordText.parse(OnInconclusive.class, text));
        if (sequential && confirm == 1) {
            gate.complain("confirm", "a sequential gate cannot ask again.  Leave out confirm or sequential.");
        }
        if (!sequential && onInconclusive.equals(Optional.of(OnInconclusive.EXTEND))) {
            gate.complain("onInconclusive", "only a sequential gate can be extended.  Add sequential: true, or write warn.");
        }
        List<Varying> varies = gate.list("varies", text -> WordText.parse(Varying.class, text));
        return new Gate(gate.parsed("baseline", BaselinePlace::checked).orElse(Gate.DEFAULT_BASELINE),
            gate.plain("alpha", NumberText::alpha).orElse(Gate.DEFAULT_ALPHA), sequential,
            confirm, gate.has("varies") ? Set.copyOf(varies) : Set.of(Varying.MODEL), onInconclusive.orElse(OnInconclusive.WARN),
            warnOrFail(gate, "onIncomparable", WarnOrFail.FAIL), warnOrFail(gate, "onMissingBaseline", WarnOrFail.WARN),
            warnOrFail(gate, "onMissingResults", WarnOrFail.FAIL), gate.plain("junitItems", WordText::truth).orElse(false), rules(gate));
    }

    private static WarnOrFail warnOrFail(ConfigSection gate, String key, WarnOrFail otherwise) {
        return gate.parsed(key, text -> WordText.parse(WarnOrFail.class, text)).orElse(otherwise);
    }

    private List<Rule> rules(ConfigSection gate) {
        List<Rule> rules = new ArrayList<>();
        if (gate.has("rules") && gate.items("rules").isEmpty()) {
            gate.complain("rules", "a gate without a rule says nothing.  Write one, or leave the key out for the default: " + Defaults.GATE_RULE + ".");
        }
        for (YamlNode item : gate.items("rules")) {
            rule(new ConfigSection(file, "gate.rules", item, RULE, problems, new TreeMap<>())).ifPresent(rules::add);
        }
        return gate.has("rules") ? rules : Defaults.GATE_RULES;
    }

    private Optional<Rule> rule(ConfigSection rule) {
        Optional<String> suite = rule.text("suite");
        Optional<String> metric = rule.text("metric");
        for (String needed : List.of("suite", "metric")) {
            if (!rule.has(needed)) {
                problems.add(rule.at(), "this rule has no " + needed + ".");
            }
        }
        Optional<Margin> maxDrop = change(rule, "maxDrop");
        Optional<Margin> maxIncrease = change(rule, "maxIncrease");
        Optional<Margin> min = floor(rule, metric);
        Optional<Margin> max = ceiling(rule);
        Optional<String> tag = rule.text("tag");
        Level level = rule.parsed("level", text -> WordText.parse(Level.class, text)).orElse(Level.FAIL);
        boolean strict = rule.plain("strict", WordText::truth).orElse(false);
        if (suite.isEmpty() || metric.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Rule(suite.get(), metric.get(), maxDrop, maxIncrease, min, max, tag, level, strict, file + ":" + rule.at().line()));
    }

    private static Optional<Margin> change(ConfigSection rule, String key) {
        return rule.parsed(key, text -> {
            Margin margin = MarginText.parse(text);
            boolean tooLarge = margin.unit() == Margin.Unit.POINTS && margin.value() >= 1;
            if (margin.unit() == Margin.Unit.RATIO || margin.value() <= 0 || tooLarge) {
                throw new IllegalArgumentException(Quoted.of(text) + " is no margin.  Write one above 0, and below 100pp, such as 2pp.");
            }
            return margin;
        });
    }

    private static Optional<Margin> floor(ConfigSection rule, Optional<String> metric) {
        boolean counts = metric.equals(Optional.of("itemPassRate"));
        return rule.parsed("min", text -> {
            Margin margin = MarginText.parse(text);
            boolean isShare = margin.unit() == Margin.Unit.PERCENT || (margin.unit() == Margin.Unit.RATIO && counts);
            boolean inRange = margin.value() > 0 && (margin.value() < 1 || (counts && margin.value() == 1));
            if (!isShare || !inRange) {
                throw new IllegalArgumentException(Quoted.of(text) + " is no floor.  Write a share above 0% and below 100%, such as 60%.");
            }
            return margin;
        });
    }

    private static Optional<Margin> ceiling(ConfigSection rule) {
        return rule.parsed("max", text -> {
            Margin margin = MarginText.parse(text);
            if (margin.unit() != Margin.Unit.PERCENT || margin.value() >= 1) {
                throw new IllegalArgumentException(Quoted.of(text) + " is no ceiling.  Write a share below 100%, such as 1%.");
            }
            return margin;
        });
    }
}
