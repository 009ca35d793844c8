package dev.assay.runners.model;

import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Sorts what a provider says went wrong by what may be done about it.
///
/// Status, code and type decide, never the text of a message alone; that only earns a hint.
final class Failures {

    private static final Set<String> OVERLOADED = Set.of("overloaded_error", "overloaded", "server_is_overloaded", "slow_down", "unavailable");
    /// What no other request to the same model would get past.
    private static final Set<String> FOR_THE_WHOLE_MODEL = Set.of("insufficient_quota", "api_key_invalid", "failed_precondition", "authentication_error",
        "billing_error", "permission_error", "not_found_error");
    private static final int LONGEST_MESSAGE = 300;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+");
    private static final Pattern CONTEXT = Pattern
        .compile("(?i)context[_ ]length|maximum context|context window|context limit|too many tokens|prompt is too long|maximum number of tokens");

    private Failures() {
    }

    /// What a failure is: a transient trouble, or a rejection of this request or of the whole model.
    sealed interface Kind {
        /// It may go better next time.
        record Passing(Trouble trouble) implements Kind {
        }

        /// It never will.
        record Final(boolean wholeModel) implements Kind {
        }
    }

    /// Sorts an error answer.
    static Kind of(int status, Problem problem) {
        if (FOR_THE_WHOLE_MODEL.stream().anyMatch(problem::is)) {
            return new Kind.Final(true);
        }
        return byStatus(status);
    }

    private static Kind byStatus(int status) {
        return switch (status) {
            case 429 -> new Kind.Passing(Trouble.RATE_LIMIT);
            case 503, 529 -> new Kind.Passing(Trouble.OVERLOAD);
            case 408, 409 -> new Kind.Passing(Trouble.SERVER_FAULT);
            case 401, 402, 403, 404 -> new Kind.Final(true);
            default -> status >= 500 ? new Kind.Passing(Trouble.SERVER_FAULT) : new Kind.Final(status < 400);
        };
    }

    /// Sorts an error that stands inside an answer whose status is good.
    static Kind inside(Problem problem) {
        if (FOR_THE_WHOLE_MODEL.stream().anyMatch(problem::is)) {
            return new Kind.Final(true);
        }
        if (OVERLOADED.stream().anyMatch(problem::is)) {
            return new Kind.Passing(Trouble.OVERLOAD);
        }
        if (problem.is("rate_limit_error") || problem.is("rate_limit_exceeded") || problem.is("resource_exhausted")) {
            return new Kind.Passing(Trouble.RATE_LIMIT);
        }
        if (problem.status().isPresent() && problem.status().get() >= 400) {
            return byStatus(problem.status().get());
        }
        if (problem.is("invalid_request_error") || problem.is("invalid_prompt") || problem.is("request_too_large") || problem.is("context_length_exceeded")) {
            return new Kind.Final(false);
        }
        return new Kind.Passing(Trouble.SERVER_FAULT);
    }

    /// The exception for a failure.
    static ModelException exception(Kind kind, String message, Optional<Duration> retryAfter) {
        return switch (kind) {
            case Kind.Passing(Trouble trouble) -> new ModelException.Transient(trouble, message, retryAfter, List.of());
            case Kind.Final(boolean wholeModel) -> new ModelException.Rejected(message, wholeModel, List.of());
        };
    }

    /// Whether the prompt, or prompt and ceiling together, were too long for the model.
    static boolean isTooLong(Problem problem) {
        return problem.is("context_length_exceeded") || CONTEXT.matcher(problem.message()).find();
    }

    /// A foreign text made fit for one line of ours: no secrets, no control characters, at most 300 characters.
    static String quoted(String text, Secrets secrets) {
        String line = UNPRINTABLE.matcher(secrets.scrub(text)).replaceAll(" ").strip();
        if (line.length() <= LONGEST_MESSAGE) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST_MESSAGE - 2)) ? LONGEST_MESSAGE - 2 : LONGEST_MESSAGE - 1;
        return line.substring(0, end) + "…";
    }

    /// The same as a sentence that ends with one full stop.
    static String sentence(String text, Secrets secrets) {
        String line = quoted(text, secrets);
        return line.endsWith(".") || line.endsWith("…") ? line : line + ".";
    }
}
