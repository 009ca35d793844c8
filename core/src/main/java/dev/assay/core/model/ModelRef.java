package dev.assay.core.model;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The name of a model: `provider/name`, with options in a query part.
///
/// `vllm/Qwen3-8B?url=http://gpu1:8000/v1` names the model `Qwen3-8B` of provider `vllm`. `parse` and `toString` are inverse; options
/// are kept in the order of their names, so equal references have equal texts.
///
/// @param provider who serves the model: lower-case letters, digits and hyphens
/// @param name the model's name as its provider spells it; may hold slashes and colons
/// @param options what the query part sets, sorted by name
public record ModelRef(String provider, String name, SortedMap<String, String> options) implements Comparable<ModelRef> {

    public ModelRef {
        if (!provider.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("The provider of a model is lower-case letters, digits and hyphens, not \"" + provider + "\".");
        }
        if (name.isBlank() || name.indexOf('?') >= 0 || name.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("A model's name has at least one character, and neither a space nor a question mark: \"" + name + "\".");
        }
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    /// A reference without options.
    public static ModelRef of(String provider, String name) {
        return new ModelRef(provider, name, Collections.emptySortedMap());
    }

    /// Reads `provider/name?key=value&key=value`.
    ///
    /// @throws IllegalArgumentException if the text is not of that form; the message says why
    public static ModelRef parse(String text) {
        int query = text.indexOf('?');
        String path = query < 0 ? text : text.substring(0, query);
        int slash = path.indexOf('/');
        if (slash <= 0 || slash == path.length() - 1) {
            throw new IllegalArgumentException("A model is named provider/name, such as openai/o4-mini; \"" + text + "\" is not.");
        }
        SortedMap<String, String> options = query < 0 ? Collections.emptySortedMap() : parseOptions(text.substring(query + 1), text);
        return new ModelRef(path.substring(0, slash), path.substring(slash + 1), options);
    }

    private static SortedMap<String, String> parseOptions(String query, String whole) {
        SortedMap<String, String> options = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("An option of a model is written key=value; \"" + pair + "\" in \"" + whole + "\" is not.");
            }
            String key = decode(pair.substring(0, equals));
            if (options.put(key, decode(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("The option \"" + key + "\" stands twice in \"" + whole + "\".");
            }
        }
        return options;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":").replace("%2F", "/").replace("%2C", ",");
    }

    /// The reference without its options: what tables show.
    public String shortName() {
        return provider + "/" + name;
    }

    @Override
    public int compareTo(ModelRef other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        if (options.isEmpty()) {
            return shortName();
        }
        return options.entrySet().stream().map(ModelRef::printed).collect(Collectors.joining("&", shortName() + "?", ""));
    }

    private static String printed(Map.Entry<String, String> option) {
        return encode(option.getKey()) + "=" + encode(option.getValue());
    }
}
