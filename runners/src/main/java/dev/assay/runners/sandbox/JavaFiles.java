package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Captured;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a box with a fresh virtual machine is given, and how the machine is started on it.
///
/// A program of a model is compiled by a warm compiler in another box, so that its own box gets classes and nothing else. A trusted program comes
/// as source, and its virtual machine compiles it itself.
final class JavaFiles {

    private static final String PROGRAM = "program/";
    private static final String LIBRARY = "library/";

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
        program.byName().forEach((name, content) -> files.put(PROGRAM + name + ".class", content));
        if (!job.library().isEmpty()) {
            compilers.library(worker, job.library()).byName().forEach((name, content) -> files.put(LIBRARY + name + ".class", content));
        }
        if (job.sources().containsKey(job.main()) && !program.byName().containsKey(mainClass(job))) {
            throw unfit("the program has no class " + mainClass(job));
        }
        return files;
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
            arguments.addAll(List.of("-cp", job.library().isEmpty() ? folder + "/program" : folder + "/library:" + folder + "/program", mainClass(job)));
        }
        arguments.addAll(job.arguments());
        return arguments;
    }
}
