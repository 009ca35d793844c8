package dev.assay.suites.data;

import java.time.Duration;

/// How long a download may take, and how large it may be.
///
/// @param connect until the connection stands
/// @param response until the status and headers came
/// @param total until the last byte came
/// @param bytes the largest file taken
public record DownloadLimits(Duration connect, Duration response, Duration total, long bytes) {

    /// The limits where nobody says otherwise: 10 s, 30 s, 5 min, 256 MiB.
    public static final DownloadLimits DEFAULT = new DownloadLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5), 256L << 20);

    public DownloadLimits {
        if (!connect.isPositive() || !response.isPositive() || !total.isPositive() || bytes < 1) {
            throw new IllegalArgumentException("The limits of a download are positive.");
        }
    }
}
