package dev.assay.suites.answer.expression;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The tables by which answers are read, in one canonical text: units, number words, signs, macros and limits. What they say is part of a
/// profile's hash.
public final class ReadingTables {

    private ReadingTables() {
    }

    /// Every table, each in its order, or sorted where it has none.
    public static String canonical() {
        List<String> lines = new ArrayList<>();
        lines.add("units:" + UnitTable.canonical());
        lines.add("numerals:" + Numerals.canonical());
        lines.add("signs:" + UnicodeSigns.canonical());
        lines.add("functions:" + new TreeMap<>(Vocabulary.FUNCTIONS));
        lines.add("relations:" + new TreeMap<>(Vocabulary.RELATIONS));
        lines.add("greek:" + new TreeMap<>(Vocabulary.GREEK));
        lines.add("aliases:" + new TreeMap<>(Vocabulary.ALIASES));
        lines.add("brackets:" + new TreeMap<>(Vocabulary.OPENERS) + new TreeMap<>(Vocabulary.CLOSERS));
        List<Collection<String>> sets = List.of(Vocabulary.STRUCTURES, Vocabulary.SPACES, Vocabulary.STYLES, Vocabulary.VANISHING, Vocabulary.OPENED,
            Vocabulary.TEXTS);
        sets.forEach(set -> lines.add("macros:" + new TreeSet<>(set)));
        lines.add("work:" + Work.PAIR);
        return String.join("\n", lines);
    }

    /// `sha256:` and the digest of some tables, in this order.
    public static String digest(List<String> tables) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String table : tables) {
                digest.update(table.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256; this one does not.", e);
        }
    }

    /// A table without an order of its own.
    static String sorted(Map<String, ?> table) {
        return new TreeMap<>(table).toString();
    }
}
