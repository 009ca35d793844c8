package dev.assay.cli;

import dev.assay.core.model.ModelRef;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the query part of a model's name may say here, before the model is opened.
///
/// Which options a provider knows is the provider's matter. But a name goes into the run log and into every report, so an address in it must
/// not hold a password or a key.
final class ModelOptions {

    private ModelOptions() {
    }

    /// The same reference, if its address is fit to be shown.
    ///
    /// @throws IllegalArgumentException if it is not
    static ModelRef checked(ModelRef ref) {
        if (ref.options().containsKey("url")) {
            url(ref.options().getOrDefault("url", ""));
        }
        return ref;
    }

    /// Reads an address: http or https, a host, no user, no query.
    ///
    /// @throws IllegalArgumentException if it is none; the message never holds a user or a query
    static String url(String text) {
        URI uri = uri(text.trim());
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || text.indexOf('@') >= 0) {
            throw new IllegalArgumentException("this address holds a user or a query, and would show it in every report.  Write it without,"
                + " and put the key into an environment variable.");
        }
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not an address.  Write one such as http://gpu1:8000/v1.");
        }
        return uri.toString();
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("this is not an address.  Write one such as http://gpu1:8000/v1.", e);
        }
    }

    /// Whether the name itself says that calls cost nothing: `?free=true`.
    ///
    /// @throws IllegalArgumentException if the option is neither true nor false
    static boolean isFree(ModelRef ref) {
        return ref.options().containsKey("free") && WordText.truth(ref.options().getOrDefault("free", ""));
    }

    /// The same reference without `free`: what a call costs is no part of what is asked.
    static ModelRef withoutFree(ModelRef ref) {
        SortedMap<String, String> options = new TreeMap<>(ref.options());
        options.remove("free");
        return new ModelRef(ref.provider(), ref.name(), options);
    }
}
