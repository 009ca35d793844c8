/// Who answers, in practice: providers over HTTP, recorded and invented models, and wrappers round any of them. Start at
/// [dev.assay.runners.model.Models].
@NullMarked
package dev.assay.runners.model;

import org.jspecify.annotations.NullMarked;
