package dev.assay.core.sandbox;

/// A program that nobody has read.
///
/// @param language `python` or `java`
/// @param source its source text
/// @param input what it reads on standard input
public record Program(String language, String source, String input) {
}
