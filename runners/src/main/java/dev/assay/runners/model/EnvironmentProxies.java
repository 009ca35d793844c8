package dev.assay.runners.model;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The way to a server, as the environment says: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in capitals or not.
///
/// This machine is always reached directly.
final class EnvironmentProxies extends ProxySelector {

    private final Optional<Proxy> secure;
    private final Optional<Proxy> cleartext;
    private final List<String> direct;

    /// Reads the variables once.
    ///
    /// @throws IllegalArgumentException if one of them is no address of a proxy, or holds a password
    EnvironmentProxies(Function<String, Optional<String>> environment) {
        this.secure = proxy("HTTPS_PROXY", environment);
        this.cleartext = proxy("HTTP_PROXY", environment);
        this.direct = List.of(read("NO_PROXY", environment).orElse("").toLowerCase(Locale.ROOT).split("[,\\s]+"));
    }

    private static Optional<String> read(String name, Function<String, Optional<String>> environment) {
        return environment.apply(name).or(() -> environment.apply(name.toLowerCase(Locale.ROOT))).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static Optional<Proxy> proxy(String name, Function<String, Optional<String>> environment) {
        return read(name, environment).map(value -> {
            Endpoint endpoint = Endpoint.of(value.contains("://") ? value : "http://" + value, name);
            int port = endpoint.base().getPort();
            return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(endpoint.base().getHost(), port < 0 ? 80 : port));
        });
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        Optional<Proxy> proxy = "https".equals(uri.getScheme()) ? secure : cleartext;
        boolean here = new Endpoint(uri).isLoopback();
        return List.of(here || direct.stream().anyMatch(rule -> matches(rule, host)) ? Proxy.NO_PROXY : proxy.orElse(Proxy.NO_PROXY));
    }

    private static boolean matches(String rule, String host) {
        String domain = rule.replaceFirst("^\\*?\\.", "");
        return !domain.isEmpty() && (domain.equals("*") || host.equals(domain) || host.endsWith("." + domain));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The failed call itself tells of it.
    }
}
