/// Terminal, Markdown, HTML, CSV, JSON: every output is made from the same values. Start at [dev.assay.reports.format.ReportFormat].
@NullMarked
package dev.assay.reports.format;

import org.jspecify.annotations.NullMarked;
