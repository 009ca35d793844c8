package dev.assay.reports.format;

import dev.assay.core.log.RunHeader;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.RunSpec;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.reports.board.Figures;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a run says about itself, in words; everything in it is fit to be shown.
public final class RunWords {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// The name of a profile, `sha256:` and twelve digits or so.
    private static final int PROFILE_SHOWN = 32;

    /// A named fact.
    ///
    /// @param name what it is
    /// @param text what is known
    public record Fact(String name, String text) {
        static Fact of(String name, String text) {
            return new Fact(VisibleText.line(name, 500), VisibleText.line(text, 2_000));
        }
    }

    private final RunHeader header;

    /// The words of this run.
    public RunWords(RunHeader header) {
        this.header = header;
    }

    /// When, with what, and how it was asked.
    public List<Fact> facts() {
        Provenance provenance = header.provenance();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("Started", TIME.format(provenance.start())));
        facts.add(Fact.of("Assay", provenance.harness() + provenance.commit().map(commit -> ", commit " + commit).orElse("")));
        facts.add(Fact.of("Machine", provenance.jvm() + " on " + provenance.host()));
        provenance.origin()
            .ifPresent(origin -> facts.add(Fact.of("Imported from", origin.file() + " (" + origin.name() + ", SHA-256 " + origin.sha256() + ")")));
        provenance.boxes().ifPresent(boxes -> facts.add(Fact.of("Programs ran in", boxes.text())));
        facts.add(Fact.of("Seed", Long.toString(header.spec().seed())));
        facts.add(Fact.of("Asked with", config(header.spec().config())));
        return facts;
    }

    private static String config(GenerateConfig config) {
        List<String> parts = new ArrayList<>();
        parts.add(config.temperature().map(t -> "temperature " + t).orElse("the provider's temperature"));
        config.topP().ifPresent(p -> parts.add("top-p " + p));
        parts.add(config.maxTokens().map(n -> "at most " + Figures.count(n) + " tokens of thought and answer").orElse("the provider's ceiling of tokens"));
        config.reasoningEffort().ifPresent(effort -> parts.add("reasoning effort " + effort.name().toLowerCase(Locale.ROOT)));
        config.reasoningTokens().ifPresent(n -> parts.add("at most " + Figures.count(n) + " tokens of thought"));
        parts.add("at most " + Figures.duration(config.timeout()) + " per attempt");
        if (!config.stop().isEmpty()) {
            parts.add("stopped by " + config.stop());
        }
        return String.join(", ", parts);
    }

    /// Every model with what is known of it.
    public List<Fact> models() {
        SortedMap<String, SortedMap<String, String>> known = header.provenance().models();
        SortedMap<String, String> texts = new TreeMap<>();
        header.spec().models().forEach(model -> texts.put(model.toString(), "nothing but its name"));
        known.forEach((model, facts) -> texts.put(model, told(facts)));
        return texts.entrySet().stream().map(entry -> Fact.of(entry.getKey(), entry.getValue())).toList();
    }

    private static String told(SortedMap<String, String> facts) {
        boolean invented = Boolean.parseBoolean(facts.getOrDefault("invented", "false"));
        String rest = facts.entrySet().stream().filter(fact -> !fact.getKey().equals("invented")).map(fact -> fact.getKey() + " " + fact.getValue())
            .collect(Collectors.joining(", "));
        String first = invented ? "invented: nothing was sent anywhere" : "";
        return first.isEmpty() || rest.isEmpty() ? first + rest : first + "; " + rest;
    }

    /// A task's scorers, the one that gives its score first.
    public static String scorers(Provenance.TaskOrigin task) {
        return task.scorers().stream().map(scorer -> scorer + profile(task, scorer)).collect(Collectors.joining(", "));
    }

    /// The profile a scorer judged under, its hash cut to what tells two apart.
    private static String profile(Provenance.TaskOrigin task, ScorerRef scorer) {
        String profile = task.profiles().getOrDefault(scorer.toString(), "");
        return profile.isEmpty() ? "" : " (" + VisibleText.line(profile.length() <= PROFILE_SHOWN ? profile : profile.substring(0, PROFILE_SHOWN) + "…") + ")";
    }

    /// The command that asks the same questions again.
    public String command() {
        RunSpec spec = header.spec();
        List<String> words = new ArrayList<>(List.of("assay", "run"));
        spec.suites().forEach(suite -> option(words, "--suite", suite));
        spec.models().forEach(model -> option(words, "--model", model.toString()));
        spec.epochs().ifPresent(epochs -> option(words, "--epochs", epochs.toString()));
        option(words, "--seed", Long.toString(spec.seed()));
        spec.selection().limit().ifPresent(limit -> option(words, "--limit", limit.toString()));
        spec.selection().samples().forEach(sample -> option(words, "--sample", sample));
        spec.selection().tags().forEach(tag -> option(words, "--tag", tag));
        GenerateConfig config = spec.config();
        config.temperature().ifPresent(t -> option(words, "--temperature", t.toString()));
        config.topP().ifPresent(p -> option(words, "--top-p", p.toString()));
        config.maxTokens().filter(n -> n != GenerateConfig.DEFAULT_MAX_TOKENS).ifPresent(n -> option(words, "--max-tokens", n.toString()));
        config.reasoningEffort().ifPresent(effort -> option(words, "--reasoning-effort", effort.name().toLowerCase(Locale.ROOT)));
        config.reasoningTokens().ifPresent(n -> option(words, "--reasoning-tokens", n.toString()));
        if (!config.timeout().equals(GenerateConfig.DEFAULT_TIMEOUT)) {
            option(words, "--timeout", typed(config.timeout()));
        }
        spec.settings().forEach((key, value) -> option(words, "--set", key + "=" + value));
        return VisibleText.line(String.join(" ", words), 20_000);
    }

    private static String typed(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    private static void option(List<String> words, String name, String value) {
        words.add(name);
        words.add(quoted(value));
    }

    /// The word as a POSIX shell reads it back.
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
