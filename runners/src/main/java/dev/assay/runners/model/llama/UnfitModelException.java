package dev.assay.runners.model.llama;

/// A model that llama.cpp cannot load, or whose chat template it cannot use.
final class UnfitModelException extends Exception {

    private static final long serialVersionUID = 1L;

    UnfitModelException(String message) {
        super(message);
    }
}
