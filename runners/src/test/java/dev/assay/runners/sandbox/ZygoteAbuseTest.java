package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.SandboxProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/// The abuse suite under bwrap's zygotes.
@Tag("box")
class ZygoteAbuseTest extends AbuseSuite {

    @Override
    SandboxProvider provider(Path temporary) {
        return BwrapProvider.zygotes(temporary);
    }
}
