package dev.assay.runners.model;

import java.time.Duration;
import java.util.OptionalInt;

/// How many calls an endpoint takes at once, found by trying: slow start, then additive increase and multiplicative decrease.
///
/// The rules are those of congestion control in networks (Chiu and Jain 1989), with the last known bound kept in mind as in CUBIC (RFC 9438):
///
/// - A round is as many finished calls as the limit. A clean round in which at least 80 % of the limit was in use lets it grow: it doubles until
///   the first rate limit; below a known bound it grows by 5 %, at least by 1; at the bound it stays for 30 s and two rounds. Then it tries 5 % more.
///   Where that goes well, the step doubles with every further clean round.
/// - A rate limit of a call that was sent after the last cut cuts the limit to 70 %, or to what was in flight beside that call, whichever is less;
///   where the limit was only trying a little more than the bound, it returns to the bound. Calls sent before the cut say nothing about the new limit,
///   neither in good nor in bad.
/// - A server fault lets its round pass without growth, and cuts nothing.
///
/// Pure: it has no clock and no threads of its own, and is used under its owner's lock.
final class AdaptiveLimit {

    /// Where it starts.
    static final int START = 8;
    /// Where it ends, unless told otherwise.
    static final int CEILING = 256;

    private static final double CUT = 0.7;
    private static final double STEP = 0.05;
    private static final double IN_USE = 0.8;
    private static final int ROUNDS_AT_BOUND = 2;
    private static final long NANOS_AT_BOUND = Duration.ofSeconds(30).toNanos();

    private final int ceiling;
    private final State state = new State();

    /// The figures that change.
    private static final class State {
        private int limit;
        private int inFlight;
        private int generation;
        private OptionalInt bound = OptionalInt.empty();
        private double step = 1;
        private long boundMet;
        private int finished;
        private int most;
        private boolean clean = true;
        private int cleanRounds;
    }

    /// A call that was sent.
    ///
    /// @param generation how often the limit had been cut by then
    /// @param inFlight how many were in flight then, itself among them
    record Sent(int generation, int inFlight) {
    }

    /// What became of a call, as far as the limit is concerned.
    enum Result {
        /// An answer, or a refusal that has nothing to do with load.
        ANSWERED,
        /// The server asks for less.
        RATE_LIMITED,
        /// The server failed.
        FAULT
    }

    AdaptiveLimit(int start, int ceiling) {
        this.ceiling = ceiling;
        this.state.limit = Math.min(start, ceiling);
    }

    /// How many calls may be in flight.
    int limit() {
        return state.limit;
    }

    /// Whether one more call may be sent.
    boolean hasRoom() {
        return state.inFlight < state.limit;
    }

    /// A call is sent.
    Sent sent() {
        state.inFlight++;
        state.most = Math.max(state.most, state.inFlight);
        return new Sent(state.generation, state.inFlight);
    }

    /// A call has ended.
    ///
    /// @param now a reading of a nanosecond clock
    void ended(Sent call, Result result, long now) {
        state.inFlight--;
        if (call.generation != state.generation) {
            return;
        }
        state.finished++;
        switch (result) {
            case ANSWERED -> {
            }
            case FAULT -> state.clean = false;
            case RATE_LIMITED -> {
                cut(call, now);
                return;
            }
        }
        if (state.finished >= state.limit) {
            endRound(now);
        }
    }

    private void cut(Sent call, long now) {
        int beside = Math.max(1, Math.min(state.limit, call.inFlight - 1));
        boolean wasTrying = state.bound.isPresent() && state.limit > state.bound.getAsInt();
        int kept = wasTrying ? state.bound.getAsInt() : (int) (state.limit * CUT);
        state.bound = OptionalInt.of(beside);
        state.limit = Math.max(1, Math.min(kept, beside));
        state.step = STEP;
        state.boundMet = now;
        state.generation++;
        state.cleanRounds = 0;
        newRound();
    }

    private void endRound(long now) {
        boolean grows = state.clean && state.most >= IN_USE * state.limit;
        state.cleanRounds = state.clean ? state.cleanRounds + 1 : 0;
        if (grows) {
            state.limit = Math.min(ceiling, grown(now));
        }
        newRound();
    }

    private int grown(long now) {
        if (state.bound.isEmpty()) {
            return state.limit * 2;
        }
        int bound = state.bound.getAsInt();
        if (state.limit < bound) {
            int next = Math.min(bound, state.limit + Math.max(1, (int) (state.limit * STEP)));
            if (next == bound) {
                state.boundMet = now;
                state.cleanRounds = 0;
            }
            return next;
        }
        if (state.limit == bound && (now - state.boundMet < NANOS_AT_BOUND || state.cleanRounds < ROUNDS_AT_BOUND)) {
            return state.limit;
        }
        if (state.limit > bound) {
            state.bound = OptionalInt.of(state.limit);
            state.step = Math.min(1, state.step * 2);
        }
        return state.limit + Math.max(1, (int) (state.limit * state.step));
    }

    private void newRound() {
        state.finished = 0;
        state.most = state.inFlight;
        state.clean = true;
    }
}
