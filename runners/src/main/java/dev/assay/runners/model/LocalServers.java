package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Looks which model servers run on this machine, and what they serve.
///
/// All places are asked at once, each at most [#MOST_REQUESTS] times, over http on this machine alone: no key is sent, no proxy is used, no redirect is
/// followed, and nothing is asked of a model. Whatever listens there may be hostile: what it says is bounded in time and size, and read only as
/// JSON.
public final class LocalServers {

    /// How many models of one server are named.
    public static final int MOST_MODELS = 100;
    /// How often one place is asked at most.
    static final int MOST_REQUESTS = 4;
    /// The longest answer that is read, in bytes: a list of thousands of models.
    static final long MOST_BYTES = 1024 * 1024;
    /// The longest name of a model that is taken, in characters.
    static final int LONGEST_NAME = 200;

    /// What can be seen and typed: no space, no control or direction character, and no question mark, behind which options begin.
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}&&[^?]]{1," + LONGEST_NAME + "}");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Duration deadline;

    /// @param deadline how long the look at all places together may take
    /// @throws IllegalArgumentException if that is not above 0 and at most a minute
    public LocalServers(Duration deadline) {
        if (!deadline.isPositive() || deadline.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("A look lasts above 0 and at most 1 minute, not " + deadline + ".");
        }
        this.deadline = deadline;
    }

    /// How long a look may take, in words.
    public String patience() {
        return BigDecimal.valueOf(deadline.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    /// Looks at these places, each address once.
    ///
    /// @return one finding for each address, in the order of the places
    public List<Sighting> look(List<ServerPlace> places) {
        Map<String, ServerPlace> once = new LinkedHashMap<>();
        places.forEach(place -> once.putIfAbsent(place.url(), place));
        List<ServerPlace> asked = List.copyOf(once.values());
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY).connectTimeout(deadline).build();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, String> homes = homes(places);
            List<Callable<Sighting>> tasks = new ArrayList<>();
            for (ServerPlace place : asked) {
                tasks.add(new Look(client, place, homes, deadline)::seen);
            }
            List<Future<Sighting>> looks = each.invokeAll(tasks, deadline.toMillis(), TimeUnit.MILLISECONDS);
            List<Sighting> sightings = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                sightings.add(found(looks.get(i), asked.get(i)));
            }
            return List.copyOf(sightings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            client.shutdownNow();
        }
    }

    /// Where each provider is asked if nobody says otherwise.
    private static Map<String, String> homes(List<ServerPlace> places) {
        Map<String, String> homes = new TreeMap<>();
        places.forEach(place -> homes.put(place.preset().name(), place.url()));
        return homes;
    }

    private static Sighting found(Future<Sighting> look, ServerPlace place) throws InterruptedException {
        try {
            return look.get();
        } catch (CancellationException e) {
            return new Sighting.Mute(place);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The look at " + place.root() + " failed.", e);
        }
    }

    /// An answer, as far as it is of use.
    ///
    /// @param status the status of HTTP
    /// @param body empty if it is no JSON object
    private record Heard(int status, Optional<JsonNode> body) {

        boolean wantsKey() {
            return status == 401 || status == 403;
        }

        Optional<JsonNode> ready() {
            return status == 200 ? body : Optional.empty();
        }
    }

    /// The look at one place.
    private record Look(HttpClient client, ServerPlace place, Map<String, String> homes, Duration deadline) {

        Sighting seen() throws InterruptedException {
            try {
                return sighting();
            } catch (ConnectException e) {
                return new Sighting.Nobody(place);
            } catch (HttpTimeoutException e) {
                return new Sighting.Mute(place);
            } catch (IOException e) {
                return new Sighting.Stranger(place);
            }
        }

        private Sighting sighting() throws IOException, InterruptedException {
            Heard listed = ask("/v1/models");
            if (listed.wantsKey()) {
                return listed.body().filter(body -> body.has("error")).isPresent() ? new Sighting.Locked(place) : new Sighting.Stranger(place);
            }
            Optional<List<JsonNode>> models = listed.ready().flatMap(Look::models);
            if (models.isEmpty()) {
                return new Sighting.Stranger(place);
            }
            for (ServerMark mark : ServerMark.candidates(models.get(), place.preset().name())) {
                Optional<Sighting> confirmed = confirmed(mark, models.get());
                if (confirmed.isPresent()) {
                    return confirmed.get();
                }
            }
            return new Sighting.Stranger(place);
        }

        /// The models of a list; a server that has none may say `null`.
        private static Optional<List<JsonNode>> models(JsonNode body) {
            JsonNode data = body.path("data");
            if (!body.path("object").asString("").equals("list") || !(data.isArray() || data.isNull())) {
                return Optional.empty();
            }
            List<JsonNode> models = List.copyOf(data.values());
            return models.stream().allMatch(model -> model.path("id").isString()) ? Optional.of(models) : Optional.empty();
        }

        private Optional<Sighting> confirmed(ServerMark mark, List<JsonNode> models) throws IOException, InterruptedException {
            for (String path : mark.paths()) {
                Heard own = ask(path);
                Optional<JsonNode> answer = own.ready().filter(mark::fits);
                if (answer.isPresent() || (own.wantsKey() && !models.isEmpty() && mark != ServerMark.OLLAMA)) {
                    return Optional.of(serving(mark, models, mark.mute(answer)));
                }
            }
            return Optional.empty();
        }

        private Sighting.Serving serving(ServerMark mark, List<JsonNode> models, Set<String> mute) {
            Preset preset = Providers.find(mark.provider()).orElseThrow();
            List<String> names = models.stream().map(model -> model.path("id").stringValue()).filter(name -> !mute.contains(name)).distinct().toList();
            List<Sighting.ServedModel> named = names.stream().filter(name -> NAME.matcher(name).matches()).limit(MOST_MODELS)
                .map(name -> new Sighting.ServedModel(name, ref(preset, name))).toList();
            return new Sighting.Serving(place, preset, named, names.size() - named.size());
        }

        private String ref(Preset preset, String name) {
            TreeMap<String, String> options = new TreeMap<>();
            if (!place.url().equals(homes.get(preset.name()))) {
                options.put("url", place.url());
            }
            return new ModelRef(preset.name(), name, options).toString();
        }

        private Heard ask(String path) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(place.at(path)).timeout(deadline).header("Accept", "application/json").build();
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
            return new Heard(response.statusCode(), json(response.body()));
        }

        private static Optional<JsonNode> json(byte[] body) {
            try {
                return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
            } catch (JacksonException e) {
                return Optional.empty();
            }
        }
    }
}
