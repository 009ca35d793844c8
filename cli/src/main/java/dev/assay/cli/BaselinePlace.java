package dev.assay.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where baselines stand: files, another run, or files in a commit.
sealed interface BaselinePlace {

    /// Files, one for each task and model.
    ///
    /// @param path with `{suite}` and `{model}` where their names go; relative to the working directory
    record Files(PathTemplate path) implements BaselinePlace {
    }

    /// Another run directory.
    ///
    /// @param run its name or path
    record Run(String run) implements BaselinePlace {
    }

    /// Files in a commit of the repository around the working directory.
    ///
    /// @param ref a branch, a tag or a commit, such as `origin/main`
    /// @param path as for files, from the root of the repository; from the working directory if it begins with `./`
    record Git(String ref, PathTemplate path) implements BaselinePlace {

        private static final Pattern REF = Pattern.compile("[A-Za-z0-9_@][A-Za-z0-9_./@{}^~+-]{0,199}");

        public Git {
            if (!REF.matcher(ref).matches() || ref.contains("..")) {
                throw new IllegalArgumentException(Quoted.of(ref) + " is no branch, tag or commit.  Write git:REF:PATH, such as git:origin/main:"
                    + dev.assay.reports.gate.Gate.DEFAULT_BASELINE + ".");
            }
        }
    }

    /// Reads a place.
    ///
    /// @throws IllegalArgumentException if it is none; the message says what to write
    static BaselinePlace parse(String text) {
        ConfigSection.present(text);
        if (text.startsWith("run:")) {
            return new Run(ConfigSection.present(text.substring(4)));
        }
        if (!text.startsWith("git:")) {
            return new Files(PathTemplate.parse(text));
        }
        int colon = text.indexOf(':', 4);
        if (colon < 0) {
            throw new IllegalArgumentException(Quoted.of(text) + " names no path.  Write git:REF:PATH.");
        }
        PathTemplate path = PathTemplate.parse(text.substring(colon + 1));
        if (path.text().startsWith("/") || Arrays.asList(path.text().split("/")).contains("..")) {
            throw new IllegalArgumentException(Quoted.of(path.text()) + " is no path within a commit.  Write one from the root of the repository.");
        }
        return new Git(text.substring(4, colon), path);
    }

    /// The same text, once it is known to be a place.
    ///
    /// @throws IllegalArgumentException if it is none
    static String checked(String text) {
        parse(text);
        return text;
    }

    /// A path with `{suite}` and `{model}`, where names go that may hold anything.
    ///
    /// A name becomes a file name that is legal everywhere and never leaves its folder. A task keeps its slashes, as folders; those of a model
    /// become `_`. What is lower-case letters, digits, hyphens and dots stays as it is. Everything else gets `_` in place of what cannot stand
    /// in a file name, and behind `~` eight digits of its SHA-256, so that two names never share a file, not even where case does not count.
    ///
    /// @param text the path as written
    record PathTemplate(String text) {

        private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
        private static final Pattern PLAIN = Pattern.compile("[a-z0-9](?:[a-z0-9.-]*[a-z0-9-])?");
        private static final int LONGEST = 80;
        private static final int HASH = 8;

        static PathTemplate parse(String text) {
            Matcher placeholder = PLACEHOLDER.matcher(text);
            while (placeholder.find()) {
                if (!List.of("suite", "model").contains(placeholder.group(1))) {
                    throw new IllegalArgumentException(Quoted.of(placeholder.group()) + " is not known here.  Write {suite} and {model}, or neither.");
                }
            }
            try {
                Path _ = Path.of(text.replace("{", "").replace("}", ""));
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(Quoted.of(text) + " is not a path on this system.", e);
            }
            return new PathTemplate(text);
        }

        /// The path for a task and a model.
        String of(String task, String model) {
            return text.replace("{suite}", folders(task)).replace("{model}", fileName(model));
        }

        /// The same with another folder in front of what begins with the first placeholder.
        PathTemplate in(Path folder) {
            int brace = text.indexOf('{');
            int slash = text.lastIndexOf('/', brace < 0 ? text.length() : brace);
            String rest = text.substring(slash + 1);
            return new PathTemplate(folder.toString().isEmpty() ? rest : folder + "/" + rest);
        }

        private static String folders(String task) {
            return Arrays.stream(task.split("/", -1)).map(part -> PLAIN.matcher(part).matches() ? part : hashed(part)).collect(Collectors.joining("/"));
        }

        private static String fileName(String model) {
            boolean plain = model.length() <= LONGEST && Arrays.stream(model.split("/", -1)).allMatch(part -> PLAIN.matcher(part).matches());
            return plain ? model.replace('/', '_') : hashed(model);
        }

        private static String hashed(String name) {
            String kept = name.toLowerCase(Locale.ROOT).equals(name) ? name : name.strip();
            String words = kept.replaceAll("[^A-Za-z0-9.-]", "_").replaceFirst("^[.-]+", "_");
            return (words.length() > LONGEST ? words.substring(0, LONGEST) : words) + "~" + sha256(name).substring(0, HASH);
        }
    }

    /// The SHA-256 of a text in UTF-8, in hexadecimal digits.
    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java machine knows SHA-256.", e);
        }
    }
}
