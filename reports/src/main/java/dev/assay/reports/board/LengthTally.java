package dev.assay.reports.board;

import dev.assay.core.metric.BudgetedAccuracy;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.Reasoning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How long each scored answer was, with its score; sixteen bytes each.
final class LengthTally {

    private static final int BITS = 10;
    private static final int BLOCK = 1 << BITS;
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final long LONGEST = Integer.MAX_VALUE;

    private final List<long[]> places = new ArrayList<>();
    private final List<double[]> credits = new ArrayList<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong shortest = new AtomicLong(LONGEST);
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong unsized = new AtomicLong();
    private final AtomicLong estimated = new AtomicLong();
    private final AtomicLong thoughts = new AtomicLong();

    /// Takes a scored answer.
    void add(int sample, double credit, ModelOutput output) {
        thoughts.addAndGet(thought(output) ? 1 : 0);
        Optional<Long> length = length(output);
        if (length.isEmpty()) {
            unsized.incrementAndGet();
            return;
        }
        long tokens = Math.min(LONGEST, length.get());
        int index = size.getAndIncrement();
        if (places.size() <= index >> BITS) {
            places.add(new long[BLOCK]);
            credits.add(new double[BLOCK]);
        }
        places.get(index >> BITS)[index & (BLOCK - 1)] = ((long) sample << 32) | tokens;
        credits.get(index >> BITS)[index & (BLOCK - 1)] = credit;
        shortest.accumulateAndGet(tokens, Math::min);
        longest.accumulateAndGet(tokens, Math::max);
    }

    private static boolean thought(ModelOutput output) {
        return output.usage().reasoning().filter(tokens -> tokens > 0).isPresent() || output.message().reasoning().visibility() != Reasoning.Visibility.NONE;
    }

    /// Thought and answer together: as counted, else from characters where the thought is seen whole.
    private Optional<Long> length(ModelOutput output) {
        if (output.usage().output().isPresent()) {
            return output.usage().output();
        }
        Reasoning reasoning = output.message().reasoning();
        return switch (reasoning.visibility()) {
            case SUMMARY, ENCRYPTED, HIDDEN -> Optional.empty();
            case FULL, NONE -> {
                estimated.incrementAndGet();
                long characters = reasoning.text().map(String::length).orElse(0) + (long) output.message().text().length();
                yield Optional.of(Math.ceilDiv(characters, (long) CHARACTERS_PER_TOKEN));
            }
        };
    }

    /// Whether some answer came with a thought, and some length is known.
    boolean says() {
        return thoughts.get() > 0 && size.get() > 0;
    }

    long shortest() {
        return shortest.get();
    }

    long longest() {
        return longest.get();
    }

    long sized() {
        return size.get();
    }

    long unsized() {
        return unsized.get();
    }

    long estimated() {
        return estimated.get();
    }

    /// The answers by sample.
    List<BudgetedAccuracy.Sized> samples(List<String> ids, List<Optional<String>> clusters, IntColumn recorded) {
        Map<Integer, List<BudgetedAccuracy.Answer>> bySample = new HashMap<>();
        for (int i = 0; i < size.get(); i++) {
            long place = places.get(i >> BITS)[i & (BLOCK - 1)];
            double credit = credits.get(i >> BITS)[i & (BLOCK - 1)];
            bySample.computeIfAbsent((int) (place >> 32), _ -> new ArrayList<>(1)).add(new BudgetedAccuracy.Answer(place & LONGEST, credit));
        }
        List<BudgetedAccuracy.Sized> samples = new ArrayList<>(ids.size());
        for (int sample = 0; sample < ids.size(); sample++) {
            List<BudgetedAccuracy.Answer> answers = bySample.getOrDefault(sample, List.of());
            samples.add(new BudgetedAccuracy.Sized(ids.get(sample), clusters.get(sample), answers, recorded.get(sample) - answers.size()));
        }
        return samples;
    }
}
