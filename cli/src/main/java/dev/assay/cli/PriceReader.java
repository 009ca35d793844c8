package dev.assay.cli;

import dev.assay.runners.model.PriceBook;
import dev.assay.runners.model.PriceEntry;
import dev.assay.runners.model.Rates;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Reads prices strictly: the files that come with Assay, and `prices` in `assay.yaml`.
final class PriceReader {

    /// The keys of an entry.
    static final List<String> ENTRY = List.of("models", "from", "until", "free", "input", "cachedInput", "cacheWrite", "output", "reasoning", "tiers", "batch",
        "source", "checked", "currency");
    /// The keys of a tier.
    static final List<String> TIER = List.of("above", "input", "cachedInput", "cacheWrite", "output", "reasoning");
    private static final List<String> FILE = List.of("providers", "currency", "source", "checked", "prices");
    private static final BigDecimal HIGHEST = new BigDecimal("1000000");

    private final String file;
    private final Problems problems;

    /// What stands in place of an entry's own word.
    ///
    /// @param providers who stands before each name; empty: the names say it themselves
    /// @param source where the prices are published
    /// @param checked when somebody compared them with the source
    /// @param shipped whether they came with Assay
    private record Shared(List<String> providers, Optional<String> source, Optional<LocalDate> checked, boolean shipped) {
    }

    private PriceReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /// Every price that comes with Assay.
    ///
    /// @throws UsageException if a file of the jar is wrong
    static PriceBook shipped() {
        List<PriceEntry> entries = new ArrayList<>();
        PriceBook.FILES.forEach(name -> entries.addAll(read(name + ".yaml", PriceBook.file(name))));
        return new PriceBook(entries);
    }

    /// Reads the text of a price file.
    ///
    /// @param file the name that stands before each line and column, and in each entry's id
    /// @throws UsageException with everything that is wrong
    static List<PriceEntry> read(String file, String text) {
        Problems problems = new Problems(file);
        List<PriceEntry> entries = YamlReader.read(text, problems).map(node -> new PriceReader(file, problems).whole(node)).orElse(List.of());
        if (entries.isEmpty() && problems.isEmpty()) {
            problems.add(new YamlNode.Place(1, 1), "the file holds no price.");
        }
        if (!problems.isEmpty()) {
            throw new UsageException(problems.inOrder());
        }
        return entries;
    }

    private List<PriceEntry> whole(YamlNode node) {
        ConfigSection top = new ConfigSection(file, "", node, FILE, problems, new TreeMap<>());
        currency(top);
        Shared shared = new Shared(top.list("providers", ConfigSection::present), top.text("source"), top.parsed("checked", PriceReader::date), true);
        if (shared.providers.isEmpty()) {
            problems.add(top.at(), "providers is missing.  Name at least one.");
        }
        return entries(top, shared);
    }

    /// Reads the prices of `assay.yaml`.
    static List<PriceEntry> own(String file, ConfigSection top, Problems problems) {
        return new PriceReader(file, problems).entries(top, new Shared(List.of(), Optional.empty(), Optional.empty(), false));
    }

    private List<PriceEntry> entries(ConfigSection top, Shared shared) {
        List<PriceEntry> entries = new ArrayList<>();
        for (YamlNode item : top.items("prices")) {
            ConfigSection section = new ConfigSection(file, "prices", item, ENTRY, problems, new TreeMap<>());
            entry(section, shared).ifPresent(entries::add);
        }
        return entries;
    }

    private Optional<PriceEntry> entry(ConfigSection entry, Shared shared) {
        currency(entry);
        List<String> names = entry.list("models", PriceReader::pattern);
        boolean free = entry.plain("free", WordText::truth).orElse(false);
        Optional<LocalDate> from = entry.parsed("from", PriceReader::date);
        Optional<LocalDate> until = entry.parsed("until", PriceReader::date);
        Optional<BigDecimal> batch = entry.plain("batch", PriceReader::factor);
        String source = entry.text("source").or(shared::source).orElse("no source given");
        Optional<LocalDate> checked = entry.parsed("checked", PriceReader::date).or(shared::checked);
        if (names.isEmpty()) {
            problems.add(entry.at(), "this price names no model.  Write models: [provider/name].");
            return Optional.empty();
        }
        List<PriceEntry.Tier> tiers = free ? free(entry) : tiers(entry);
        if (!free && tiers.isEmpty()) {
            return Optional.empty();
        }
        String id = Path.of(file).getFileName() + ": " + names.getFirst() + from.map(day -> " from " + day).orElse("");
        return built(entry, () -> new PriceEntry(id, named(names, shared), from, until, tiers, batch, source, checked, shared.shipped));
    }

    private <T> Optional<T> built(ConfigSection section, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException e) {
            problems.add(section.at(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static List<String> named(List<String> names, Shared shared) {
        if (shared.providers.isEmpty()) {
            return names;
        }
        return shared.providers.stream().flatMap(provider -> names.stream().map(name -> provider + "/" + name)).toList();
    }

    private List<PriceEntry.Tier> free(ConfigSection entry) {
        for (String key : List.of("input", "output", "tiers")) {
            if (entry.has(key)) {
                entry.complain(key, "free models have no price.  Keep free or the price.");
            }
        }
        return List.of();
    }

    private List<PriceEntry.Tier> tiers(ConfigSection entry) {
        List<PriceEntry.Tier> tiers = new ArrayList<>();
        rates(entry).ifPresent(rates -> tiers.add(new PriceEntry.Tier(0, rates)));
        for (YamlNode item : entry.items("tiers")) {
            ConfigSection tier = new ConfigSection(file, "prices.tiers", item, TIER, problems, new TreeMap<>());
            Optional<Integer> above = tier.plain("above", NumberText::count);
            if (!tier.has("above")) {
                problems.add(tier.at(), "this tier does not say above how many tokens it holds.  Write above: 200000.");
            }
            rates(tier).ifPresent(rates -> above.ifPresent(tokens -> tiers.add(new PriceEntry.Tier(tokens, rates))));
        }
        return tiers;
    }

    private Optional<Rates> rates(ConfigSection section) {
        Optional<BigDecimal> input = section.plain("input", PriceReader::price);
        Optional<BigDecimal> output = section.plain("output", PriceReader::price);
        Optional<BigDecimal> cachedInput = section.plain("cachedInput", PriceReader::price);
        Optional<BigDecimal> cacheWrite = section.plain("cacheWrite", PriceReader::price);
        Optional<BigDecimal> reasoning = section.plain("reasoning", PriceReader::price);
        for (String needed : List.of("input", "output")) {
            if (!section.has(needed)) {
                problems.add(section.at(), "this price has no " + needed + ".  Write US dollars per million tokens, such as " + needed + ": 2.50.");
            }
        }
        if (input.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Rates(input.get(), cachedInput, cacheWrite, output.get(), reasoning));
    }

    private static void currency(ConfigSection section) {
        section.parsed("currency", text -> {
            if (!text.equals("USD")) {
                throw new IllegalArgumentException(Quoted.of(text) + " is not read.  Write prices in US dollars, currency: USD.");
            }
            return text;
        });
    }

    private static String pattern(String text) {
        if (!text.matches("[A-Za-z0-9*][A-Za-z0-9._:/*@+-]{0,200}")) {
            throw new IllegalArgumentException(Quoted.of(text) + " is no name of a model.  Write one such as openai/o1, or with * for any text.");
        }
        return text;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.trim());
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not a day.  Write year, month and day, such as 2025-01-31.");
        }
    }

    private static BigDecimal price(String text) {
        return number(text, HIGHEST, "a price in US dollars per million tokens.  Write digits alone, such as 2.50");
    }

    private static BigDecimal factor(String text) {
        return number(text, BigDecimal.ONE, "a factor.  Write one of at most 1, such as 0.5");
    }

    private static BigDecimal number(String text, BigDecimal most, String what) {
        if (!text.trim().matches("[0-9]{1,7}(\\.[0-9]{1,12})?") || new BigDecimal(text.trim()).compareTo(most) > 0) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not " + what + ".");
        }
        return new BigDecimal(text.trim());
    }
}
