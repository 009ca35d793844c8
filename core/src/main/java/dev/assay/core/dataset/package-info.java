/// What is asked: samples, their targets, and the dataset they come from. Start at [dev.assay.core.dataset.Sample].
@NullMarked
package dev.assay.core.dataset;

import org.jspecify.annotations.NullMarked;
