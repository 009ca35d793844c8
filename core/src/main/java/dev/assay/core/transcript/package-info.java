/// What was said: the events of one trial, in order, and how thought and answer are told apart. Start at [dev.assay.core.transcript.Transcript].
@NullMarked
package dev.assay.core.transcript;

import org.jspecify.annotations.NullMarked;
