package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningProfile;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Opens models that speak the chat dialect: the presets of [Providers], or any server by its address.
///
/// | option | meaning |
/// |---|---|
/// | `url` | the base address, before `<PROVIDER>_BASE_URL` and the preset's own |
/// | `key` | the name of the environment variable that holds the key; never the key itself |
/// | `reasoning` | where the thought stands: `separate`, `inline`, `inline-open`, `none` or `auto` |
/// | `concurrency` | how many trials may be in flight |
/// | `idle` | how long the model may be silent inside an answer, such as `120s` or `15min` |
/// | `http` | `1.1`, or `2` over TLS |
/// | `cleartext` | `allow`: a key may be sent unencrypted to another machine |
/// | `temperature`, `topP`, `maxTokens`, `reasoningEffort`, `reasoningTokens` | how this model is asked, whatever the run says |
public final class OpenAiProvider {

    /// How many trials are in flight at a provider, where nobody says otherwise.
    public static final int REMOTE_CONCURRENCY = 8;
    /// How many trials are in flight at a server of one's own, where nobody says otherwise.
    public static final int LOCAL_CONCURRENCY = 32;

    private static final List<String> OPTIONS = List.of("url", "key", "reasoning", "concurrency", "idle", "http", "cleartext");
    /// What people put where a key must stand that nobody checks; to mask such words would spoil answers.
    private static final Set<String> PLACEHOLDERS = Set.of("empty", "none", "null", "dummy", "test", "local", "nokey", "no-key", "not-needed",
        "sk-no-key-required",
        "lm-studio", "ollama", "token");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private OpenAiProvider() {
    }

    /// Opens a model: checks everything that can be checked before anything is sent, and wraps it in record and retry.
    ///
    /// @throws IllegalArgumentException if the provider, an option, the key or the address is not usable, or the run is offline
    public static OpenModel open(ModelRef ref, ModelsSettings settings) {
        return open(ref, settings, Pause.real());
    }

    /// The same with another way to wait between attempts.
    static OpenModel open(ModelRef ref, ModelsSettings settings, Pause pause) {
        Preset preset = Providers.find(ref.provider()).orElseThrow(() -> new IllegalArgumentException("The provider \"" + ref.provider()
            + "\" is not known." + Nearest.hint(ref.provider(), Providers.known().stream().map(Preset::name).toList())
            + " Any server with OpenAI's interface can be asked as openai/MODEL?url=http://host:port/v1."));
        requireVariableName(ref);
        Options options = Options.of(ref, Stream.concat(OPTIONS.stream(), OverridingModel.OPTIONS.stream()).toArray(String[]::new));
        if (settings.offline()) {
            throw new IllegalArgumentException(
                "The model " + ref.shortName() + " needs the network, and this run is offline. Replay recorded answers instead.");
        }
        return new Opening(ref, options, preset, settings, pause).open();
    }

    /// A key that stands where its variable's name belongs must not be repeated by any later message.
    private static void requireVariableName(ModelRef ref) {
        String name = ref.options().getOrDefault("key", "KEY");
        if (!VARIABLE.matcher(name).matches()) {
            throw new IllegalArgumentException("The option key of " + ref.shortName()
                + " names an environment variable, such as key=MY_KEY; what stands there is no such name.");
        }
    }

    /// Checks that the model takes these settings, as far as that is known.
    ///
    /// @throws IllegalArgumentException if it is known to refuse one of them
    public static void check(ModelRef ref, GenerateConfig config) {
        List<String> refusals = new OpenAiChat().refusals(ref.name(), OverridingModel.applied(ref, config));
        if (!refusals.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", refusals));
        }
    }

    /// One model about to be opened.
    private record Opening(ModelRef ref, Options options, Preset preset, ModelsSettings settings, Pause pause) {

        OpenModel open() {
            ModelCatalogue.Traits traits = ModelCatalogue.traits(ref.name());
            Endpoint endpoint = endpoint();
            ReasoningProfile profile = option("reasoning").map(this::profile).orElse(traits.profile());
            String keyName = option("key").orElse(preset.keyVariable());
            Optional<Secret> key = key(keyName, endpoint);
            Deadlines deadlines = settings.deadlines();
            Duration idle = idle(traits.silent() ? deadlines.idleHidden() : deadlines.idle());
            DialectModel.Target target = new DialectModel.Target(ref, endpoint, key.map(this::keyHeader).orElse(Map.of()), key.map(k -> keyName), profile,
                deadlines.firstByte(), idle);
            Transport transport = new Transport(deadlines.connect(), version(endpoint), new EnvironmentProxies(settings.environment()), InstantSource.system());
            RecordingModel recorded = new RecordingModel(new DialectModel(target, new OpenAiChat(preset.seedParameter()), transport, settings.secrets()),
                settings.raw(), settings.secrets());
            Model retrying = new RetryingModel(settings.budget().around(recorded), settings.activity(), pause, ref.toString().hashCode());
            return new OpenModel(OverridingModel.of(retrying), concurrency(endpoint), facts(endpoint, profile));
        }

        private Optional<String> option(String name) {
            return options.text(name);
        }

        private Optional<String> environment(String name) {
            return settings.environment().apply(name).map(String::strip).filter(value -> !value.isEmpty());
        }

        private Endpoint endpoint() {
            if (option("url").isPresent()) {
                return Endpoint.of(option("url").get(), "url= of " + ref.shortName());
            }
            Optional<String> address = environment(preset.addressVariable());
            if (address.isPresent()) {
                return Endpoint.of(address.get(), preset.addressVariable());
            }
            return Endpoint.of(preset.address().orElseThrow(() -> new IllegalArgumentException("The provider " + preset.name()
                + " has no common address. Set " + preset.addressVariable() + ", or add ?url=https://host/v1 to " + ref.shortName() + ".")), preset.name());
        }

        private Optional<Secret> key(String variable, Endpoint endpoint) {
            Optional<String> value = environment(variable);
            boolean needed = option("key").isPresent() || !(preset.local() || endpoint.isLoopback());
            if (value.isEmpty() && needed) {
                throw new IllegalArgumentException("The model " + ref.shortName() + " needs a key, and the environment variable " + variable
                    + " is not set. Set it, or name another variable with key=NAME.");
            }
            value.ifPresent(secret -> requireFit(secret, variable, endpoint));
            return value.map(Secret::new);
        }

        private void requireFit(String secret, String variable, Endpoint endpoint) {
            if (secret.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
                throw new IllegalArgumentException("The key in " + variable + " holds a space, a line break or a letter outside ASCII, so it cannot be one.");
            }
            if (endpoint.isCleartext() && !endpoint.isLoopback() && !option("cleartext").filter("allow"::equals).isPresent()) {
                throw new IllegalArgumentException("The key in " + variable + " would go to " + endpoint.place()
                    + " unencrypted. Use an https address, unset the variable, or add cleartext=allow to " + ref.shortName() + ".");
            }
            if (!PLACEHOLDERS.contains(secret.toLowerCase(Locale.ROOT))) {
                settings.secrets().add(secret);
            }
        }

        private Map<String, Secret> keyHeader(Secret key) {
            boolean bearer = preset.keyHeader().equals("Authorization");
            return Map.of(preset.keyHeader(), bearer ? new Secret("Bearer " + key.reveal()) : key);
        }

        private ReasoningProfile profile(String word) {
            return Stream.of(ReasoningProfile.values()).filter(profile -> spelled(profile).equals(word)).findFirst()
                .orElseThrow(
                    () -> new IllegalArgumentException("The option reasoning of " + ref.shortName() + " is separate, inline, inline-open, none or auto, not \""
                        + word + "\"."));
        }

        private Duration idle(Duration usual) {
            Duration idle = options.duration("idle", usual);
            if (!idle.isPositive()) {
                throw new IllegalArgumentException("The option idle of " + ref.shortName() + " is longer than nothing, such as 120s or 15min.");
            }
            return idle;
        }

        private HttpClient.Version version(Endpoint endpoint) {
            String word = option("http").orElse("1.1");
            if (word.equals("2") && !endpoint.isCleartext()) {
                return HttpClient.Version.HTTP_2;
            }
            if (!word.equals("1.1")) {
                throw new IllegalArgumentException("The option http of " + ref.shortName() + " is 1.1, or 2 with an https address, not \"" + word + "\".");
            }
            return HttpClient.Version.HTTP_1_1;
        }

        private int concurrency(Endpoint endpoint) {
            int usual = preset.local() || endpoint.isLoopback() ? LOCAL_CONCURRENCY : REMOTE_CONCURRENCY;
            return option("concurrency").map(this::count).or(settings::concurrency).orElse(usual);
        }

        private int count(String text) {
            if (!text.matches("[1-9]\\d{0,4}")) {
                throw new IllegalArgumentException("The option concurrency of " + ref.shortName() + " is a number from 1 to 99999, not \"" + text + "\".");
            }
            return Integer.parseInt(text);
        }

        private SortedMap<String, String> facts(Endpoint endpoint, ReasoningProfile profile) {
            SortedMap<String, String> facts = new TreeMap<>();
            facts.put("provider", preset.name());
            facts.put("endpoint", endpoint.shown());
            facts.put("profile", spelled(profile));
            return facts;
        }
    }

    private static String spelled(ReasoningProfile profile) {
        return profile.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
