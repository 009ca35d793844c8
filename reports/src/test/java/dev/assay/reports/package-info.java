/// Tests of the reports, over runs made by hand. Start at `HandMade`.
package dev.assay.reports;
