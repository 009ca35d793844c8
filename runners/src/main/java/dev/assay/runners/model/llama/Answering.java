package dev.assay.runners.model.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One question in work, in the child.
///
/// Stop texts are found here and not by llama.cpp, which drops what it held back and does not say that it stopped there. The tokens that end an answer
/// are made visible by llama.cpp, which does not say either whether a model was done or was cut.
final class Answering implements Runnable {

    /// What llama.cpp says when an answer reaches the end of the context.
    private static final String CONTEXT_IS_FULL = "context shift is disabled";

    /// What stands in a text for bytes that are no character.
    private static final String STRAY = "\uFFFD";

    private final Engine engine;
    private final Order.Ask ask;
    private final Consumer<News> out;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    Answering(Engine engine, Order.Ask ask, Consumer<News> out) {
        this.engine = engine;
        this.ask = ask;
        this.out = out;
    }

    /// Nobody waits for the answer any more. The thread that reads it ends it, at the next token.
    void cancel() {
        cancelled.set(true);
    }

    @Override
    public void run() {
        try {
            String prompt = read();
            if (!prompt.isEmpty()) {
                answer(prompt, Math.min(ask.maxTokens(), engine.context() - engine.tokens(prompt) - 1));
            }
        } catch (RuntimeException e) {
            // The binding's own exception is not visible outside its package.
            out.accept(new News.Refused(ask.id(), "llama.cpp refuses the question: " + e.getMessage()));
        }
    }

    /// Makes the prompt, one question at a time, and says how long it is.
    ///
    /// @return empty if it does not fit
    private String read() {
        engine.reading().lock();
        try {
            out.accept(new News.Reading(ask.id()));
            String prompt = engine.prompt(ask);
            int tokens = engine.tokens(prompt);
            if (tokens + 1 >= engine.context()) {
                out.accept(new News.Refused(ask.id(), "The question has " + tokens + " tokens, and the context holds " + engine.context()));
                return "";
            }
            out.accept(new News.Begun(ask.id(), tokens));
            return prompt;
        } finally {
            engine.reading().unlock();
        }
    }

    private void answer(String prompt, int budget) {
        StopScanner scanner = new StopScanner(ask.stop());
        LlamaIterator pieces = engine.generate(parameters(prompt, budget));
        Count count = new Count();
        News.Why why = News.Why.LENGTH;
        try {
            why = read(pieces, scanner, count, budget);
        } catch (RuntimeException e) {
            if (!String.valueOf(e.getMessage()).contains(CONTEXT_IS_FULL)) {
                throw e;
            }
        }
        send(scanner.rest());
        out.accept(new News.Done(ask.id(), why, count.tokens, ProcessMemory.peak()));
    }

    /// What was counted so far.
    private static final class Count {
        private int tokens;
        private boolean exact = true;
    }

    private News.Why read(LlamaIterator pieces, StopScanner scanner, Count count, int budget) {
        while (pieces.hasNext()) {
            String piece = pieces.next().text;
            if (cancelled.get()) {
                pieces.cancel();
                return News.Why.CANCELLED;
            }
            if (!pieces.hasNext()) {
                // The last one is a sign and no token.
                return ended(count, budget);
            }
            count(piece, count, budget);
            if (engine.isEnd(piece)) {
                pieces.cancel();
                return News.Why.NATURAL;
            }
            send(scanner.feed(piece));
            if (scanner.isStopped()) {
                pieces.cancel();
                return News.Why.NATURAL;
            }
        }
        return News.Why.LENGTH;
    }

    /// A piece is a token, but for characters that were put together from several: those are made into tokens again. A byte that belongs to no character
    /// is one.
    private void count(String piece, Count count, int budget) {
        boolean single = piece.chars().allMatch(c -> c < 0x80);
        String whole = single ? "" : piece.replace(STRAY, "");
        int tokens = single ? 1 : piece.length() - whole.length() + (whole.isEmpty() ? 0 : engine.pieceTokens(whole));
        count.tokens = Math.min(budget, count.tokens + tokens);
        count.exact &= single;
    }

    /// Why llama.cpp ended an answer of whose end no token came. Where the count leaves it open, it counts as cut.
    private static News.Why ended(Count count, int budget) {
        int slack = count.exact ? 0 : 8 + count.tokens / 10;
        return count.tokens + slack < budget ? News.Why.NATURAL : News.Why.LENGTH;
    }

    private void send(String text) {
        if (!text.isEmpty()) {
            out.accept(new News.Piece(ask.id(), text));
        }
    }

    private InferenceParameters parameters(String prompt, int budget) {
        Order.Sampling sampling = ask.sampling();
        // Without the cache of prompts an answer does not depend on what was asked before it.
        InferenceParameters parameters = new InferenceParameters(prompt).setNPredict(budget).setCachePrompt(false);
        if (sampling.seed() >= 0) {
            parameters.setSeed(sampling.seed());
        }
        if (sampling.temperature() >= 0) {
            parameters.setTemperature(sampling.temperature());
        }
        if (sampling.topP() >= 0) {
            parameters.setTopP(sampling.topP());
        }
        if (sampling.topK() >= 0) {
            parameters.setTopK(sampling.topK());
        }
        if (sampling.minP() >= 0) {
            parameters.setMinP(sampling.minP());
        }
        if (sampling.repeatPenalty() >= 0) {
            parameters.setRepeatPenalty(sampling.repeatPenalty());
        }
        return parameters;
    }
}
