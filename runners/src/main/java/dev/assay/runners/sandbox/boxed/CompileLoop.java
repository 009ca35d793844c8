package dev.assay.runners.sandbox.boxed;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// Compiles Java programs one after another, and never runs one.
///
/// A request is the number of sources, and of each its name and its text; an answer is a letter and what it brings: `C` the classes, `E` what the
/// compiler complains of, `X` why it cannot deal with the program, after which this process ends. Numbers and lengths are four bytes, most
/// significant first. No annotation processor runs, no file is read but the JDK's, and none is written.
public final class CompileLoop {

    private static final List<String> OPTIONS = List.of("-proc:none", "-implicit:none", "-encoding", "UTF-8", "-nowarn", "-Xlint:none", "-Xmaxerrs", "100",
        "-XDstringConcat=inline");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final JavaFileManager library;
    private final DataInputStream in;
    private final DataOutputStream out;

    private CompileLoop(DataInputStream in, DataOutputStream out) throws IOException {
        this.in = in;
        this.out = out;
        StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        files.setLocation(StandardLocation.CLASS_PATH, List.of());
        files.setLocation(StandardLocation.SOURCE_PATH, List.of());
        this.library = files;
    }

    /// Serves until its input ends.
    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        CompileLoop loop = new CompileLoop(in, out);
        out.writeByte('R');
        out.flush();
        while (loop.serve()) {
            out.flush();
        }
        out.flush();
    }

    private boolean serve() throws IOException {
        int count = in.read() < 0 ? -1 : in.readInt();
        if (count < 0) {
            return false;
        }
        List<SourceText> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = text();
            sources.add(new SourceText(name, text()));
        }
        return compile(sources);
    }

    private String text() throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private boolean compile(List<SourceText> sources) throws IOException {
        Complaints complaints = new Complaints();
        ClassFiles classes = new ClassFiles(library);
        boolean done;
        try {
            done = compiler.getTask(complaints.log(), classes, complaints, OPTIONS, null, sources).call();
        } catch (RuntimeException | StackOverflowError broken) {
            return say('X', "the compiler broke off with " + broken.getClass().getSimpleName());
        }
        if (classes.over().isPresent()) {
            return say('X', classes.over().get());
        }
        if (!done || complaints.found()) {
            return say('E', complaints.text());
        }
        out.writeByte('C');
        out.writeInt(classes.byName().size());
        for (Map.Entry<String, byte[]> one : classes.byName().entrySet()) {
            put(one.getKey().getBytes(StandardCharsets.UTF_8));
            put(one.getValue());
        }
        return true;
    }

    private boolean say(char letter, String text) throws IOException {
        out.writeByte(letter);
        put(text.getBytes(StandardCharsets.UTF_8));
        return letter == 'E';
    }

    private void put(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
