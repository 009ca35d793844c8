package dev.assay.cli;

/// A setting of one task, as `--set` has it: `math/word-problems.level=3`.
///
/// @param key `task.key`
/// @param value what it is set to
record TaskSetting(String key, String value) {

    /// Whether a text has the form `task.key`; whether there is such a task, the catalogue knows.
    static boolean isKey(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9_/-]*\\.[A-Za-z][A-Za-z0-9_-]*");
    }

    /// Reads `task.key=value`.
    ///
    /// @throws IllegalArgumentException if the text is not of that form
    static TaskSetting parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || !isKey(text.substring(0, equals)) || equals == text.length() - 1) {
            throw new IllegalArgumentException(Quoted.of(text) + " is no setting.  Write task.key=value, such as math/word-problems.level=3.");
        }
        return new TaskSetting(text.substring(0, equals), ConfigSection.present(text.substring(equals + 1)));
    }
}
