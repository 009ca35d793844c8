package dev.assay.runners.model;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Where a server of one kind is looked for on this machine.
///
/// @param preset the kind of server that is usual there
/// @param root the address without the `/v1` of the chat interface, such as `http://127.0.0.1:11434`
public record ServerPlace(Preset preset, URI root) {

    /// Names are not asked of a resolver, which could lead elsewhere: this machine has these.
    private static final Pattern THIS_MACHINE = Pattern.compile("127(\\.[0-9]{1,3}){3}|\\[::1\\]");
    private static final String CHAT = "/v1";

    /// @throws IllegalArgumentException if the address leads away from this machine or is not plain http
    public ServerPlace {
        if (!"http".equals(root.getScheme()) || root.getHost() == null || !THIS_MACHINE.matcher(root.getHost()).matches()) {
            throw new IllegalArgumentException("Servers are looked for at http addresses of this machine alone, not at " + root + ".");
        }
    }

    /// One place for each provider that people run on their own machine: its usual address, or the one that its variable names, such as
    /// `OLLAMA_BASE_URL`. Where that leads away from this machine there is nothing to look for here.
    ///
    /// @param environment looks up environment variables
    public static List<ServerPlace> all(Function<String, Optional<String>> environment) {
        List<ServerPlace> places = new ArrayList<>();
        for (Preset preset : Providers.known()) {
            if (preset.local()) {
                Optional<String> set = environment.apply(preset.addressVariable()).filter(text -> !text.isBlank());
                set.or(preset::address).flatMap(address -> of(preset, address)).ifPresent(places::add);
            }
        }
        return List.copyOf(places);
    }

    private static Optional<ServerPlace> of(Preset preset, String address) {
        try {
            URI base = Endpoint.of(address, preset.addressVariable()).base();
            String host = base.getHost().toLowerCase(Locale.ROOT);
            String here = host.equals("localhost") ? "127.0.0.1" : host;
            String port = base.getPort() < 0 ? "" : ":" + base.getPort();
            String path = Optional.ofNullable(base.getRawPath()).orElse("");
            String above = path.endsWith(CHAT) ? path.substring(0, path.length() - CHAT.length()) : path;
            return Optional.of(new ServerPlace(preset, URI.create(base.getScheme() + "://" + here + port + above)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The base address of the chat interface, as the option `url` of a model takes it.
    public String url() {
        return root + CHAT;
    }

    /// Host and port.
    public String hostAndPort() {
        return root.getHost() + ":" + (root.getPort() < 0 ? 80 : root.getPort());
    }

    /// The address of a path of the server.
    URI at(String path) {
        return URI.create(root + path);
    }
}
