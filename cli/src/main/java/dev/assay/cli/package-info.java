/// The command line: `Main`, the commands, and `Harness`, the one place that sees every room.
@NullMarked
package dev.assay.cli;

import org.jspecify.annotations.NullMarked;
