package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ActivityTest {

    private static final ModelRef MODEL = ModelRef.of("fake", "a");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Activity activity = new Activity(now::get);

    private void pass(long seconds) {
        now.updateAndGet(instant -> instant.plusSeconds(seconds));
    }

    @Test
    void ofAModelThatNobodySpokeOfNothingIsKnown() {
        assertThat(activity.snapshot(MODEL)).isEqualTo(new Activity.Snapshot(0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), 0));
    }

    @Test
    void waitsAreSeenUntilTheyAreClosed() {
        try (Activity.Waiting _ = activity.waiting(MODEL, Duration.ofSeconds(40))) {
            pass(38);
            try (Activity.Waiting _ = activity.waiting(MODEL, Duration.ofSeconds(4))) {
                Activity.Snapshot both = activity.snapshot(MODEL);
                assertThat(both.waitingToRetry()).isEqualTo(2);
                assertThat(both.longestWait()).contains(Duration.ofSeconds(38));
                assertThat(both.nextTry()).contains(Duration.ofSeconds(2));
            }
            pass(10);
            assertThat(activity.snapshot(MODEL).nextTry()).contains(Duration.ZERO);
        }
        assertThat(activity.snapshot(MODEL).waitingToRetry()).isZero();
        assertThat(activity.snapshot(MODEL).retries()).isEqualTo(2);
    }

    @Test
    void trialsLimitsAndRateLimitsAreSeen() {
        activity.limit(MODEL, 9);
        activity.started(MODEL);
        activity.started(MODEL);
        activity.ended(MODEL);
        pass(5);
        activity.rateLimited(MODEL);
        assertThat(activity.snapshot(MODEL))
            .isEqualTo(new Activity.Snapshot(1, 9, 0, Optional.empty(), Optional.empty(), Optional.of(Instant.ofEpochSecond(5)), 0));
    }
}
