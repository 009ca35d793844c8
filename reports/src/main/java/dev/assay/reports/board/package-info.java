/// Leaderboard and paired comparison, made from run logs. Start at [dev.assay.reports.board.Leaderboard].
@NullMarked
package dev.assay.reports.board;

import org.jspecify.annotations.NullMarked;
