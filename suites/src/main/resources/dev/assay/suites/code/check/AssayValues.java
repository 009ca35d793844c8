// Values that cross between two virtual machines, and the frames that carry them. Runs at both ends: what the untrusted end makes of it can only
// choose among plain values, because the trusted end builds every value anew from the closed list below.

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

final class AssayValues {

    static final int DEEPEST = 60;
    static final int MOST_NODES = 1_000_000;
    static final int MOST_BITS = 4_000_000;
    static final int LONGEST_MESSAGE = 1000;

    static final Set<String> EXCEPTIONS = Set.of("java.lang.ArithmeticException", "java.lang.ArrayIndexOutOfBoundsException", "java.lang.ArrayStoreException",
        "java.lang.ClassCastException", "java.lang.CloneNotSupportedException", "java.lang.Exception", "java.lang.IllegalArgumentException",
        "java.lang.IllegalStateException", "java.lang.IndexOutOfBoundsException", "java.lang.InterruptedException", "java.lang.NegativeArraySizeException",
        "java.lang.NullPointerException", "java.lang.NumberFormatException", "java.lang.RuntimeException", "java.lang.StackOverflowError",
        "java.lang.StringIndexOutOfBoundsException", "java.lang.UnsupportedOperationException", "java.io.FileNotFoundException", "java.io.IOException",
        "java.security.GeneralSecurityException", "java.security.NoSuchAlgorithmException", "java.time.DateTimeException",
        "java.util.ConcurrentModificationException", "java.util.InputMismatchException", "java.util.NoSuchElementException",
        "java.util.concurrent.TimeoutException");

    private AssayValues() {
    }

    static final class NotPlain extends Exception {
        private static final long serialVersionUID = 1L;

        NotPlain(Object value) {
            super(value.getClass().getName());
        }
    }

    /// Writes one value as JSON.
    static final class Encoder {

        private final StringBuilder out;
        private int left = MOST_NODES;

        Encoder(StringBuilder out) {
            this.out = out;
        }

        void one(Object value, int depth) throws NotPlain {
            if (value == null) {
                left--;
                out.append("null");
                return;
            }
            if (--left < 0 || depth > DEEPEST) {
                throw new NotPlain(value);
            }
            Class<?> kind = value.getClass();
            if (kind == String.class) {
                text(out, (String) value);
            } else if (kind == Boolean.class) {
                out.append(value == Boolean.TRUE || (Boolean) value);
            } else if (kind == Integer.class) {
                tag('i', value.toString());
            } else if (kind == Long.class) {
                tag('j', value.toString());
            } else if (kind == Double.class) {
                tag('g', value.toString());
            } else if (kind == Character.class) {
                tag('c', value.toString());
            } else if (kind == Float.class) {
                tag('f', value.toString());
            } else if (kind == Short.class) {
                tag('h', value.toString());
            } else if (kind == Byte.class) {
                tag('b', value.toString());
            } else if (kind == BigInteger.class) {
                tag('n', hex((BigInteger) value, value));
            } else if (kind == BigDecimal.class) {
                tag('m', hex(((BigDecimal) value).unscaledValue(), value) + " " + ((BigDecimal) value).scale());
            } else if (kind.isArray()) {
                array(value, kind.getComponentType(), depth);
            } else if (kind.getClassLoader() != null) {
                throw new NotPlain(value);
            } else {
                standard(value, kind, depth);
            }
        }

        private void standard(Object value, Class<?> kind, int depth) throws NotPlain {
            if (value instanceof Optional) {
                tagged('o', value == Optional.empty() ? List.of() : List.of(((Optional<?>) value).get()), depth);
            } else if (kind == LinkedList.class) {
                tagged('k', (Collection<?>) value, depth);
            } else if (kind == ArrayDeque.class) {
                tagged('q', (Collection<?>) value, depth);
            } else if (value instanceof List) {
                all((Collection<?>) value, depth);
            } else if (value instanceof Set) {
                tagged(value instanceof SortedSet && ((SortedSet<?>) value).comparator() == null ? 't' : 's', (Collection<?>) value, depth);
            } else if (value instanceof Map) {
                boolean sorted = value instanceof SortedMap && ((SortedMap<?, ?>) value).comparator() == null;
                pairs(sorted ? 'e' : 'd', (Map<?, ?>) value, depth);
            } else if (value instanceof Map.Entry) {
                Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
                List<Object> both = new ArrayList<>();
                both.add(entry.getKey());
                both.add(entry.getValue());
                tagged('p', both, depth);
            } else {
                throw new NotPlain(value);
            }
        }

        private void tag(char name, String content) {
            out.append("{\"").append(name).append("\":");
            text(out, content);
            out.append('}');
        }

        private void tagged(char name, Collection<?> values, int depth) throws NotPlain {
            out.append("{\"").append(name).append("\":");
            all(values, depth);
            out.append('}');
        }

        void all(Collection<?> values, int depth) throws NotPlain {
            out.append('[');
            boolean first = true;
            for (Object value : values) {
                if (!first) {
                    out.append(',');
                }
                first = false;
                one(value, depth + 1);
            }
            out.append(']');
        }

        private void pairs(char name, Map<?, ?> values, int depth) throws NotPlain {
            out.append("{\"").append(name).append("\":[");
            boolean first = true;
            for (Map.Entry<?, ?> entry : values.entrySet()) {
                out.append(first ? "[" : ",[");
                first = false;
                one(entry.getKey(), depth + 1);
                out.append(',');
                one(entry.getValue(), depth + 1);
                out.append(']');
            }
            out.append("]}");
        }

        private void array(Object value, Class<?> component, int depth) throws NotPlain {
            if (component(component.getName()) != component) {
                throw new NotPlain(value);
            }
            int length = java.lang.reflect.Array.getLength(value);
            out.append("{\"a\":[");
            text(out, component.getName());
            for (int i = 0; i < length; i++) {
                out.append(',');
                one(java.lang.reflect.Array.get(value, i), depth + 1);
            }
            out.append("]}");
        }
    }

    /// The type of an array's elements; null if it is none of the closed list.
    static Class<?> component(String name) {
        if (name.startsWith("[") && name.length() <= DEEPEST) {
            Class<?> inner = component(name.length() == 2 ? PRIMITIVES.getOrDefault(name.substring(1), "") : name.startsWith("[L")
                ? name.substring(2, name.length() - 1)
                : name.substring(1));
            return inner == null ? null : inner.arrayType();
        }
        return COMPONENTS.get(name);
    }

    private static final Map<String, String> PRIMITIVES = Map.of("I", "int", "J", "long", "D", "double", "C", "char", "Z", "boolean", "B", "byte", "S", "short",
        "F", "float");

    private static final Map<String, Class<?>> COMPONENTS = components();

    private static Map<String, Class<?>> components() {
        Map<String, Class<?>> known = new LinkedHashMap<>();
        for (Class<?> each : new Class<?>[] {int.class, long.class, double.class, char.class, boolean.class, byte.class, short.class, float.class,
            String.class, Object.class, Integer.class, Long.class, Double.class, Character.class, Boolean.class, Byte.class, Short.class, Float.class,
            BigInteger.class, BigDecimal.class, List.class, ArrayList.class, Set.class, Map.class}) {
            known.put(each.getName(), each);
        }
        return known;
    }

    private static String hex(BigInteger value, Object whole) throws NotPlain {
        if (value.bitLength() > MOST_BITS) {
            throw new NotPlain(whole);
        }
        return HexFormat.of().formatHex(value.toByteArray());
    }

    static BigInteger integer(String hex) {
        if (hex.isEmpty() || hex.length() > MOST_BITS / 4 + 2) {
            throw new IllegalArgumentException("no number");
        }
        return new BigInteger(HexFormat.of().parseHex(hex));
    }

    /// Builds a value anew from what a `Json` reads.
    static Object decoded(Object node) {
        if (node == null || node instanceof Boolean) {
            return node;
        }
        if (node instanceof String) {
            // A test may compare a text with a literal by identity, as it may where both come from one program.
            return ((String) node).length() <= LONGEST_MESSAGE ? ((String) node).intern() : node;
        }
        if (node instanceof List) {
            return all((List<?>) node);
        }
        Map.Entry<?, ?> only = ((Map<?, ?>) node).entrySet().iterator().next();
        Object content = only.getValue();
        switch ((String) only.getKey()) {
            case "i": return Integer.valueOf((String) content);
            case "j": return Long.valueOf((String) content);
            case "g": return Double.valueOf((String) content);
            case "c": return character((String) content);
            case "f": return Float.valueOf((String) content);
            case "h": return Short.valueOf((String) content);
            case "b": return Byte.valueOf((String) content);
            case "n": return integer((String) content);
            case "m": return decimal((String) content);
            case "k": return new LinkedList<>(all((List<?>) content));
            case "q": return new ArrayDeque<>(all((List<?>) content));
            case "s": return new LinkedHashSet<>(all((List<?>) content));
            case "t": return new TreeSet<>(all((List<?>) content));
            case "o": return optional(all((List<?>) content));
            case "p": return entry(all((List<?>) content));
            case "d": return pairs((List<?>) content, new LinkedHashMap<>());
            case "e": return pairs((List<?>) content, new TreeMap<>());
            case "a": return array((List<?>) content);
            default: throw new IllegalArgumentException("no value");
        }
    }

    static List<Object> all(List<?> nodes) {
        List<Object> values = new ArrayList<>(nodes.size());
        for (Object node : nodes) {
            values.add(decoded(node));
        }
        return values;
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("no character");
        }
        return text.charAt(0);
    }

    private static BigDecimal decimal(String text) {
        int space = text.indexOf(' ');
        return new BigDecimal(integer(text.substring(0, space)), Integer.parseInt(text.substring(space + 1)));
    }

    private static Optional<Object> optional(List<Object> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    private static Object entry(List<Object> values) {
        return new AbstractMap.SimpleEntry<>(values.get(0), values.get(1));
    }

    private static Map<Object, Object> pairs(List<?> nodes, Map<Object, Object> into) {
        for (Object node : nodes) {
            List<?> pair = (List<?>) node;
            into.put(decoded(pair.get(0)), decoded(pair.get(1)));
        }
        return into;
    }

    private static Object array(List<?> nodes) {
        Class<?> component = component((String) nodes.get(0));
        if (component == null) {
            throw new IllegalArgumentException("no array");
        }
        Object array = java.lang.reflect.Array.newInstance(component, nodes.size() - 1);
        for (int i = 1; i < nodes.size(); i++) {
            java.lang.reflect.Array.set(array, i - 1, decoded(nodes.get(i)));
        }
        return array;
    }

    /// The name of the first class of an exception that is in the closed list.
    static String name(Throwable error) {
        for (Class<?> kind = error.getClass(); kind != null; kind = kind.getSuperclass()) {
            if (kind.getClassLoader() == null && EXCEPTIONS.contains(kind.getName())) {
                return kind.getName();
            }
        }
        return "java.lang.RuntimeException";
    }

    static String message(Throwable error) {
        try {
            String text = error.getMessage();
            return text == null ? "" : cut(text, LONGEST_MESSAGE);
        } catch (Throwable broken) {
            return "";
        }
    }

    static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    static void text(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /// One object of texts.
    static String object(String... namesAndTexts) {
        StringBuilder out = new StringBuilder("{");
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            if (i > 0) {
                out.append(',');
            }
            text(out, namesAndTexts[i]);
            out.append(':');
            text(out, namesAndTexts[i + 1]);
        }
        return out.append('}').toString();
    }

    static void send(OutputStream out, String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[4 + bytes.length];
        frame[0] = (byte) (bytes.length >> 24);
        frame[1] = (byte) (bytes.length >> 16);
        frame[2] = (byte) (bytes.length >> 8);
        frame[3] = (byte) bytes.length;
        System.arraycopy(bytes, 0, frame, 4, bytes.length);
        out.write(frame);
        out.flush();
    }

    /// The next frame; null at the end.
    static String receive(DataInputStream in) throws IOException {
        try {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (EOFException end) {
            return null;
        }
    }

    /// Reads JSON without numbers: null, booleans, texts, lists and maps.
    static final class Json {

        private final String text;
        private int at;

        private Json(String text) {
            this.text = text;
        }

        static Object read(String text) {
            return new Json(text).value();
        }

        private Object value() {
            char c = text.charAt(at);
            if (c == '"') {
                return string();
            }
            if (c == '[') {
                return list();
            }
            if (c == '{') {
                return map();
            }
            if (text.startsWith("null", at)) {
                at += 4;
                return null;
            }
            boolean yes = text.startsWith("true", at);
            at += yes ? 4 : 5;
            return yes;
        }

        private boolean more(char end) {
            char c = text.charAt(at);
            at++;
            return c != end;
        }

        private List<Object> list() {
            List<Object> values = new ArrayList<>();
            at++;
            if (text.charAt(at) == ']') {
                at++;
                return values;
            }
            do {
                values.add(value());
            } while (more(']'));
            return values;
        }

        private Map<String, Object> map() {
            Map<String, Object> values = new LinkedHashMap<>();
            at++;
            if (text.charAt(at) == '}') {
                at++;
                return values;
            }
            do {
                String name = string();
                at++;
                values.put(name, value());
            } while (more('}'));
            return values;
        }

        private String string() {
            StringBuilder out = new StringBuilder();
            at++;
            while (true) {
                char c = text.charAt(at++);
                if (c == '"') {
                    return out.toString();
                }
                out.append(c == '\\' ? escaped() : c);
            }
        }

        private char escaped() {
            char c = text.charAt(at++);
            switch (c) {
                case 'n': return '\n';
                case 't': return '\t';
                case 'r': return '\r';
                case 'b': return '\b';
                case 'f': return '\f';
                case 'u':
                    at += 4;
                    return (char) HexFormat.fromHexDigits(text, at - 4, at);
                default: return c;
            }
        }
    }
}
