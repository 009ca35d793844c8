package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.SandboxProvider;
import java.nio.file.Path;

/// The abuse suite under Landlock.
class LandlockAbuseTest extends AbuseSuite {

    @Override
    SandboxProvider provider(Path temporary) {
        return new LandlockProvider(temporary);
    }
}
