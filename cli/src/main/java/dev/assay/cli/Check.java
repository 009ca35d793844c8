package dev.assay.cli;

import java.util.Optional;

/// One finding of the doctor: one line.
///
/// @param area what was looked at, such as `java` or `keys`
/// @param status how it stands
/// @param text what was found, one sentence; never a secret
/// @param fix what to type or to change; present where the status is `FIX`, and nowhere else
public record Check(String area, Status status, String text, Optional<String> fix) {

    /// How something stands.
    public enum Status {
        /// As it should be.
        OK,
        /// Worth knowing; nothing needs to be done.
        NOTE,
        /// Something does not work until it is mended.
        FIX
    }

    public Check {
        if (fix.isPresent() != (status == Status.FIX)) {
            throw new IllegalArgumentException("A finding says what to do if, and only if, something is to be done: " + text);
        }
    }

    /// A finding of which all is well.
    public static Check ok(String area, String text) {
        return new Check(area, Status.OK, text, Optional.empty());
    }

    /// A finding worth knowing.
    public static Check note(String area, String text) {
        return new Check(area, Status.NOTE, text, Optional.empty());
    }

    /// A finding to mend.
    ///
    /// @param remedy what to type or to change
    public static Check fix(String area, String text, String remedy) {
        return new Check(area, Status.FIX, text, Optional.of(remedy));
    }
}
