/// What runs amount to: leaderboards, comparisons, and every output format. Start at `board`.
@NullMarked
package dev.assay.reports;

import org.jspecify.annotations.NullMarked;
