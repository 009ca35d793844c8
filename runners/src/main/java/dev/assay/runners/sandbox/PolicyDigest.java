package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Policy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A digest of all that decides what a program may do.
final class PolicyDigest {

    private static final int SHOWN = 16;

    private PolicyDigest() {
    }

    /// The digest of a policy under a back end's rules. How many programs run at once and where folders lie does not enter.
    ///
    /// @param id the back end
    /// @param rules its rules in words
    static String of(Policy policy, String id, String rules) {
        String all = String.join("\n", id, rules, policy.python(), policy.roots().toString(), Limits.PYTHON.toString(), Limits.JAVA.toString(),
            Limits.PYTHON_CHECKER.toString(), Limits.JAVA_CHECKER.toString());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, SHOWN);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256.", missing);
        }
    }
}
