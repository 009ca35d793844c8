package dev.assay.runners.model.llama;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// What a GGUF file says of itself, as far as it is needed here.
///
/// @param version the version of the format, 2 or 3
/// @param architecture such as `llama` or `qwen2`
/// @param quantisation such as `Q4_K_M`, or the type of most of its weights if the file does not say
/// @param contextLength how many tokens the model was trained to read, if the file says so
/// @param template its chat template, if there is one
/// @param begin the token that begins a text, if the file names one
/// @param addsBegin whether that token is put before every prompt
/// @param ends the tokens that end an answer, as far as the file names them
/// @param tensors how many tensors there are
record GgufHeader(int version, String architecture, String quantisation, OptionalInt contextLength, Optional<String> template, OptionalInt begin,
    boolean addsBegin, Set<Integer> ends, int tensors) {

    GgufHeader {
        ends = Set.copyOf(new TreeSet<>(ends));
    }
}
