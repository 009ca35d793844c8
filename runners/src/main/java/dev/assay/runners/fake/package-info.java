/// A server that only pretends: it speaks the chat dialect on loopback and answers from rules, with scripted delays and faults. Start at
/// [dev.assay.runners.fake.FakeServer].
@NullMarked
package dev.assay.runners.fake;

import org.jspecify.annotations.NullMarked;
