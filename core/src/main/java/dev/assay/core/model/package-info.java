/// Who answers: the [dev.assay.core.model.Model] port and the values that cross it. Start at `Model`.
@NullMarked
package dev.assay.core.model;

import org.jspecify.annotations.NullMarked;
