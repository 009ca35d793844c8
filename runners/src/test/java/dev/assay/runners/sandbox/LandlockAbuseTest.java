package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.SandboxProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/// The abuse suite under Landlock.
@Tag("box")
class LandlockAbuseTest extends AbuseSuite {

    @Override
    SandboxProvider provider(Path temporary) {
        return new LandlockProvider(temporary);
    }
}
