package dev.assay.core.task;

/// Matches names of suites and tasks against globs: `*` stands for any text, `?` for one character, everything else for itself.
public final class Glob {

    private Glob() {
    }

    /// True if the whole name matches; takes at most the product of both lengths in steps.
    public static boolean matches(String glob, String name) {
        int atGlob = 0;
        int atName = 0;
        int star = -1;
        int resume = 0;
        while (atName < name.length()) {
            if (atGlob < glob.length() && glob.charAt(atGlob) == '*') {
                star = atGlob++;
                resume = atName;
            } else if (atGlob < glob.length() && (glob.charAt(atGlob) == '?' || glob.charAt(atGlob) == name.charAt(atName))) {
                atGlob++;
                atName++;
            } else if (star >= 0) {
                atGlob = star + 1;
                atName = ++resume;
            } else {
                return false;
            }
        }
        while (atGlob < glob.length() && glob.charAt(atGlob) == '*') {
            atGlob++;
        }
        return atGlob == glob.length();
    }
}
