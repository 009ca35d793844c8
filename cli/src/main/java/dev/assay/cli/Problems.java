package dev.assay.cli;

import java.util.ArrayList;
import java.util.List;

/// What is wrong, collected, so that all of it is told at once.
final class Problems {

    /// A file with more problems than this is not the file that was meant.
    private static final int MOST = 50;

    private final String file;
    private final List<Found> found = new ArrayList<>();

    /// A problem with its place, for sorting: readers find some late that stand early.
    private record Found(YamlNode.Place at, String text) {
    }

    /// @param file the name that stands before each line and column
    Problems(String file) {
        this.file = file;
    }

    /// Adds a problem at a place of the file.
    void add(YamlNode.Place at, String text) {
        found.add(new Found(at, file + ":" + at + "  " + text));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /// The problems in the order of the file; of a hopeless file the first ones and how many more there are.
    List<String> inOrder() {
        List<String> sorted = found.stream()
            .sorted((a, b) -> a.at().line() != b.at().line()
                ? Integer.compare(a.at().line(), b.at().line())
                : Integer.compare(a.at().column(), b.at().column()))
            .map(Found::text).distinct().toList();
        if (sorted.size() <= MOST) {
            return sorted;
        }
        List<String> cut = new ArrayList<>(sorted.subList(0, MOST));
        cut.add(file + "  " + (sorted.size() - MOST) + " more problems are not shown.");
        return cut;
    }
}
