package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.SandboxProvider;
import java.nio.file.Path;

/// The abuse suite under bwrap's zygotes.
class ZygoteAbuseTest extends AbuseSuite {

    @Override
    SandboxProvider provider(Path temporary) {
        return BwrapProvider.zygotes(temporary);
    }
}
