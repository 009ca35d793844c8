/// Local models: GGUF files that llama.cpp runs in a child process, because a native abort must never take the run with it. Start at
/// [dev.assay.runners.model.llama.LocalModel]; what a file may be is decided by [dev.assay.runners.model.llama.ModelFile], before anything
/// native sees it.
@NullMarked
package dev.assay.runners.model.llama;

import org.jspecify.annotations.NullMarked;
