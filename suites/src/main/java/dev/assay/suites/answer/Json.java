package dev.assay.suites.answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// A JSON value that a model wrote into its text. Numbers keep their spelling.
sealed interface Json {

    /// The value as a reader sees it: strings without quotes, everything else as JSON.
    String display();

    /// An object; of equal names the last one counts.
    record Members(SequencedMap<String, Json> values) implements Json {
        public Members {
            values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        }

        /// The value of a name, exactly as written or else in any case.
        Optional<Json> find(String name) {
            Json exact = values.get(name);
            if (exact != null) {
                return Optional.of(exact);
            }
            return values.entrySet().stream().filter(entry -> entry.getKey().strip().equalsIgnoreCase(name)).map(Map.Entry::getValue)
                .reduce((first, last) -> last);
        }

        @Override
        public String display() {
            return values.entrySet().stream().map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue().display())
                .collect(Collectors.joining(",", "{", "}"));
        }
    }

    /// An array.
    record Items(List<Json> values) implements Json {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String display() {
            return values.stream().map(Json::display).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /// A string.
    record Text(String value) implements Json {
        @Override
        public String display() {
            return value;
        }
    }

    /// A number, `true`, `false` or `null`, as written.
    record Word(String written) implements Json {
        @Override
        public String display() {
            return written;
        }
    }

    /// An object and where it stands.
    record Placed(Members members, Span span) {
        List<Members> withNested() {
            List<Members> all = new ArrayList<>();
            collect(members, all);
            return all;
        }

        private static void collect(Json value, List<Members> into) {
            switch (value) {
                case Members inner -> {
                    into.add(inner);
                    inner.values().values().forEach(v -> collect(v, into));
                }
                case Items items -> items.values().forEach(v -> collect(v, into));
                case Text _,Word _ -> {
                }
            }
        }
    }
}
