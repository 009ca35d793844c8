package dev.assay.runners.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where a provider is reached: a base address, checked.
///
/// @param base the address without a trailing slash; a query part is kept
record Endpoint(URI base) {

    private static final Set<String> SECRET_PARAMETERS = Set.of("key", "api_key", "api-key", "apikey", "token", "access_token", "sig", "signature");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.*\\.localhost|127(\\.\\d{1,3}){3}|\\[::1\\]|\\[0:0:0:0:0:0:0:1\\]");

    /// Reads a base address.
    ///
    /// @param address such as `http://gpu1:8000/v1`
    /// @param where what set it, for the message
    /// @throws IllegalArgumentException if it is none, or holds a secret; the message does not repeat it then
    static Endpoint of(String address, String where) {
        URI uri = parse(address.strip(), where);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || uri.getHost() == null) {
            throw new IllegalArgumentException("The address in " + where + " is not of the form http://host:port/v1 or https://host/v1.");
        }
        if (uri.getRawUserInfo() != null || hasSecretParameter(uri)) {
            throw new IllegalArgumentException(
                "The address in " + where + " holds a password or a key. Put the key into an environment variable and name that with key=NAME.");
        }
        return new Endpoint(URI.create(scheme + "://" + uri.getRawAuthority() + path(uri) + query(uri)));
    }

    private static URI parse(String address, String where) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("The address in " + where + " is not of the form http://host:port/v1 or https://host/v1.", e);
        }
    }

    private static boolean hasSecretParameter(URI uri) {
        if (uri.getRawQuery() == null) {
            return false;
        }
        for (String pair : uri.getRawQuery().split("&")) {
            if (SECRET_PARAMETERS.contains(pair.replaceFirst("=.*", "").toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private static String path(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return path.replaceFirst("/+$", "");
    }

    private static String query(URI uri) {
        return uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    }

    /// The address of a path below the base, whose query parts are joined.
    ///
    /// Where the base already ends as the path begins, that part stands once: people write a base with and without its `/v1`, and some write
    /// the whole address.
    ///
    /// @param path such as `/v1/models/m:generate?alt=sse`
    URI at(String path) {
        int mark = path.indexOf('?');
        String below = mark < 0 ? path : path.substring(0, mark);
        String more = mark < 0 ? "" : path.substring(mark + 1);
        String above = path(base);
        String query = Stream.of(base.getRawQuery() == null ? "" : base.getRawQuery(), more).filter(part -> !part.isEmpty()).collect(Collectors.joining("&"));
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + above + below.substring(shared(above, below))
            + (query.isEmpty() ? "" : "?" + query));
    }

    private static int shared(String above, String below) {
        for (int length = below.length(); length > 0; length = below.lastIndexOf('/', length - 1)) {
            if (above.endsWith(below.substring(0, length))) {
                return length;
            }
        }
        return 0;
    }

    /// Host and port, for messages.
    String place() {
        int port = base.getPort() >= 0 ? base.getPort() : isCleartext() ? 80 : 443;
        return base.getHost() + ":" + port;
    }

    /// The address without its query part, for the record.
    String shown() {
        return base.getScheme() + "://" + base.getRawAuthority() + path(base);
    }

    /// Whether everybody on the way can read what is sent.
    boolean isCleartext() {
        return "http".equals(base.getScheme());
    }

    /// Whether the address leads to this machine.
    boolean isLoopback() {
        return LOOPBACK.matcher(base.getHost().toLowerCase(Locale.ROOT)).matches();
    }
}
