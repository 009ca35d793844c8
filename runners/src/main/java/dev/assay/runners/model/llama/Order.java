package dev.assay.runners.model.llama;

import java.util.List;

/// What a child is told.
sealed interface Order {

    /// Loads the model; the first order, and only once.
    ///
    /// @param path the model's file; empty: the native library is loaded and no model
    /// @param room an empty folder of the child's own, for the native library
    /// @param template the chat template that is taken in place of the file's own; empty: the file's own
    /// @param context how many tokens question and answer may have together, for each slot
    /// @param slots how many questions are worked on at once
    /// @param threads how many threads compute
    /// @param gpuLayers how many layers are given to a graphics processor, where the library can use one
    /// @param templated whether messages go through a chat template; otherwise they are joined as they are
    /// @param addsBegin whether the tokenizer puts a token before every prompt
    /// @param begin that token; negative if it is not known
    /// @param ends the tokens that end an answer, as far as the file names them
    record Load(String path, String room, String template, int context, int slots, int threads, int gpuLayers, boolean templated, boolean addsBegin, int begin,
        List<Integer> ends) implements Order {
        public Load {
            ends = List.copyOf(ends);
        }

        /// The same with a folder of the child's own.
        Load in(String folder) {
            return new Load(path, folder, template, context, slots, threads, gpuLayers, templated, addsBegin, begin, ends);
        }
    }

    /// Asks a question.
    ///
    /// @param id by which its answer is known
    /// @param roles who says each message: `system`, `user` or `assistant`
    /// @param texts what each message says
    /// @param maxTokens the ceiling of the answer, at least 1
    /// @param stop texts that end the answer
    /// @param sampling how tokens are drawn
    record Ask(int id, List<String> roles, List<String> texts, int maxTokens, List<String> stop, Sampling sampling) implements Order {
        public Ask {
            roles = List.copyOf(roles);
            texts = List.copyOf(texts);
            stop = List.copyOf(stop);
            if (roles.size() != texts.size()) {
                throw new IllegalArgumentException("There are " + roles.size() + " roles for " + texts.size() + " texts.");
            }
        }
    }

    /// How tokens are drawn; a negative number leaves a setting to llama.cpp.
    ///
    /// @param seed decides the draws; negative: any
    /// @param temperature 0: always the likeliest
    /// @param topP nucleus sampling
    /// @param topK only so many of the likeliest; 0: all
    /// @param minP only those at least so likely as the likeliest times this
    /// @param repeatPenalty divides the odds of what was written before; 1: none
    record Sampling(int seed, float temperature, float topP, int topK, float minP, float repeatPenalty) {

        /// Everything left to llama.cpp.
        static final Sampling DEFAULTS = new Sampling(-1, -1, -1, -1, -1, -1);
    }

    /// Nobody waits for this answer any more.
    record Cancel(int id) implements Order {
    }
}
