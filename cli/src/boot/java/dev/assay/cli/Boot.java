package dev.assay.cli;

/// Placeholder replaced below.
public final class Boot {
    private Boot() {
    }

    public static void main(String[] args) throws Exception {
        Class.forName("dev.assay.cli.Main").getMethod("main", String[].class).invoke(null, (Object) args);
    }
}
