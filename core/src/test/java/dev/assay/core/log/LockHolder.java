package dev.assay.core.log;

import java.nio.file.Path;

/// Another process that writes a run, until it is killed.
final class LockHolder {

    private LockHolder() {
    }

    public static void main(String[] args) throws Exception {
        try (RunLogWriter ignored = RunLogWriter.resume(Path.of(args[0]))) {
            System.out.write('L');
            System.out.flush();
            Thread.sleep(60_000);
        }
    }
}
