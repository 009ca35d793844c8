package dev.assay.cli;

import dev.assay.core.log.RunLogException;
import dev.assay.suites.data.DatasetException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The command line: reads the words, finds the command, and turns what comes of it into an exit code.
public final class Main {

    private static final int HELP_WIDTH = 110;

    private final Harness.Host host;
    private final Function<String, Optional<String>> properties;
    private final Console console;

    Main(Harness.Host host, Function<String, Optional<String>> properties, Console console) {
        this.host = host;
        this.properties = properties;
        this.console = console;
    }

    /// Runs one command and ends the program with its exit code.
    public static void main(String[] args) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        Function<String, Optional<String>> environment = name -> Optional.ofNullable(System.getenv(name));
        Build build = Build.read();
        Harness.Host host = new Harness.Host(environment, Path.of(""), InstantSource.system(), build.version(), build.commit());
        Console console = new Console(System.in, out, err, isTerminal(), isTerminal(), width(environment));
        int code = new Main(host, name -> Optional.ofNullable(System.getProperty(name)), console).run(List.of(args)).code();
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                flush();
            }
        };
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
    }

    private static int width(Function<String, Optional<String>> environment) {
        return environment.apply("COLUMNS").filter(text -> text.matches("[1-9][0-9]{1,3}")).map(Integer::valueOf).orElse(Console.DEFAULT_WIDTH);
    }

    /// What is known of the program itself.
    ///
    /// @param version as in the parent pom
    /// @param commit the commit it was built from
    record Build(String version, Optional<String> commit) {

        static Build read() {
            Properties properties = new Properties();
            try (InputStream in = Main.class.getResourceAsStream("build.properties")) {
                if (in != null) {
                    properties.load(in);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("This jar is not whole: build.properties cannot be read.", e);
            }
            return new Build(properties.getProperty("version", "unknown"),
                Optional.ofNullable(properties.getProperty("commit")).filter(c -> c.matches("[0-9a-f]{7,64}")));
        }
    }

    /// Runs one command.
    ///
    /// @param args what was typed behind the program's name
    ExitCode run(List<String> args) {
        CommandLine line = commandLine();
        ParseResult parsed;
        try {
            parsed = line.parseArgs(args.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            return refuse(e);
        }
        if (parsed.isVersionHelpRequested()) {
            console.out().println("assay " + host.version());
            return ExitCode.DONE;
        }
        ParseResult innermost = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        if (innermost.isUsageHelpRequested()) {
            console.out().println(usage(innermost.commandSpec().commandLine()));
            return ExitCode.DONE;
        }
        if (!parsed.hasSubcommand()) {
            console.note(usage(line));
            return ExitCode.USAGE;
        }
        return perform(innermost, args);
    }

    private ExitCode refuse(CommandLine.ParameterException e) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String hint = e instanceof CommandLine.UnmatchedArgumentException unmatched ? nearest(spec, unmatched.getUnmatched().getFirst()) : "";
        console.note(e.getMessage() + hint);
        console.note("See: " + spec.qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static String nearest(CommandSpec spec, String word) {
        List<String> options = spec.options().stream().map(OptionSpec::longestName).toList();
        return Nearest.suggestion(word, word.startsWith("-") ? options : List.copyOf(spec.subcommands().keySet()));
    }

    private ExitCode perform(ParseResult parsed, List<String> args) {
        Command command = (Command) parsed.commandSpec().userObject();
        try (Harness harness = new Harness(host)) {
            return perform(harness, command, parsed, args);
        }
    }

    private ExitCode perform(Harness harness, Command command, ParseResult parsed, List<String> args) {
        boolean verbose = parsed.hasMatchedOption("--verbose");
        try {
            return command.action().run(invocation(parsed, args, harness));
        } catch (RunStoppedException e) {
            say(harness, e, verbose);
            console.note("What was finished before is kept.  Mend the cause, then run the same command again.");
            return ExitCode.INCOMPLETE;
        } catch (IllegalArgumentException | RunLogException | DatasetException e) {
            say(harness, e, verbose);
            return ExitCode.USAGE;
        } catch (UncheckedIOException e) {
            console.note(harness.scrub(e.getMessage() + "  " + e.getCause()));
            return ExitCode.USAGE;
        } catch (RuntimeException | Error e) {
            return fault(harness, e, args, verbose);
        }
    }

    private void say(Harness harness, RuntimeException e, boolean verbose) {
        console.note(harness.scrub(String.valueOf(e.getMessage())));
        if (verbose) {
            console.note(harness.scrub(trace(e)));
        }
    }

    private ExitCode fault(Harness harness, Throwable e, List<String> args, boolean verbose) {
        String trace = harness.scrub("assay " + host.version() + "  " + String.join(" ", args) + "\n" + trace(e));
        String where;
        try {
            Path file = Files.createTempFile("assay-fault-", ".log");
            Files.writeString(file, trace);
            where = file.toString();
        } catch (IOException unwritable) {
            where = "";
        }
        console.note("A fault in Assay itself: " + harness.scrub(e.toString()) + "  Please report it" + (where.isEmpty() ? "." : " with " + where));
        if (verbose || where.isEmpty()) {
            console.note(trace);
        }
        return ExitCode.FAULT;
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private Invocation invocation(ParseResult parsed, List<String> args, Harness harness) {
        Command command = (Command) parsed.commandSpec().userObject();
        TreeMap<String, List<String>> options = new TreeMap<>();
        Map<String, String> switches = new LinkedHashMap<>();
        List<String> own = command.switches().stream().map(Command.Switch::name).toList();
        List<String> repeated = command.switches().stream().filter(Command.Switch::repeats).map(Command.Switch::name).toList();
        for (OptionSpec option : parsed.matchedOptions()) {
            String name = option.longestName().substring(2);
            List<String> values = option.typeInfo().isBoolean() ? List.of("true") : option.stringValues();
            if (own.contains(name)) {
                switches.put(name, repeated.contains(name) ? String.join(",", values) : values.getLast());
                continue;
            }
            options.put(name, new ArrayList<>(values));
        }
        List<String> arguments = parsed.matchedPositionals().stream().flatMap(p -> p.stringValues().stream()).toList();
        Typed typed = typed(new OptionValues(options), command.action().toleratesBadSettings());
        return new Invocation(typed.settings, arguments, switches, shaped(typed.settings.showing()), harness, typedAgain(args), typed.file,
            typed.problems);
    }

    /// The command as it can be typed again to go on: quoted where a shell would read something else into it, and without the wish for a new run.
    private String typedAgain(List<String> args) {
        return Stream.concat(Stream.of(host.program()), args.stream().filter(word -> !word.equals("--new")).map(Main::quoted)).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@,+%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private record Typed(Settings settings, Settings.ConfigFile file, List<String> problems) {
    }

    private Typed typed(OptionValues options, boolean tolerant) {
        Settings.ConfigFile file = new Settings.ConfigFile(Defaults.CONFIG, false);
        try {
            file = Settings.configFile(options, properties, host.environment());
            Path path = host.workingDirectory().resolve(file.path());
            Optional<AssayConfig> config = file.named() || Files.exists(path) ? Optional.of(AssayConfigReader.read(path)) : Optional.empty();
            return new Typed(Settings.resolve(options, properties, host.environment(), config), file, List.of());
        } catch (UsageException e) {
            if (!tolerant) {
                throw e;
            }
            Settings defaults = Settings.resolve(OptionValues.none(), name -> Optional.empty(), name -> Optional.empty(), Optional.empty());
            return new Typed(defaults, file, e.problems());
        }
    }

    /// The console as the settings want it: no questions and no cursor movement in a batch, colour where it is welcome.
    private Console shaped(Settings.Showing showing) {
        boolean colour = switch (showing.color()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> console.colour() && !showing.batch();
        };
        return console.with(console.interactive() && !showing.batch(), colour);
    }

    private CommandLine commandLine() {
        CommandSpec root = CommandSpec.create().name("assay").version(host.version());
        root.mixinStandardHelpOptions(true);
        root.usageMessage().width(HELP_WIDTH).description("What a score is worth: the benchmark harness for reasoning models.")
            .footer("", "First:  assay demo", "", exitCodes());
        Commands.all().forEach(command -> root.addSubcommand(command.name(), spec(command)));
        return new CommandLine(root).setTrimQuotes(false);
    }

    private static CommandSpec spec(Command command) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(command.name());
        spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).type(boolean.class).description("Show this help and end.").build());
        for (Setting setting : Setting.values()) {
            if (command.settings().contains(setting)) {
                OptionText text = OptionText.of(setting);
                spec.addOption(option(setting.option(), text.value(), text.description()));
            }
        }
        command.switches().forEach(own -> spec.addOption(option(own.name(), own.value(), own.description())));
        if (command.most() > 0) {
            String arity = command.fewest() + ".." + (command.most() == Integer.MAX_VALUE ? "*" : String.valueOf(command.most()));
            spec.addPositional(PositionalParamSpec.builder().paramLabel(command.arguments()).hideParamSyntax(true).arity(arity).type(List.class)
                .auxiliaryTypes(String.class).description("").build());
        }
        spec.usageMessage().description(command.summary()).sortOptions(false).abbreviateSynopsis(true).width(HELP_WIDTH)
            .footer("", "Examples:", "  " + String.join(System.lineSeparator() + "  ", command.examples()), "", exitCodes());
        return spec;
    }

    private static OptionSpec option(String name, String value, String description) {
        OptionSpec.Builder builder = OptionSpec.builder("--" + name).description(description);
        if (value.isEmpty()) {
            return builder.type(boolean.class).build();
        }
        return builder.paramLabel(value).hideParamSyntax(true).arity("1").type(List.class).auxiliaryTypes(String.class).build();
    }

    private static String exitCodes() {
        List<String> lines = new ArrayList<>(List.of("Exit codes:"));
        for (ExitCode code : ExitCode.values()) {
            lines.add(String.format("  %3d  %s", code.code(), code.meaning()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String usage(CommandLine line) {
        return line.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing();
    }
}
