// The loop round a model's method: arguments in, one plain value or one exception out. It knows no test and no expected value.

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

public final class AssaySolver {

    private final OutputStream out;
    private final List<Method> methods = new ArrayList<>();
    private Object instance;

    private AssaySolver(OutputStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        System.setProperty("jdk.reflect.useNativeAccessorOnly", "true");
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        AssaySolver solver = new AssaySolver(new FileOutputStream(FileDescriptor.out));
        System.setIn(InputStream.nullInputStream());
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        String request = AssayValues.receive(in);
        if (request == null || !solver.load((Map<?, ?>) AssayValues.Json.read(request))) {
            return;
        }
        for (request = AssayValues.receive(in); request != null; request = AssayValues.receive(in)) {
            AssayValues.send(solver.out, solver.answer((Map<?, ?>) AssayValues.Json.read(request)));
        }
        System.exit(0);
    }

    private boolean load(Map<?, ?> request) throws IOException {
        try {
            find(Class.forName((String) request.get("class")), (String) request.get("entry"));
        } catch (Throwable error) {
            Throwable cause = error instanceof InvocationTargetException || error instanceof ExceptionInInitializerError ? error.getCause() : error;
            AssayValues.send(out, AssayValues.object("load", AssayValues.name(cause), "m", AssayValues.message(cause), "stage", "run"));
            return false;
        }
        AssayValues.send(out, "{\"ready\":true}");
        return true;
    }

    private void find(Class<?> kind, String entry) throws ReflectiveOperationException {
        boolean needed = false;
        for (Class<?> each = kind; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                if (method.getName().equals(entry) && !method.isBridge()) {
                    method.setAccessible(true);
                    methods.add(method);
                    needed |= !Modifier.isStatic(method.getModifiers());
                }
            }
        }
        if (methods.isEmpty()) {
            throw new NoSuchMethodException("the class has no method " + entry);
        }
        if (needed) {
            Constructor<?> constructor = kind.getDeclaredConstructor();
            constructor.setAccessible(true);
            instance = constructor.newInstance();
        }
    }

    private String answer(Map<?, ?> request) {
        String id = (String) request.get("id");
        Object[] arguments = AssayValues.all((List<?>) request.get("a")).toArray();
        Object value;
        try {
            value = chosen(arguments).invoke(instance, arguments);
        } catch (InvocationTargetException raised) {
            return raised(id, raised.getCause());
        } catch (ReflectiveOperationException | IllegalArgumentException unfit) {
            return raised(id, unfit);
        }
        try {
            StringBuilder reply = new StringBuilder("{\"id\":\"").append(id).append("\",\"v\":");
            new AssayValues.Encoder(reply).one(value, 0);
            return reply.append('}').toString();
        } catch (AssayValues.NotPlain unfit) {
            return AssayValues.object("id", id, "u", AssayValues.message(unfit));
        } catch (Throwable broken) {
            return AssayValues.object("id", id, "u", AssayValues.cut(value.getClass().getName(), 200));
        }
    }

    private static String raised(String id, Throwable error) {
        return AssayValues.object("id", id, "e", AssayValues.name(error), "m", AssayValues.message(error));
    }

    private Method chosen(Object[] arguments) {
        for (Method method : methods) {
            if (fits(method.getParameterTypes(), arguments)) {
                return method;
            }
        }
        return methods.get(0);
    }

    private static boolean fits(Class<?>[] types, Object[] arguments) {
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (types[i].isPrimitive() ? !widens(types[i], arguments[i]) : arguments[i] != null && !types[i].isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }

    /// Whether a boxed value can be handed over as a primitive type.
    private static boolean widens(Class<?> type, Object argument) {
        if (argument instanceof Boolean) {
            return type == boolean.class;
        }
        if (argument instanceof Character) {
            return type == char.class || WIDTHS.indexOf(type) >= WIDTHS.indexOf(int.class);
        }
        List<Class<?>> boxes = List.of(Byte.class, Short.class, Integer.class, Long.class, Float.class, Double.class);
        return argument != null && boxes.contains(argument.getClass()) && WIDTHS.indexOf(type) >= boxes.indexOf(argument.getClass());
    }

    private static final List<Class<?>> WIDTHS = List.of(byte.class, short.class, int.class, long.class, float.class, double.class);
}
