package dev.assay.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the repository around a folder by the program `git`, in a process of its own: the one place of the command line that starts one.
///
/// The process sees no environment but the path to programs, so no key reaches it, and no configuration of a person's own. It asks nothing,
/// fetches nothing, and is ended after its deadline. No text from elsewhere can become one of its options: references and paths are checked
/// by [BaselinePlace], and objects are named by their digits.
///
/// @param folder the folder in which git looks
/// @param path where programs are found; absent: the usual folders
/// @param deadline how long one call may take
record Git(Path folder, Optional<String> path, Duration deadline) {

    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int MOST_BYTES = 64_000_000;
    private static final Pattern OBJECT = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");
    /// A line of `ls-tree -l`: mode, kind, object, size, path.
    private static final Pattern ENTRY = Pattern.compile("([0-7]{6}) ([a-z]+) ([0-9a-f]{40,64}) +([0-9]+|-)\\t[^\\x00]*\\x00", Pattern.DOTALL);

    Git(Path folder, Optional<String> path) {
        this(folder, path, DEADLINE);
    }

    /// What a call said.
    private record Said(int code, String out, String err) {
        private String text() {
            return out.strip();
        }
    }

    /// The commit that is checked out here.
    ///
    /// @return absent outside of a repository, before its first commit, and without git
    Optional<String> head() {
        try {
            Said said = call("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
            return Optional.of(said.text()).filter(text -> said.code == 0 && OBJECT.matcher(text).matches());
        } catch (UsageException e) {
            return Optional.empty();
        }
    }

    /// The folder of the working tree around here; absent outside of a repository, and without git.
    Optional<Path> root() {
        try {
            Said said = call("rev-parse", "--show-toplevel");
            return said.code == 0 && !said.text().isEmpty() ? Optional.of(Path.of(said.text())) : Optional.empty();
        } catch (UsageException e) {
            return Optional.empty();
        }
    }

    /// The text of a file in a commit.
    ///
    /// @return absent if the commit holds no such file
    /// @throws UsageException if there is no git, no repository or no such commit, or what stands there is no text file of at most 64 MB
    Optional<String> show(String ref, String file) {
        String commit = commit(ref);
        boolean here = file.startsWith("./");
        List<String> words = new ArrayList<>(List.of("ls-tree", "-z", "-l"));
        if (!here) {
            words.add("--full-tree");
        }
        words.addAll(List.of(commit, "--", here ? file.substring(2) : file));
        Said tree = call(words.toArray(String[]::new));
        if (tree.code != 0) {
            throw refused("git:" + ref + ":" + file, tree);
        }
        Matcher entry = ENTRY.matcher(tree.out);
        return entry.matches() ? Optional.of(blob("git:" + ref + ":" + file, entry)) : Optional.empty();
    }

    private String commit(String ref) {
        Said said = call("rev-parse", "--verify", "--quiet", ref + "^{commit}");
        String commit = said.text();
        if (said.code != 0 && !said.err.isBlank()) {
            throw refused("git:" + ref, said);
        }
        if (said.code != 0 || !OBJECT.matcher(commit).matches()) {
            throw UsageException.of("git:" + ref + "  is no commit that this repository holds.  Fetch it first, such as: git fetch origin main"
                + " (a checkout in CI may need fetch-depth: 0).");
        }
        return commit;
    }

    private String blob(String shown, Matcher entry) {
        boolean regular = entry.group(1).startsWith("100") && entry.group(2).equals("blob");
        if (!regular || Long.parseLong(entry.group(4)) > MOST_BYTES) {
            throw UsageException.of(shown + "  is no file of at most 64 MB.  Name the folder of the baselines with {suite} and {model}.");
        }
        Said said = call("cat-file", "blob", entry.group(3));
        if (said.code != 0) {
            throw refused(shown, said);
        }
        return said.out;
    }

    private static UsageException refused(String shown, Said said) {
        String why = said.err.lines().findFirst().orElse("git ended with " + said.code);
        return UsageException.of(shown + "  cannot be read by git: " + Publication.visible(why));
    }

    private Said call(String... words) {
        List<String> command = new ArrayList<>(List.of(program(), "--no-pager", "--no-replace-objects"));
        command.addAll(List.of(words));
        try {
            Path out = Files.createTempFile("assay-git-", ".out");
            Path err = Files.createTempFile("assay-git-", ".err");
            try {
                return finished(started(command, out, err), out, err);
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        } catch (IOException e) {
            throw new UsageException(List.of("The program git cannot be started here: " + Publication.visible(String.valueOf(e.getMessage()))
                + ".  Mend that, or name baselines by a path."));
        }
    }

    /// The program, looked for in folders of full names alone: none in the working directory is ever started.
    private String program() {
        for (String name : path.orElse(USUAL_PATH).split(Pattern.quote(File.pathSeparator))) {
            for (String file : List.of("git", "git.exe")) {
                File program = new File(name, file);
                if (program.isAbsolute() && program.isFile() && program.canExecute()) {
                    return program.getPath();
                }
            }
        }
        throw UsageException.of("The program git is not on the PATH, and baselines of git: need it.  Install it, or name baselines by a path.");
    }

    private Process started(List<String> command, Path out, Path err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        if (!folder.toString().isEmpty()) {
            builder.directory(folder.toFile());
        }
        builder.environment().clear();
        builder.environment().put("PATH", path.orElse(USUAL_PATH));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        builder.environment().put("GIT_NO_LAZY_FETCH", "1");
        builder.environment().put("GIT_ALLOW_PROTOCOL", "none");
        builder.environment().put("GIT_LITERAL_PATHSPECS", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private Said finished(Process process, Path out, Path err) throws IOException {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw UsageException.of("git has said nothing for " + DurationText.print(deadline) + " and was ended.  Look what it waits for: git status");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UsageException.of("git was interrupted.  Type the command again.");
        } finally {
            process.destroyForcibly();
        }
        return new Said(process.exitValue(), new String(Files.readAllBytes(out), StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.ISO_8859_1));
    }
}
