/// Looking at results while they arrive: bets that stay valid however often one looks.
@NullMarked
package dev.assay.core.metric.sequential;

import org.jspecify.annotations.NullMarked;
