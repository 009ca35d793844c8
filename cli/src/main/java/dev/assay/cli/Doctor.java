package dev.assay.cli;

import dev.assay.cli.Surroundings.JavaMachine;
import dev.assay.cli.Surroundings.Terminal;
import dev.assay.runners.model.EndpointProbe;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Looks at the machine, the network, the keys, the data and the configuration before a run does, and says what to type where something is
/// amiss.
///
/// Each area is a function from values to findings. What needs other rooms, such as datasets, comes in as findings made elsewhere.
public final class Doctor {

    private static final Runtime.Version NEEDED_JAVA = Runtime.Version.parse(Defaults.JAVA);
    private static final int NARROW = 80;
    private static final int SHORTEST_KEY = 8;
    private static final List<String> PROXY_VARIABLES = List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy");

    private Doctor() {
    }

    /// What the doctor looks at beside the settings.
    ///
    /// @param java the Java machine
    /// @param terminal where the output goes
    /// @param cores how many cores there are
    /// @param environment environment variables by name
    /// @param probe knocks at an address
    /// @param elsewhere findings of other rooms, such as datasets that are missing or not what they should be
    record Patient(JavaMachine java, Terminal terminal, int cores, Function<String, Optional<String>> environment,
        Function<URI, EndpointProbe.Finding> probe, List<Check> elsewhere) {
        Patient {
            elsewhere = List.copyOf(elsewhere);
        }
    }

    /// Looks at everything, in the order in which people mend things.
    ///
    /// @param settings what is set, where that could be resolved; then nothing that depends on it is looked at
    /// @param problems why it could not
    static List<Check> examine(Patient patient, Settings.ConfigFile file, Optional<Settings> settings, List<String> problems) {
        List<Check> checks = new ArrayList<>(java(patient.java()));
        checks.addAll(terminal(patient.terminal()));
        checks.addAll(machine(patient.cores(), settings.map(s -> s.places().runs()).orElse(Defaults.RUNS)));
        List<Check> proxies = proxies(patient.environment());
        checks.addAll(proxies);
        List<ConfiguredEndpoint> models = settings.map(s -> s.endpoints(patient.environment())).orElse(List.of());
        boolean proxied = proxies.stream().anyMatch(check -> check.status() != Check.Status.OK);
        boolean offline = settings.filter(s -> s.running().offline()).isPresent();
        if (!offline) {
            checks.addAll(endpoints(models, patient.probe(), proxied));
            checks.addAll(keys(models, patient.environment()));
        }
        checks.addAll(patient.elsewhere());
        checks.addAll(configuration(file, problems, List.of()));
        return checks;
    }

    /// The exit code: 0 if nothing needs mending, else 2.
    public static int exitCode(List<Check> checks) {
        return checks.stream().anyMatch(check -> check.status() == Check.Status.FIX) ? 2 : 0;
    }

    /// One line a finding; below a finding to mend, what to type.
    public static String text(List<Check> checks) {
        int width = checks.stream().mapToInt(check -> check.area().length()).max().orElse(0);
        StringBuilder lines = new StringBuilder();
        for (Check check : checks) {
            String status = check.status().name().toLowerCase(Locale.ROOT);
            lines.append(String.format("%-4s  %-" + Math.max(width, 1) + "s  %s%n", status, check.area(), check.text()).replace("\r\n", "\n"));
            check.fix().ifPresent(remedy -> lines.append(" ".repeat(width + 8)).append(remedy).append('\n'));
        }
        return lines.toString();
    }

    /// The findings as one JSON object `{"checks": [{"area", "status", "text", "fix"?}], "toFix": n}`, for support tickets.
    public static String json(List<Check> checks) {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        ArrayNode list = root.putArray("checks");
        for (Check check : checks) {
            ObjectNode one = list.addObject();
            one.put("area", check.area());
            one.put("status", check.status().name().toLowerCase(Locale.ROOT));
            one.put("text", check.text());
            check.fix().ifPresent(remedy -> one.put("fix", remedy));
        }
        root.put("toFix", checks.stream().filter(check -> check.status() == Check.Status.FIX).count());
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /// The Java machine: new enough, and with room.
    static List<Check> java(JavaMachine machine) {
        List<Check> checks = new ArrayList<>();
        String name = "Java " + machine.version() + " of " + machine.vendor();
        if (Runtime.Version.parse(machine.version()).compareTo(NEEDED_JAVA) < 0) {
            checks.add(Check.fix("java", name + " is older than " + Defaults.JAVA + ".",
                "Install a JDK " + Defaults.JAVA + " or newer, and set ASSAY_JAVA_HOME to it."));
        } else {
            checks.add(Check.ok("java", name + "."));
        }
        checks.add(heap(machine));
        return checks;
    }

    private static Check heap(JavaMachine machine) {
        String heap = "The heap may grow to " + size(machine.heapBytes());
        if (machine.containerBytes().isPresent() && machine.containerBytes().get() < machine.heapBytes()) {
            return Check.fix("java", heap + ", but the container allows " + size(machine.containerBytes().get()) + " in all, and would kill the run.",
                "export JAVA_TOOL_OPTIONS=-Xmx" + Math.max(1, machine.containerBytes().get() * 3 / 4 / (1024 * 1024)) + "m");
        }
        String limit = machine.containerBytes().map(bytes -> "; the container allows " + size(bytes) + " in all").orElse("");
        if (machine.heapBytes() < Defaults.SCARCE_HEAP_BYTES) {
            return Check.note("java", heap + limit + ": little for large runs.  JAVA_TOOL_OPTIONS=-Xmx512m gives more.");
        }
        return Check.ok("java", heap + limit + ".");
    }

    /// The terminal: its width, colour and encoding.
    static List<Check> terminal(Terminal terminal) {
        List<Check> checks = new ArrayList<>();
        if (!terminal.interactive()) {
            checks.add(Check.note("terminal", "Output goes to a file or a pipe: progress comes as plain lines, and no question is asked."));
        } else {
            String width = terminal.columns().map(columns -> columns + " columns").orElse("unknown width");
            String colour = terminal.colour() ? "colour" : "no colour";
            boolean narrow = terminal.columns().filter(columns -> columns < NARROW).isPresent();
            String text = "Terminal of " + width + ", " + colour;
            checks.add(narrow ? Check.note("terminal", text + ": tables need " + NARROW + " columns.") : Check.ok("terminal", text + "."));
        }
        if (!terminal.encoding().equals(StandardCharsets.UTF_8)) {
            checks.add(Check.note("terminal", "Texts are written in " + terminal.encoding().name()
                + ", so some signs become question marks.  JAVA_TOOL_OPTIONS=-Dstdout.encoding=UTF-8 changes that."));
        }
        return checks;
    }

    /// The machine: cores, and whether the folder of runs has room and can be appended to and locked.
    static List<Check> machine(int cores, Path runs) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok("machine", cores == 1 ? "1 core." : cores + " cores."));
        Path folder = nearestExisting(runs.toAbsolutePath());
        if (!Files.isDirectory(folder)) {
            checks.add(Check.fix("machine", folder + " is a file, so no run can be written to " + runs + ".", "Choose another folder with --runs DIRECTORY."));
            return checks;
        }
        checks.add(disk(folder, runs));
        checks.add(appendAndLock(folder, runs));
        return checks;
    }

    private static Path nearestExisting(Path path) {
        Path folder = path.normalize();
        while (!Files.exists(folder)) {
            Path parent = folder.getParent();
            if (parent == null) {
                return folder;
            }
            folder = parent;
        }
        return folder;
    }

    private static Check disk(Path folder, Path runs) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            String text = size(free) + " are free for " + runs;
            if (free < Defaults.SCARCE_DISK_BYTES) {
                return Check.fix("machine", text + ", and a long run may need more.", "Free some, or choose another disk with --runs DIRECTORY.");
            }
            return Check.ok("machine", text + ".");
        } catch (IOException e) {
            return Check.note("machine", "How much is free for " + runs + " cannot be told.");
        }
    }

    private static Check appendAndLock(Path folder, Path runs) {
        try {
            Path file = Files.createTempFile(folder, ".assay-doctor-", ".tmp");
            try {
                return appendAndLockFile(file, runs);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            return Check.fix("machine", "Nothing can be written to " + folder + ".", "Make it writable, or choose another folder with --runs DIRECTORY.");
        }
    }

    private static Check appendAndLockFile(Path file, Path runs) throws IOException {
        try (FileChannel first = FileChannel.open(file, StandardOpenOption.APPEND); FileChannel second = FileChannel.open(file, StandardOpenOption.APPEND)) {
            first.write(ByteBuffer.wrap(new byte[]{1}));
            second.write(ByteBuffer.wrap(new byte[]{2}));
            if (Files.size(file) != 2) {
                return Check.fix("machine", "The file system of " + runs + " loses what is appended.", "Choose another disk with --runs DIRECTORY.");
            }
            return lock(first, runs);
        }
    }

    private static Check lock(FileChannel channel, Path runs) throws IOException {
        try (FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return unlockable(runs);
            }
            return Check.ok("machine", "Appending and locking work in " + runs + ".");
        } catch (OverlappingFileLockException e) {
            return unlockable(runs);
        }
    }

    private static Check unlockable(Path runs) {
        return Check.fix("machine", "The file system of " + runs + " knows no locks, so two runs could write to one log.",
            "Choose a local disk with --runs DIRECTORY.");
    }

    /// The clock, against a server's.
    ///
    /// @param ahead how far this machine's clock is ahead of the server's; negative if it is behind; absent if no server told its time
    static Check clock(Optional<Duration> ahead) {
        if (ahead.isEmpty()) {
            return Check.note("machine", "No server told its time, so the clock was not checked.");
        }
        Duration difference = ahead.get().abs();
        if (difference.compareTo(Defaults.CLOCK_SKEW) <= 0) {
            return Check.ok("machine", "The clock agrees with a server's to within " + Defaults.CLOCK_SKEW.toSeconds() + " s.");
        }
        String direction = ahead.get().isNegative() ? "behind" : "ahead of";
        return Check.fix("machine", "The clock is " + difference.toSeconds() + " s " + direction + " a server's, and would put wrong times into the log.",
            "Let the system set its clock: timedatectl set-ntp true");
    }

    /// The proxies that are set; of their addresses only host and port are shown.
    static List<Check> proxies(Function<String, Optional<String>> environment) {
        List<Check> checks = new ArrayList<>();
        for (String variable : PROXY_VARIABLES) {
            environment.apply(variable).filter(value -> !value.isBlank()).ifPresent(value -> checks.add(proxy(variable, value)));
        }
        if (checks.isEmpty()) {
            return List.of(Check.ok("network", "No proxy is set."));
        }
        environment.apply("NO_PROXY").or(() -> environment.apply("no_proxy")).filter(value -> !value.isBlank())
            .ifPresent(value -> checks.add(Check.note("network", "NO_PROXY leaves out " + Quoted.of(value) + ".")));
        return checks;
    }

    private static Check proxy(String variable, String value) {
        String address = value.contains("://") ? value : "http://" + value;
        try {
            URI uri = new URI(address.trim());
            if (uri.getHost() != null) {
                String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
                return Check.note("network", variable + " names the proxy " + uri.getHost() + port + ".");
            }
        } catch (URISyntaxException e) {
            // Its text may hold a password, so it is not shown below.
        }
        return Check.fix("network", variable + " is set, but is not the address of a proxy.", "export " + variable + "=http://HOST:PORT, or unset " + variable);
    }

    /// The endpoints of the configured models, each address once.
    ///
    /// @param proxied whether a proxy is set, through which a call may reach what a plain connection does not
    static List<Check> endpoints(List<ConfiguredEndpoint> models, Function<URI, EndpointProbe.Finding> probe, boolean proxied) {
        List<Check> checks = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (ConfiguredEndpoint model : models) {
            model.address().filter(seen::add).ifPresent(address -> checks.add(endpoint(model, address, probe, proxied)));
        }
        return checks;
    }

    private static Check endpoint(ConfiguredEndpoint model, String address, Function<URI, EndpointProbe.Finding> probe, boolean proxied) {
        try {
            return endpoint(model.model(), URI.create(ModelOptions.url(address)), probe, proxied);
        } catch (IllegalArgumentException e) {
            return Check.fix("network", model.source() + ": " + e.getMessage(), "Mend it, then: assay doctor");
        }
    }

    private static Check endpoint(String model, URI endpoint, Function<URI, EndpointProbe.Finding> probe, boolean proxied) {
        EndpointProbe.Finding finding = probe.apply(endpoint);
        String text = model + ": " + finding.sentence();
        if (!finding.reached() && proxied) {
            return Check.note("network", text + "  The proxy may reach it all the same.");
        }
        if (!finding.reached()) {
            return Check.fix("network", text, "Start the server, or mend its address: --model '" + model + "?url=http://HOST:PORT/v1'");
        }
        if ("http".equalsIgnoreCase(endpoint.getScheme()) && !ConfiguredEndpoint.isLoopback(endpoint)) {
            return Check.note("network", text + "  Everyone on the way can read what is asked and answered.");
        }
        return Check.ok("network", text);
    }

    /// The keys of the configured models, by the names of their variables; each variable once, and never a value.
    static List<Check> keys(List<ConfiguredEndpoint> models, Function<String, Optional<String>> environment) {
        List<Check> checks = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (ConfiguredEndpoint model : models) {
            model.keyVariable().filter(seen::add).ifPresent(variable -> checks.add(key(model, variable, environment.apply(variable))));
        }
        return checks;
    }

    private static Check key(ConfiguredEndpoint model, String variable, Optional<String> value) {
        if (value.isEmpty() || value.get().isBlank()) {
            return model.keyNeeded()
                ? Check.fix("keys", variable + " is not set, and " + model.model() + " needs it.", "export " + variable + "=YOUR_KEY")
                : Check.note("keys", variable + " is not set; " + model.model() + " may need none.");
        }
        boolean visible = value.get().chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\'');
        if (!visible || value.get().length() < SHORTEST_KEY) {
            return Check.fix("keys", variable + " is set, but is no key: it is short, or holds spaces, quotes or line ends.",
                "export " + variable + "=YOUR_KEY");
        }
        return Check.ok("keys", variable + " is set and well-formed.");
    }

    /// The configuration file and everything that is set.
    ///
    /// @param file the configuration file
    /// @param problems what is wrong with it, or with an option, a property or a variable
    /// @param notes what is right and has no effect
    static List<Check> configuration(Settings.ConfigFile file, List<String> problems, List<String> notes) {
        if (!problems.isEmpty()) {
            return problems.stream().map(problem -> Check.fix("configuration", problem, "Mend it, then: assay doctor")).toList();
        }
        List<Check> checks = new ArrayList<>();
        checks.add(Files.exists(file.path())
            ? Check.ok("configuration", file.path() + " is valid.")
            : Check.note("configuration", "There is no " + file.path() + ", and none is needed; assay init writes one."));
        notes.forEach(text -> checks.add(Check.note("configuration", text)));
        return checks;
    }

    private static String size(long bytes) {
        if (bytes >= 10_000_000_000L) {
            return bytes / 1_000_000_000L + " GB";
        }
        return bytes >= 10_000_000L ? bytes / 1_000_000L + " MB" : bytes / 1_000L + " kB";
    }
}
