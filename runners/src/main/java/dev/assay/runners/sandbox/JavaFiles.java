package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Captured;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// What a box with a fresh virtual machine is given, and how the machine is started on it.
///
/// A program of a model is compiled by a warm compiler in another box, so that its own box gets classes and nothing else. A trusted program comes
/// as source, and its virtual machine compiles it itself.
final class JavaFiles {

    private static final String PROGRAM = "program.jar";
    private static final String LIBRARY = "library.jar";

    private JavaFiles() {
    }

    /// The files of a program in Java, by name: classes of a program of a model, and the source of a trusted one.
    ///
    /// @param worker whose compiler compiles it
    /// @throws UnfitException if it does not compile
    /// @throws IOException if no compiler can be started
    static Map<String, byte[]> of(CompileServers compilers, Job job, int worker) throws UnfitException, IOException, InterruptedException {
        Map<String, byte[]> files = new HashMap<>();
        if (job.role() == Role.CHECKER) {
            job.sources().forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
            job.library().forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
            return files;
        }
        Compiled.Classes program = classes(compilers.compile(worker, job.sources()));
        files.put(PROGRAM, archive(program));
        if (!job.library().isEmpty()) {
            files.put(LIBRARY, archive(compilers.library(worker, job.library())));
        }
        if (job.sources().containsKey(job.main()) && !program.byName().containsKey(mainClass(job))) {
            throw unfit("the program has no class " + mainClass(job));
        }
        return files;
    }

    /// A jar with the classes. Names of classes may be of any script, and names of files on the host only of those that its locale knows.
    private static byte[] archive(Compiled.Classes classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            jar.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, byte[]> each : classes.byName().entrySet()) {
                jar.putNextEntry(new ZipEntry(each.getKey() + ".class"));
                jar.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static Compiled.Classes classes(Compiled compiled) throws UnfitException {
        return switch (compiled) {
            case Compiled.Classes classes -> classes;
            case Compiled.Faulty(String complaints) -> throw unfit(complaints);
            case Compiled.TooMuch(String reason) -> throw unfit(reason);
        };
    }

    private static UnfitException unfit(String complaints) {
        String first = complaints.lines().findFirst().orElse("");
        return new UnfitException(first, new Captured(Bytes.of(complaints), false));
    }

    private static String mainClass(Job job) {
        return job.main().endsWith(".java") ? job.main().substring(0, job.main().length() - ".java".length()) : job.main();
    }

    /// What stands behind the command that starts a virtual machine.
    ///
    /// @param folder where the files lie, as the program sees it
    static List<String> arguments(Job job, String folder) {
        List<String> arguments = new ArrayList<>();
        if (job.role() == Role.CHECKER) {
            arguments.addAll(JavaHome.STAY);
            arguments.add(folder + "/" + job.main());
        } else {
            arguments.addAll(JavaHome.RUN);
            arguments.addAll(
                List.of("-cp", job.library().isEmpty() ? folder + "/" + PROGRAM : folder + "/" + LIBRARY + ":" + folder + "/" + PROGRAM, mainClass(job)));
        }
        arguments.addAll(job.arguments());
        return arguments;
    }
}
