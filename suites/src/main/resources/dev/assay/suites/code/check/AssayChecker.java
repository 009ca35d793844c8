// Runs trusted tests against a method that lives in another virtual machine. The tests see a stand-in that sends its arguments away and waits. One
// checker serves many tasks, each with a class loader of its own; an empty frame ends a conversation, and is answered by one.

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

public final class AssayChecker {

    private static final int KEPT = 64;
    private static final int SHOWN = 400;
    private static final List<String> OPTIONS = List.of("-proc:none", "-implicit:none", "-nowarn", "-Xlint:none", "-XDstringConcat=inline");

    /// What the stand-in of a class asks. A number may come as a smaller type, as where a method is called directly.
    private static final String OTHER = """
        final class AssayOther {
            static java.util.function.BiFunction<String, Object[], Object> ask;

            @SuppressWarnings("unchecked")
            static <T> T ask(String method, Object... arguments) {
                return (T) ask.apply(method, arguments == null ? new Object[] {null} : arguments);
            }

            static boolean askBoolean(String method, Object... arguments) {
                return (boolean) ask.apply(method, arguments);
            }

            static char askChar(String method, Object... arguments) {
                return (char) ask.apply(method, arguments);
            }

            static byte askByte(String method, Object... arguments) {
                return (byte) ask.apply(method, arguments);
            }

            static short askShort(String method, Object... arguments) {
                Object value = ask.apply(method, arguments);
                return value instanceof Byte number ? number : (short) value;
            }

            static int askInt(String method, Object... arguments) {
                return whole(ask.apply(method, arguments));
            }

            static long askLong(String method, Object... arguments) {
                Object value = ask.apply(method, arguments);
                return value instanceof Long number ? number : whole(value);
            }

            static float askFloat(String method, Object... arguments) {
                Object value = ask.apply(method, arguments);
                return value instanceof Float number ? number : value instanceof Long number ? number : whole(value);
            }

            static double askDouble(String method, Object... arguments) {
                Object value = ask.apply(method, arguments);
                return value instanceof Double number ? number : value instanceof Float number ? number : value instanceof Long number ? number : whole(value);
            }

            private static int whole(Object value) {
                return value instanceof Character letter ? letter : value instanceof Short number ? number : value instanceof Byte number ? number : (int) value;
            }
        }
        """;

    private final DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16));
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final SecureRandom random = new SecureRandom();
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final JavaFileManager library;
    private final Map<String, Map<String, byte[]>> compiled = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, byte[]>> eldest) {
            return size() > KEPT;
        }
    };

    private AssayChecker() throws IOException {
        StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        files.setLocation(StandardLocation.CLASS_PATH, List.of());
        files.setLocation(StandardLocation.SOURCE_PATH, List.of());
        library = files;
    }

    public static void main(String[] arguments) throws IOException {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(System.out);
        AssayChecker checker = new AssayChecker();
        for (String frame = AssayValues.receive(checker.in); frame != null; frame = AssayValues.receive(checker.in)) {
            boolean over = frame.isEmpty();
            if (!over) {
                Conversation conversation = checker.new Conversation();
                String end = conversation.held((Map<?, ?>) AssayValues.Json.read(frame));
                over = conversation.stopped;
                if (!over) {
                    AssayValues.send(checker.out, end);
                }
            }
            if (over) {
                AssayValues.send(checker.out, "");
            }
        }
        System.exit(0);
    }

    /// The tests of this conversation are of no interest any more.
    private static final class Stopped extends Error {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    /// The answer was no value.
    private static final class Malformed extends Error {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /// An argument of the tests cannot be sent.
    private static final class Unfit extends Error {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }
    }

    /// The check of one program.
    private final class Conversation implements BiFunction<String, Object[], Object> {

        private int calls;
        private boolean stopped;
        private Throwable raised;
        private Throwable broken;
        private Object[] asked = {};
        private String outcome = "";
        private Object answer;

        String held(Map<?, ?> request) {
            String tests = (String) request.get("tests");
            Throwable error;
            try {
                Class<?> main = new Loader(classes((String) request.get("support"), tests)).start(this);
                Method start = main.getMethod("main", String[].class);
                start.setAccessible(true);
                start.invoke(null, (Object) new String[0]);
                error = broken;
            } catch (InvocationTargetException failed) {
                error = failed.getCause();
            } catch (Throwable failed) {
                error = failed instanceof Unfit ? failed : new Unfit(String.valueOf(failed));
            }
            if (broken != null) {
                error = broken;
            }
            return error == null ? AssayValues.object("end", "returned", "calls", Integer.toString(calls)) : ended(error, tests);
        }

        private String ended(Throwable error, String tests) {
            String end = error instanceof Unfit
                ? "unfit"
                : error instanceof Malformed ? "malformed" : error == raised ? "raised" : error instanceof AssertionError ? "assertion" : "error";
            String name = error == raised ? AssayValues.name(error) : error.getClass().getName();
            int line = line(error);
            List<String> lines = tests.lines().toList();
            String text = line > 0 && line <= lines.size() ? AssayValues.cut(lines.get(line - 1).strip(), SHOWN) : "";
            return AssayValues.object("end", end, "e", name, "m", AssayValues.message(error), "line", Integer.toString(line), "text", text, "calls",
                Integer.toString(calls), "last", calls == 0 ? "" : last());
        }

        private static int line(Throwable error) {
            for (StackTraceElement frame : error.getStackTrace()) {
                if ("Main.java".equals(frame.getFileName())) {
                    return frame.getLineNumber();
                }
            }
            return 0;
        }

        private String last() {
            String arguments = shown(Arrays.asList(asked));
            return "(" + arguments.substring(1, Math.max(1, arguments.length() - 1)) + ")" + (outcome.isEmpty() ? " returned " + shown(answer) : outcome);
        }

        private static String shown(Object value) {
            try {
                return AssayValues.cut(value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value), SHOWN);
            } catch (RuntimeException | StackOverflowError unreadable) {
                return "a value";
            }
        }

        /// Asks the other virtual machine.
        @Override
        public Object apply(String method, Object[] arguments) {
            if (broken != null) {
                throw AssayChecker.<RuntimeException>sneaked(broken);
            }
            byte[] name = new byte[8];
            random.nextBytes(name);
            StringBuilder request = new StringBuilder("{\"id\":\"").append(HexFormat.of().formatHex(name)).append("\",\"a\":");
            try {
                new AssayValues.Encoder(request).all(Arrays.asList(arguments), 0);
            } catch (AssayValues.NotPlain unfit) {
                throw broken(new Unfit("an argument is a " + unfit.getMessage() + ", which cannot be sent"));
            }
            request.append(",\"k\":[]}");
            asked = arguments;
            outcome = "";
            Map<?, ?> reply = exchanged(request.toString());
            calls++;
            if (reply.get("e") instanceof String raisedName) {
                raised = rebuilt(raisedName, (String) reply.get("m"));
                outcome = " raised " + raisedName;
                throw AssayChecker.<RuntimeException>sneaked(raised);
            }
            try {
                answer = AssayValues.decoded(reply.get("v"));
                return answer;
            } catch (RuntimeException malformed) {
                throw broken(new Malformed(AssayValues.message(malformed)));
            }
        }

        private Map<?, ?> exchanged(String request) {
            String reply;
            try {
                AssayValues.send(out, request);
                reply = AssayValues.receive(in);
            } catch (IOException gone) {
                reply = null;
            }
            if (reply == null) {
                Runtime.getRuntime().halt(9);
            }
            if (reply.isEmpty()) {
                stopped = true;
                throw broken(new Stopped());
            }
            return (Map<?, ?>) AssayValues.Json.read(reply);
        }

        private <T extends Error> T broken(T error) {
            broken = error;
            return error;
        }

        private Throwable rebuilt(String name, String message) {
            if (!AssayValues.EXCEPTIONS.contains(name)) {
                throw broken(new Malformed("an exception of no known name"));
            }
            try {
                return (Throwable) Class.forName(name).getConstructor(String.class).newInstance(message);
            } catch (ReflectiveOperationException impossible) {
                return new RuntimeException(message);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaked(Throwable error) throws T {
        throw (T) error;
    }

    private Map<String, byte[]> classes(String support, String tests) {
        String key = support + "\0" + tests;
        Map<String, byte[]> known = compiled.get(key);
        if (known == null) {
            known = compile(support, tests);
            compiled.put(key, known);
        }
        return known;
    }

    private Map<String, byte[]> compile(String support, String tests) {
        Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();
        Writer log = new StringWriter();
        JavaFileManager files = new ForwardingJavaFileManager<>(library) {
            @Override
            public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        ByteArrayOutputStream content = new ByteArrayOutputStream();
                        written.put(name, content);
                        return content;
                    }
                };
            }
        };
        List<JavaFileObject> sources = new ArrayList<>();
        sources.add(source("Solution.java", support));
        sources.add(source("AssayOther.java", OTHER));
        sources.add(source("Main.java", tests));
        if (!compiler.getTask(log, files, null, OPTIONS, null, sources).call()) {
            throw new Unfit("the tests do not compile: " + AssayValues.cut(log.toString(), AssayValues.LONGEST_MESSAGE / 2));
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (Map.Entry<String, ByteArrayOutputStream> each : written.entrySet()) {
            classes.put(each.getKey(), each.getValue().toByteArray());
        }
        return classes;
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("memory:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /// Loads the classes of one task.
    private static final class Loader extends ClassLoader {

        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(ClassLoader.getPlatformClassLoader());
            this.classes = classes;
        }

        Class<?> start(BiFunction<String, Object[], Object> other) throws ReflectiveOperationException {
            setDefaultAssertionStatus(true);
            Field ask = loadClass("AssayOther").getDeclaredField("ask");
            ask.setAccessible(true);
            ask.set(null, other);
            return loadClass("Main");
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] content = classes.get(name);
            if (content == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, content, 0, content.length);
        }
    }
}
