/// The Maven goals: a thin door to the command line, which runs in a process of its own.
package dev.assay.maven;
