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
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Opens models that are asked over HTTP, whatever their dialect: the presets of [Providers], or any server by its address.
///
/// | option | meaning |
/// |---|---|
/// | `url` | the base address, before `<PROVIDER>_BASE_URL` and the preset's own |
/// | `key` | the name of the environment variable that holds the key; never the key itself |
/// | `reasoning` | where the thought stands: `separate`, `inline`, `inline-open`, `none` or `auto` |
/// | `concurrency` | how many calls may be in flight, always; otherwise as many as the endpoint takes, or 32 on one's own machine |
/// | `rpm`, `tpm` | requests and tokens per minute; otherwise as the endpoint says in its headers |
/// | `breaker` | `off`: an endpoint that fails is asked all the same |
/// | `idle` | how long the model may be silent inside an answer, such as `120s` or `15min` |
/// | `handshake` | `on`, `off` or `auto`: whether one short call before the run finds out where the thought stands; `auto`: where that is not known and the server is another machine |
/// | `thinking` | `on` or `off`: what the chat template is told, for vLLM, SGLang and llama.cpp |
/// | `summary` | which summary of the thought is asked for over Responses: `auto`, `concise`, `detailed` or `none` |
/// | `encrypted` | `on`: over Responses the thought is asked for as a blob that only the provider can read |
/// | `http` | `1.1`, or `2` over TLS |
/// | `stream` | `no`: answers are asked for whole; `yes` unless given |
/// | `cleartext` | `allow`: a key may be sent unencrypted to another machine |
/// | `temperature`, `topP`, `maxTokens`, `reasoningEffort`, `reasoningTokens` | how this model is asked, whatever the run says |
public final class HttpProvider {

    /// How many trials are in flight at a server of one's own, where nobody says otherwise.
    public static final int LOCAL_CONCURRENCY = 32;

    private static final List<String> OPTIONS = List.of("url", "key", "reasoning", "concurrency", "rpm", "tpm", "breaker", "idle", "http", "cleartext",
        "handshake", "stream");
    /// What people put where a key must stand that nobody checks; to mask such words would spoil answers.
    private static final Set<String> PLACEHOLDERS = Set.of("empty", "none", "null", "dummy", "test", "local", "nokey", "no-key", "not-needed",
        "sk-no-key-required",
        "lm-studio", "ollama", "token");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private HttpProvider() {
    }

    /// Opens a model: checks everything that can be checked before anything is sent, and wraps it in record and retry.
    ///
    /// @throws IllegalArgumentException if the provider, an option, the key or the address is not usable, or the run is offline
    public static OpenModel open(ModelRef ref, ModelsSettings settings) {
        return open(ref, settings, new Limits());
    }

    /// The same, sharing limits with other references to the same model.
    static OpenModel open(ModelRef ref, ModelsSettings settings, Limits limits) {
        return open(ref, settings, Pause.real(), limits);
    }

    /// The same with another way to wait between attempts.
    static OpenModel open(ModelRef ref, ModelsSettings settings, Pause pause) {
        return open(ref, settings, pause, new Limits());
    }

    /// The same with both.
    static OpenModel open(ModelRef ref, ModelsSettings settings, Pause pause, Limits limits) {
        Preset preset = preset(ref);
        Options options = options(ref, preset);
        if (settings.offline()) {
            throw new IllegalArgumentException(
                "The model " + ref.shortName() + " needs the network, and this run is offline. Replay recorded answers instead.");
        }
        return new Opening(ref, options, preset, settings, pause, limits).open();
    }

    /// The options of a reference to this provider's models.
    ///
    /// @throws IllegalArgumentException if there is one that is not known, or a key in place of its name
    static Options options(ModelRef ref, Preset preset) {
        requireVariableName(ref);
        return Options.of(ref, Stream.of(OPTIONS, preset.dialect().options(), OverridingModel.OPTIONS).flatMap(List::stream).toArray(String[]::new));
    }

    /// The provider of a model.
    ///
    /// @throws IllegalArgumentException if there is none of this name
    static Preset preset(ModelRef ref) {
        return Providers.find(ref.provider()).orElseThrow(() -> new IllegalArgumentException("The provider \"" + ref.provider()
            + "\" is not known." + Nearest.hint(ref.provider(), Providers.known().stream().map(Preset::name).toList())
            + " Any server with OpenAI's interface can be asked as openai/MODEL?url=http://host:port/v1."));
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
        Preset preset = preset(ref);
        preset.dialect().of(preset, ref).requireTaken(ref.name(), OverridingModel.applied(ref, config));
    }

    /// One model about to be opened.
    private record Opening(ModelRef ref, Options options, Preset preset, ModelsSettings settings, Pause pause, Limits limits) {

        OpenModel open() {
            ModelCatalogue.Traits traits = ModelCatalogue.traits(ref.name());
            Endpoint endpoint = endpoint();
            ReasoningProfile profile = option("reasoning").map(this::profile).orElse(traits.profile());
            String keyName = option("key").orElse(preset.keyVariable());
            Optional<Secret> key = key(keyName, endpoint);
            Deadlines deadlines = settings.deadlines();
            Duration idle = idle(traits.silent() ? deadlines.idleHidden() : deadlines.idle());
            Dialect dialect = preset.dialect().of(preset, ref);
            DialectModel.Target target = new DialectModel.Target(ref, endpoint, headers(dialect, key), key.map(k -> keyName), profile, deadlines.firstByte(),
                idle);
            Transport transport = new Transport(deadlines.connect(), version(endpoint), endpoint.isCleartext(), new EnvironmentProxies(settings.environment()),
                InstantSource.system());
            EndpointLimits bounds = bounds(endpoint, key.isPresent() ? keyName : "");
            RecordingModel recorded = new RecordingModel(new DialectModel(target, dialect, transport, settings.secrets(), form()),
                settings.raw(), settings.secrets(), bounds.rates()::learn);
            LimitedModel limited = new LimitedModel(recorded, bounds, settings.activity(), pause);
            Model retrying = new RetryingModel(settings.budget().around(limited), settings.activity(), pause, ref.toString().hashCode(), bounds.places(),
                bounds.budget());
            Model asked = OverridingModel.of(retrying);
            return new OpenModel(wantsHandshake(endpoint, profile) ? new ProfiledModel(asked, profile) : asked, bounds.places(), facts(endpoint, profile));
        }

        private boolean wantsHandshake(Endpoint endpoint, ReasoningProfile profile) {
            String word = option("handshake").orElse("auto");
            return switch (word) {
                case "on" -> true;
                case "off" -> false;
                case "auto" -> profile == ReasoningProfile.AUTO && !endpoint.isLoopback();
                default -> throw new IllegalArgumentException("The option handshake of " + ref.shortName() + " is on, off or auto, not \"" + word + "\".");
            };
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

        private Map<String, Secret> headers(Dialect dialect, Optional<Secret> key) {
            Map<String, Secret> headers = new TreeMap<>();
            dialect.headers().forEach((name, value) -> headers.put(name, new Secret(value)));
            boolean bearer = preset.keyHeader().equals("Authorization");
            key.ifPresent(secret -> headers.put(preset.keyHeader(), bearer ? new Secret("Bearer " + secret.reveal()) : secret));
            return headers;
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

        private Dialect.Form form() {
            return switch (option("stream").orElse("yes")) {
                case "yes" -> Dialect.Form.STREAM_WITH_USAGE;
                case "no" -> Dialect.Form.WHOLE;
                default -> throw new IllegalArgumentException("The option stream of " + ref.shortName() + " is yes or no.");
            };
        }

        private EndpointLimits bounds(Endpoint endpoint, String keyName) {
            Optional<Integer> fixed = option("concurrency").map(text -> count("concurrency", text, 5)).or(settings::concurrency);
            Optional<RateLimit> shared = Optional.ofNullable(settings.rates().get(ref.provider())).filter(_ -> ownRates().isEmpty());
            RateLimit allowed = shared.orElseGet(() -> ownRates().orElse(new RateLimit(OptionalLong.empty(), OptionalLong.empty())));
            boolean breaks = breaks();
            Limits.Key key = new Limits.Key(endpoint.shown(), ref.name(), keyName, fixed + " " + allowed.rpm() + " " + allowed.tpm() + " " + breaks);
            return limits.of(key, () -> new EndpointLimits(places(endpoint, fixed), shared.isPresent()
                ? limits.shared(new Limits.Account(ref.provider(), endpoint.shown(), keyName), () -> rates(allowed))
                : rates(allowed), breaks ? new Breaker(System::nanoTime, pause) : Breaker.never(), new RetryBudget()));
        }

        private static MinuteRates rates(RateLimit allowed) {
            return new MinuteRates(allowed.rpm(), allowed.tpm(), System::nanoTime);
        }

        /// What the reference itself says; what it leaves open is as the provider allows.
        private Optional<RateLimit> ownRates() {
            OptionalLong rpm = option("rpm").map(text -> OptionalLong.of(count("rpm", text, 9))).orElse(OptionalLong.empty());
            OptionalLong tpm = option("tpm").map(text -> OptionalLong.of(count("tpm", text, 9))).orElse(OptionalLong.empty());
            if (rpm.isEmpty() && tpm.isEmpty()) {
                return Optional.empty();
            }
            Optional<RateLimit> provider = Optional.ofNullable(settings.rates().get(ref.provider()));
            return Optional.of(new RateLimit(rpm.isPresent() ? rpm : provider.map(RateLimit::rpm).orElse(rpm),
                tpm.isPresent() ? tpm : provider.map(RateLimit::tpm).orElse(tpm)));
        }

        private Places places(Endpoint endpoint, Optional<Integer> fixed) {
            boolean own = preset.local() || endpoint.isLoopback();
            return fixed.or(() -> own ? Optional.of(LOCAL_CONCURRENCY) : Optional.empty()).map(Places::fixed).orElseGet(() -> Places.adaptive(
                AdaptiveLimit.CEILING, System::nanoTime));
        }

        private boolean breaks() {
            String word = option("breaker").orElse("on");
            if (!word.equals("on") && !word.equals("off")) {
                throw new IllegalArgumentException("The option breaker of " + ref.shortName() + " is on or off, not \"" + word + "\".");
            }
            return word.equals("on");
        }

        private int count(String name, String text, int digits) {
            if (!text.matches("[1-9]\\d{0," + (digits - 1) + "}")) {
                throw new IllegalArgumentException("The option " + name + " of " + ref.shortName() + " is a number from 1 to " + "9".repeat(digits)
                    + ", not \"" + text + "\".");
            }
            return Integer.parseInt(text);
        }

        private SortedMap<String, String> facts(Endpoint endpoint, ReasoningProfile profile) {
            SortedMap<String, String> facts = new TreeMap<>();
            facts.put("provider", preset.name());
            facts.put("endpoint", endpoint.shown());
            facts.put("profile", spelled(profile));
            facts.put("dialect", preset.dialect().shown());
            return facts;
        }
    }

    /// A profile as it is written in options and records.
    static String spelled(ReasoningProfile profile) {
        return profile.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
