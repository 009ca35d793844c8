/// The port for running a program that nobody has read. Start at [dev.assay.core.sandbox.Sandbox].
@NullMarked
package dev.assay.core.sandbox;

import org.jspecify.annotations.NullMarked;
