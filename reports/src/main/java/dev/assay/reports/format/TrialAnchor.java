package dev.assay.reports.format;

import dev.assay.core.run.Trial;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// The name of a trial's place in a page: from a digest, never from an id that somebody chose.
public final class TrialAnchor {

    private TrialAnchor() {
    }

    /// The anchor of a trial of this run.
    public static String of(int run, Trial trial) {
        return "t" + HexFormat.of().formatHex(sha256(run + " " + trial), 0, 8);
    }

    /// The address of that anchor within its page.
    public static String link(int run, Trial trial) {
        return "#" + of(run, trial);
    }

    /// The source expression by which a content security policy names a text.
    static String policySource(String text) {
        return "'sha256-" + Base64.getEncoder().encodeToString(sha256(text)) + "'";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java machine knows SHA-256.", e);
        }
    }
}
