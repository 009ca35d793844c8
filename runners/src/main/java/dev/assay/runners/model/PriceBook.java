package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Every price that is known: data, dated and sourced, never code.
///
/// The first entry that is about a model and holds on the day counts, so what a user sets goes before what came with Assay. A price that
/// came with Assay is that of the provider's own address; a model reached elsewhere has none until the user says one.
///
/// @param entries in the order in which they are asked
public record PriceBook(List<PriceEntry> entries) {

    /// The files that come with Assay, one per provider.
    public static final List<String> FILES = List.of("openai", "anthropic", "gemini", "deepseek", "mistral", "xai", "groq", "local");

    public PriceBook {
        entries = List.copyOf(entries);
    }

    /// No price is known.
    public static PriceBook empty() {
        return new PriceBook(List.of());
    }

    /// One of the files that come with Assay, as it stands in the jar.
    ///
    /// @param provider one of [#FILES]
    public static String file(String provider) {
        try (InputStream in = PriceBook.class.getResourceAsStream("prices/" + provider + ".yaml")) {
            if (in == null) {
                throw new IllegalArgumentException("The jar lacks prices/" + provider + ".yaml.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("prices/" + provider + ".yaml cannot be read from the jar.", e);
        }
    }

    /// The same with a user's own entries before all others.
    public PriceBook with(List<PriceEntry> own) {
        List<PriceEntry> all = new ArrayList<>(own);
        all.addAll(entries);
        return new PriceBook(all);
    }

    /// The entry that holds for a model on a day.
    ///
    /// @param elsewhere whether the model is reached at another address than its provider's own
    public Optional<PriceEntry> find(ModelRef ref, LocalDate day, boolean elsewhere) {
        return entries.stream().filter(entry -> entry.holds(ref, day) && (!elsewhere || !entry.shipped() || entry.free())).findFirst();
    }

    /// The names of this provider's priced models that are nearest to one that is not known.
    public List<String> near(ModelRef ref) {
        return entries.stream().flatMap(entry -> entry.models().stream()).filter(name -> name.indexOf('*') < 0 && name.startsWith(ref.provider() + "/"))
            .distinct().sorted(Comparator.<String>comparingInt(name -> Nearest.edits(name, ref.shortName())).thenComparing(Comparator.naturalOrder()))
            .limit(3).toList();
    }
}
