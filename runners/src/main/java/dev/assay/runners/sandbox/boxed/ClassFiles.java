package dev.assay.runners.sandbox.boxed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/// What a compilation writes, kept in memory and within limits.
final class ClassFiles extends ForwardingJavaFileManager<JavaFileManager> {

    private static final int MOST_CLASSES = 256;
    private static final int MOST_BYTES = 4 << 20;

    private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();
    private int bytes;
    private Optional<String> over = Optional.empty();

    /// @param library where the JDK's classes are found
    ClassFiles(JavaFileManager library) {
        super(library);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        return new SimpleJavaFileObject(URI.create("memory:///class"), kind) {
            @Override
            public OutputStream openOutputStream() throws IOException {
                return open(className);
            }
        };
    }

    private OutputStream open(String className) throws IOException {
        if (written.size() == MOST_CLASSES) {
            throw tooMuch("more than " + MOST_CLASSES + " classes");
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        written.put(className.replace('.', '/'), content);
        return new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[]{(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) {
                bytes += length;
                if (bytes > MOST_BYTES) {
                    over = Optional.of("more than " + MOST_BYTES + " bytes of classes");
                    return;
                }
                content.write(from, offset, length);
            }
        };
    }

    private IOException tooMuch(String what) {
        over = Optional.of(what);
        return new IOException(what);
    }

    /// The limit that was hit.
    Optional<String> over() {
        return over;
    }

    /// The classes by their names with slashes.
    Map<String, byte[]> byName() {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        written.forEach((name, content) -> classes.put(name, content.toByteArray()));
        return classes;
    }

    @Override
    public FileObject getFileForOutput(Location location, String packageName, String relativeName, FileObject sibling) throws IOException {
        throw new IOException("nothing but classes is written");
    }

    @Override
    public void close() {
        // The library is used again.
    }
}
