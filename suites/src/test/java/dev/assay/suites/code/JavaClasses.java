package dev.assay.suites.code;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Classes compiled from sources of ours and loaded into this process. For generated programs alone, never for what a model wrote.
final class JavaClasses extends ClassLoader {

    private final Map<String, ByteArrayOutputStream> compiled = new HashMap<>();

    private JavaClasses() {
        super(ClassLoader.getPlatformClassLoader());
    }

    /// Compiles sources in one go.
    ///
    /// @param sources by the name of the file's class, with its package
    static JavaClasses of(Map<String, String> sources) {
        JavaClasses classes = new JavaClasses();
        List<? extends JavaFileObject> files = sources.entrySet().stream()
            .map(source -> new Source(URI.create("memory:///" + source.getKey().replace('.', '/') + ".java"), source.getValue())).toList();
        StringWriter log = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        boolean fine = compiler.getTask(log, classes.keeping(compiler.getStandardFileManager(null, null, null)), null,
            List.of("-proc:none", "-Xlint:all", "-Werror"), null, files).call();
        if (!fine) {
            throw new AssertionError(log.toString());
        }
        return classes;
    }

    private JavaFileManager keeping(JavaFileManager library) {
        return new ForwardingJavaFileManager<>(library) {
            @Override
            public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + ".class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return compiled.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
                    }
                };
            }
        };
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ByteArrayOutputStream bytes = compiled.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes.toByteArray(), 0, bytes.size());
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(URI name, String text) {
            super(name, Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
