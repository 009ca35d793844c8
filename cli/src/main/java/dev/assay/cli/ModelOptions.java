package dev.assay.cli;

import dev.assay.core.model.ModelRef;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What the query part of a model's name may say here, before the model is opened.
///
/// Which options a provider knows is the provider's matter. But a name goes into the run log and into every report, so an address in it must
/// not hold a password or a key.
final class ModelOptions {

    /// Capitals alone, because some keys are made of letters, digits and underscores too.
    private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]*");
    private static final Pattern SECRET = Pattern.compile("(?i)(^|&)[^=&]*(key|token|sig|secret|password)[^=&]*=");

    private ModelOptions() {
    }

    /// The same reference, if its address and the name of its key are fit to be shown.
    ///
    /// @throws IllegalArgumentException if they are not
    static ModelRef checked(ModelRef ref) {
        if (!VARIABLE.matcher(ref.options().getOrDefault("key", "KEY")).matches()) {
            throw new IllegalArgumentException("the option key of " + Quoted.of(ref.shortName()) + " names an environment variable in capitals,"
                + " such as key=MY_KEY; what stands there is none.");
        }
        if (ref.options().containsKey("url")) {
            url(ref.options().getOrDefault("url", ""));
        }
        return ref;
    }

    /// Reads an address: http or https, a host, no user, and no key among its parameters.
    ///
    /// @throws IllegalArgumentException if it is none; the message never holds a user or a key
    static String url(String text) {
        URI uri = uri(text.trim());
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getRawUserInfo() != null || text.indexOf('@') >= 0 || SECRET.matcher(String.valueOf(uri.getRawQuery())).find()) {
            throw new IllegalArgumentException("this address holds a user or a key, and every report would show it.  Write it without,"
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
