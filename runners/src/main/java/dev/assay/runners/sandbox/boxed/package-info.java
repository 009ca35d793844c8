/// Trusted programs that run inside boxes, on nothing but the JDK. Start at [dev.assay.runners.sandbox.boxed.CompileLoop].
@NullMarked
package dev.assay.runners.sandbox.boxed;

import org.jspecify.annotations.NullMarked;
