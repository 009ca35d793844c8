package dev.assay.runners.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A process and a file of the same user as a box, to which no program may do anything. The process listens on every kind of socket.
final class Bystander implements AutoCloseable {

    private final Process process;
    private final BufferedReader visits;
    private final String port;
    private final String name;
    private final Path folder;
    private final Path canary;
    private final String word;
    private final Map<String, String> processBefore;
    private final Map<String, String> fileBefore;

    private Bystander(Process process, BufferedReader visits, String port, String name, Path folder, String word) throws IOException {
        this.process = process;
        this.visits = visits;
        this.port = port;
        this.name = name;
        this.folder = folder;
        this.canary = folder.resolve("canary");
        this.word = word;
        this.processBefore = ofProcess();
        this.fileBefore = ofFile();
    }

    /// Starts the process and makes the file.
    ///
    /// @param temporary where the file's folder is made
    /// @param uid whose they are, if we have the rights of root
    /// @param word what the file says; nobody else knows it
    /// @throws IOException if that cannot be done
    static Bystander start(Path temporary, HostUser user, int uid, String word) throws IOException {
        Path folder = Files.createTempDirectory(temporary, "assay-canary-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path canary = Files.writeString(folder.resolve("canary"), word);
        String name = "assay-" + word;
        List<String> command = new ArrayList<>();
        if (user.isRoot()) {
            Files.setAttribute(canary, "unix:uid", uid);
            command.addAll(List.of("setpriv", "--reuid", Integer.toString(uid), "--regid", Integer.toString(uid), "--clear-groups"));
        }
        command.addAll(List.of("/usr/bin/python3", "-P", "-s", "-c", Resources.text("bystander.py"), name));
        ProcessBuilder builder = new ProcessBuilder(command);
        Starter.empty(builder);
        Process process = builder.start();
        BufferedReader visits = process.inputReader(StandardCharsets.UTF_8);
        String port = visits.readLine();
        if (port == null) {
            throw new IOException("a bystander could not be started: " + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        }
        return new Bystander(process, visits, port, name, folder, word);
    }

    /// What programs that attack it need to know, by the names they use for it.
    Map<String, String> names() {
        return Map.of("VICTIM", Long.toString(process.pid()), "CANARY", canary.toString(), "CANARY_WORD", word, "PORT", port, "ABSTRACT", name);
    }

    /// Its process.
    ProcessHandle handle() {
        return process.toHandle();
    }

    /// What was done to it, one sentence each; empty if nothing was.
    List<String> harm() throws IOException {
        List<String> harm = new ArrayList<>();
        if (!process.isAlive()) {
            harm.add("a process outside was killed");
            return harm;
        }
        differences(processBefore, ofProcess(), "of a process outside", harm);
        differences(fileBefore, ofFile(), "of a file outside", harm);
        while (visits.ready()) {
            harm.add("a socket outside was reached: " + visits.readLine());
        }
        return harm;
    }

    private static void differences(Map<String, String> before, Map<String, String> now, String whose, List<String> harm) {
        before.forEach((what, value) -> {
            if (!value.equals(now.get(what))) {
                harm.add("the " + what + " " + whose + " changed from " + value + " to " + now.get(what));
            }
        });
    }

    private Map<String, String> ofProcess() throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        Map<String, String> seen = new TreeMap<>();
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        seen.put("state", fields[0].replace('R', 'S'));
        seen.put("niceness", fields[16]);
        seen.put("limits", Files.readString(proc.resolve("limits")));
        Files.readString(proc.resolve("status")).lines().filter(line -> line.startsWith("Cpus_allowed_list")).forEach(line -> seen.put("affinity", line));
        return seen;
    }

    private Map<String, String> ofFile() throws IOException {
        Map<String, String> seen = new TreeMap<>();
        for (String attribute : List.of("mode", "uid", "gid", "size", "lastModifiedTime", "ctime", "nlink")) {
            seen.put(attribute, String.valueOf(Files.getAttribute(canary, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS)));
        }
        seen.put("content", Files.readString(canary));
        UserDefinedFileAttributeView marks = Files.getFileAttributeView(canary, UserDefinedFileAttributeView.class);
        seen.put("marks", marks == null ? "" : marks.list().toString());
        return seen;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        visits.close();
        BoxFiles.delete(folder);
    }
}
