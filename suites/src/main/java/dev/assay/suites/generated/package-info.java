/// Families of generated questions, and the seeded draws they are made of. Start at [dev.assay.suites.generated.Family].
@NullMarked
package dev.assay.suites.generated;

import org.jspecify.annotations.NullMarked;
