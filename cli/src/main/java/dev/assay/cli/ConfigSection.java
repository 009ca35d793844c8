package dev.assay.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/// A map of the configuration file that is being read: hands out its values by key, and collects what is wrong.
final class ConfigSection {

    private final String name;
    private final YamlNode.Place at;
    private final Map<String, YamlNode.Entry> entries = new HashMap<>();
    private final Problems problems;
    private final SortedMap<String, String> places;
    private final String file;

    /// Reads a node as a map with known keys only.
    ///
    /// @param name how messages call it, such as `run`; empty for the whole file
    /// @param known the keys it may have; empty: any
    /// @param places where the places of settings are noted
    ConfigSection(String file, String name, YamlNode node, List<String> known, Problems problems, SortedMap<String, String> places) {
        this.file = file;
        this.name = name;
        this.at = node.at();
        this.problems = problems;
        this.places = places;
        for (YamlNode.Entry entry : mapping(node)) {
            keep(entry, known);
        }
    }

    private List<YamlNode.Entry> mapping(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping mapping -> mapping.entries();
            case YamlNode.Refused _ -> List.of();
            case YamlNode.Scalar _,YamlNode.Sequence _ -> {
                problems.add(node.at(), (name.isEmpty() ? "the file" : name) + " is a map: write key: value.");
                yield List.of();
            }
        };
    }

    private void keep(YamlNode.Entry entry, List<String> known) {
        if (!known.isEmpty() && !known.contains(entry.key())) {
            String where = name.isEmpty() ? "" : " in " + name;
            problems.add(entry.at(), "unknown key " + Quoted.of(entry.key()) + where + "." + Nearest.suggestion(entry.key(), known));
            return;
        }
        if (entry.value() instanceof YamlNode.Scalar scalar && scalar.isNothing()) {
            problems.add(entry.at(), full(entry.key()) + " has no value.  Write one, or leave the key out.");
            return;
        }
        entries.put(entry.key(), entry);
        places.put(name.isEmpty() ? entry.key() : name + "." + entry.key(), file + ":" + entry.at());
    }

    private String full(String key) {
        return name.isEmpty() ? key : key + " in " + name;
    }

    /// Where the section begins.
    YamlNode.Place at() {
        return at;
    }

    /// The keys that are there, in alphabetical order.
    List<String> keys() {
        List<String> keys = new ArrayList<>(entries.keySet());
        Collections.sort(keys);
        return keys;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /// A problem at a key that is there, else at the section.
    void complain(String key, String text) {
        YamlNode.Entry entry = entries.get(key);
        problems.add(entry == null ? at : entry.value().at(), full(key) + ": " + text);
    }

    /// The value of a key as it was written.
    Optional<YamlNode> node(String key) {
        return Optional.ofNullable(entries.get(key)).map(YamlNode.Entry::value);
    }

    /// A value that may stand with or without quotes.
    <T> Optional<T> parsed(String key, Function<String, T> parser) {
        return node(key).flatMap(node -> parsed(key, node, false, parser));
    }

    /// A value that is a number or a truth, and so stands without quotes.
    <T> Optional<T> plain(String key, Function<String, T> parser) {
        return node(key).flatMap(node -> parsed(key, node, true, parser));
    }

    /// A text that is not blank.
    Optional<String> text(String key) {
        return parsed(key, ConfigSection::present);
    }

    /// A list of values; a single value is refused, so that there is one way to write it.
    <T> List<T> list(String key, Function<String, T> parser) {
        List<T> values = new ArrayList<>();
        for (YamlNode item : items(key)) {
            parsed(key, item, false, parser).ifPresent(values::add);
        }
        return values;
    }

    /// The items of a list, each still to be read.
    List<YamlNode> items(String key) {
        Optional<YamlNode> node = node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        return switch (node.get()) {
            case YamlNode.Sequence sequence -> sequence.items();
            case YamlNode.Refused _ -> List.of();
            case YamlNode.Scalar _,YamlNode.Mapping _ -> {
                problems.add(node.get().at(), full(key) + " is a list: write [a, b], or a line with a hyphen for each.");
                yield List.of();
            }
        };
    }

    /// A map within this one.
    Optional<ConfigSection> section(String key, List<String> known) {
        return node(key).map(node -> new ConfigSection(file, name.isEmpty() ? key : name + "." + key, node, known, problems, places));
    }

    private <T> Optional<T> parsed(String key, YamlNode node, boolean unquoted, Function<String, T> parser) {
        return switch (node) {
            case YamlNode.Refused _ -> Optional.empty();
            case YamlNode.Mapping _,YamlNode.Sequence _ -> {
                problems.add(node.at(), full(key) + " is a single value, not a list or a map.");
                yield Optional.empty();
            }
            case YamlNode.Scalar scalar when unquoted && !scalar.plain() -> {
                problems.add(node.at(), full(key) + ": " + Quoted.of(scalar.text()) + " is a text.  Write it without quotes.");
                yield Optional.empty();
            }
            case YamlNode.Scalar scalar -> parsed(key, scalar, parser);
        };
    }

    private <T> Optional<T> parsed(String key, YamlNode.Scalar scalar, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(scalar.text()));
        } catch (IllegalArgumentException e) {
            problems.add(scalar.at(), full(key) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /// Checks that a text is not blank and holds no control characters.
    static String present(String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(Quoted.of(text) + " is no name.  Write at least one visible character.");
        }
        return text;
    }
}
