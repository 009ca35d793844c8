package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Sends an attempt when the endpoint can take it: as many at once as it bears, as many in a minute as it allows, and none while it fails.
///
/// Safe for use by many threads.
final class LimitedModel implements Model {

    private final Model model;
    private final EndpointLimits limits;
    private final Activity activity;
    private final Pause pause;

    LimitedModel(Model model, EndpointLimits limits, Activity activity, Pause pause) {
        this.model = model;
        this.limits = limits;
        this.activity = activity;
        this.pause = pause;
    }

    @Override
    public ModelRef ref() {
        return model.ref();
    }

    @Override
    public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
        try {
            return send(messages, config);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException.Cancelled(List.of());
        }
    }

    private ModelOutput send(List<Message> messages, GenerateConfig config) throws ModelException, InterruptedException {
        Breaker.Admission admission = limits.breaker().admit();
        if (admission == Breaker.Admission.GIVEN_UP) {
            throw new ModelException.Exhausted("The endpoint of " + ref().shortName()
                + " has failed for 15 min without a good answer. Its remaining trials were not run; run the same command again once it works.", List.of());
        }
        Places.Call call;
        MinuteRates.Reservation reservation;
        try {
            reservation = limits.rates().reserve(messages, config);
            if (reservation.delay().isPositive()) {
                pause.pause(reservation.delay());
            }
            call = limits.places().call();
        } catch (InterruptedException e) {
            limits.breaker().cancelled(admission);
            throw e;
        }
        return ask(messages, config, admission, reservation, call);
    }

    private ModelOutput ask(List<Message> messages, GenerateConfig config, Breaker.Admission admission, MinuteRates.Reservation reservation, Places.Call call)
        throws ModelException {
        AdaptiveLimit.Result result = AdaptiveLimit.Result.ANSWERED;
        Optional<Duration> wish = Optional.empty();
        try {
            ModelOutput output = model.generate(messages, config);
            limits.rates().settle(reservation, output.usage());
            limits.breaker().ended(admission, false);
            return output;
        } catch (ModelException.Transient failure) {
            limits.rates().settle(reservation, failure.attempts().isEmpty() ? Usage.unknown() : failure.attempts().getLast().usage());
            boolean limited = failure.trouble() == Trouble.RATE_LIMIT;
            result = limited ? AdaptiveLimit.Result.RATE_LIMITED : AdaptiveLimit.Result.FAULT;
            wish = failure.retryAfter();
            limits.breaker().ended(admission, !limited);
            throw failure;
        } catch (ModelException.Cancelled cancelled) {
            limits.breaker().cancelled(admission);
            throw cancelled;
        } catch (ModelException.Rejected | ModelException.Exhausted refused) {
            limits.breaker().ended(admission, false);
            throw refused;
        } finally {
            call.ended(result, wish);
            activity.limit(ref(), limits.places().limit());
        }
    }
}
