package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import dev.assay.core.transcript.Segmentation;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One short call to a model before its first trial, for what nobody can know without asking.
///
/// Where does the thought stand, does a closing tag come alone, does usage arrive, are the settings of the run taken? What is found is
/// written into the record of the run, and read from there when the run goes on. No sign of thought proves nothing: the profile stays
/// `auto` then, under which a text of unknown phase is never graded.
///
/// @param facts what was found, for the record of the run
/// @param refusal what the provider said where it takes no such call; the run would fail in the same way
public record Handshake(SortedMap<String, String> facts, Optional<String> refusal) {

    private static final String QUESTION = "What is 17 + 25? End with the number alone.";
    private static final int MOST_TOKENS = 2048;
    private static final String PROFILE = "profile";

    public Handshake {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /// Asks every model that wants it, all at once.
    ///
    /// @param models who is to be asked in the run
    /// @param config how they are to be asked; only the ceiling of tokens is lowered
    /// @param patience how long all of it may take
    /// @return what was found, for those that were asked
    public static Map<ModelRef, Handshake> all(Map<ModelRef, OpenModel> models, GenerateConfig config, Duration patience) {
        Map<ModelRef, FutureTask<Handshake>> tasks = new LinkedHashMap<>();
        models.forEach((ref, open) -> {
            if (open.model() instanceof ProfiledModel model) {
                FutureTask<Handshake> task = new FutureTask<>(() -> with(model, small(ref, config, patience)));
                tasks.put(ref, task);
                Thread.ofVirtual().name("handshake-" + ref.shortName()).start(task);
            }
        });
        long deadline = System.nanoTime() + patience.toNanos();
        Map<ModelRef, Handshake> found = new LinkedHashMap<>();
        tasks.forEach((ref, task) -> found.put(ref, await(task, deadline)));
        return found;
    }

    /// The ceiling of tokens is low, but leaves room for an answer beside a thought of the size that is asked for.
    private static GenerateConfig small(ModelRef ref, GenerateConfig config, Duration patience) {
        int room = MOST_TOKENS + OverridingModel.applied(ref, config).reasoningTokens().orElse(0);
        return config.withMaxTokens(Math.min(room, config.maxTokens().orElse(room))).withTimeout(patience);
    }

    private static Handshake await(FutureTask<Handshake> task, long deadline) {
        try {
            return task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return unanswered("no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unanswered("interrupted");
        } finally {
            task.cancel(true);
        }
    }

    /// Tells models what an earlier handshake found, as it stands in the record of the run.
    ///
    /// @param facts the facts of each model by its reference, as the run's record has them
    public static void remember(Map<ModelRef, OpenModel> models, Map<String, SortedMap<String, String>> facts) {
        models.forEach((ref, open) -> {
            if (open.model() instanceof ProfiledModel model) {
                String word = facts.getOrDefault(ref.toString(), Collections.emptySortedMap()).getOrDefault(PROFILE, "auto");
                Arrays.stream(ReasoningProfile.values()).filter(profile -> HttpProvider.spelled(profile).equals(word)).findFirst().ifPresent(model::settle);
            }
        });
    }

    /// Asks one model, and tells it what was found.
    static Handshake with(ProfiledModel model, GenerateConfig config) {
        try {
            ModelOutput output = model.generate(List.of(new Message.User(QUESTION)), config);
            Sign sign = Sign.of(output);
            if (model.declared() == ReasoningProfile.AUTO) {
                model.settle(sign.profile());
            }
            return new Handshake(facts(output, sign, model.declared()), Optional.empty());
        } catch (ModelException.Rejected e) {
            boolean ours = e.attempts().isEmpty() || e.attempts().getLast().status().filter(status -> status >= 400 && status < 500).isPresent();
            return new Handshake(unanswered("rejected").facts, ours ? Optional.of(e.message()) : Optional.empty());
        } catch (ModelException e) {
            return unanswered("no answer, " + e.attempts().stream().reduce((first, last) -> last).map(Attempt::result).orElse(e.kind()));
        }
    }

    private static Handshake unanswered(String why) {
        return new Handshake(new TreeMap<>(Map.of("handshake", why)), Optional.empty());
    }

    private static SortedMap<String, String> facts(ModelOutput output, Sign sign, ReasoningProfile declared) {
        SortedMap<String, String> facts = new TreeMap<>();
        boolean unsettled = declared == ReasoningProfile.AUTO;
        facts.put("handshake", sign.words() + (unsettled || sign.profile() == ReasoningProfile.AUTO || sign.profile() == declared
            ? ""
            : ", although the profile is " + HttpProvider.spelled(declared)));
        if (unsettled) {
            facts.put(PROFILE, HttpProvider.spelled(sign.profile()));
        }
        facts.put("handshake-usage", output.usage().origin().name().toLowerCase(Locale.ROOT));
        tokens(output.usage()).ifPresent(tokens -> facts.put("handshake-tokens", tokens.toString()));
        output.modelReturned().ifPresent(name -> facts.put("handshake-model", name));
        return facts;
    }

    private static Optional<Long> tokens(Usage usage) {
        return usage.output().map(output -> output + usage.input().orElse(0L) + usage.cachedInput().orElse(0L));
    }

    /// A sign of thought.
    ///
    /// @param words how it is told
    /// @param profile what it means
    private record Sign(String words, ReasoningProfile profile) {

        static Sign of(ModelOutput output) {
            Reasoning reasoning = output.message().reasoning();
            String text = output.message().text();
            if (reasoning.text().isPresent() || reasoning.summary().isPresent() || reasoning.encrypted().isPresent()) {
                return new Sign("thought in a field of its own", ReasoningProfile.SEPARATE);
            }
            // A natural end is assumed, so that a text without tags is no thought however it ended.
            if (Segmentation.of(text, Reasoning.none(), StopReason.NATURAL, ReasoningProfile.AUTO).thought().isPresent()) {
                boolean opened = text.strip().matches("(?s)[<\\[◁].*");
                return opened
                    ? new Sign("thought between tags", ReasoningProfile.INLINE)
                    : new Sign("thought before a closing tag", ReasoningProfile.INLINE_OPEN);
            }
            if (reasoning.visibility() == Reasoning.Visibility.HIDDEN) {
                return new Sign("tokens of thought alone", ReasoningProfile.SEPARATE);
            }
            return new Sign("no sign of thought", ReasoningProfile.AUTO);
        }
    }
}
