package dev.assay.suites.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the program in the answer part of a text.
///
/// The last closed fence labelled with the language; else the last closed one without a label; else one that is still open at the end; else
/// the whole text, if its first line starts like that language. Fences open and close at the start of a line, indented or not, with
/// back-ticks or tildes; back-ticks inside a line close nothing. Blocks of output and of shell commands are passed over.
public final class CodeFinder {

    private static final int MAX_FENCES = 4096;
    private static final Map<String, Set<String>> LABELS = Map.of("python", Set.of("python", "python3", "py"), "java", Set.of("java"), "javascript",
        Set.of("javascript", "js", "node"), "typescript", Set.of("typescript", "ts"), "cpp", Set.of("cpp", "c++", "cxx", "cc"), "go", Set.of("go", "golang"));
    private static final Map<String, List<String>> STARTS = Map.of("python", List.of("def ", "import ", "from ", "class ", "async def ", "@", "print("), "java",
        List.of("import ", "public ", "class ", "package ", "final ", "record ", "interface ", "enum ", "static "));

    private CodeFinder() {
    }

    /// A program.
    ///
    /// @param text its source, without the indent of its fence and without white space at its ends
    /// @param flags what a reader should look at: `TRUNCATED` if its fence never closes, `UNLABELLED`, `NO_FENCE`
    public record Code(String text, List<String> flags) {
        /// Copies the flags.
        public Code {
            flags = List.copyOf(flags);
        }
    }

    private record Fence(String label, String content, boolean closed) {
    }

    /// The program of a language.
    ///
    /// @param language in lower case, such as `python`
    public static Optional<Code> find(String text, String language) {
        List<Fence> fences = fences(text);
        Set<String> labels = LABELS.getOrDefault(language, Set.of(language));
        Optional<Fence> labelled = last(fences, fence -> fence.closed && labels.contains(fence.label));
        if (labelled.isPresent()) {
            return code(labelled.get(), List.of());
        }
        Optional<Fence> bare = last(fences, fence -> fence.closed && fence.label.isEmpty() && !looksLikeOutput(fence.content));
        if (bare.isPresent()) {
            return code(bare.get(), List.of("UNLABELLED"));
        }
        Optional<Fence> open = last(fences, fence -> !fence.closed && (fence.label.isEmpty() || labels.contains(fence.label)));
        if (open.isPresent()) {
            return code(open.get(), List.of("TRUNCATED"));
        }
        return fences.isEmpty() && startsLike(text, language) ? Optional.of(new Code(text.strip(), List.of("NO_FENCE"))) : Optional.empty();
    }

    private static Optional<Code> code(Fence fence, List<String> flags) {
        return fence.content.isBlank() ? Optional.empty() : Optional.of(new Code(stripped(fence.content), flags));
    }

    private static String stripped(String content) {
        int start = 0;
        while (start < content.length() && (content.charAt(start) == '\n' || content.charAt(start) == '\r')) {
            start++;
        }
        return content.substring(start).stripTrailing();
    }

    private static Optional<Fence> last(List<Fence> fences, java.util.function.Predicate<Fence> wanted) {
        return fences.reversed().stream().filter(wanted).findFirst();
    }

    private static boolean looksLikeOutput(String content) {
        String bare = content.stripLeading();
        return bare.startsWith(">>> ") || bare.startsWith("$ ");
    }

    private static boolean startsLike(String text, String language) {
        String bare = text.stripLeading();
        return STARTS.getOrDefault(language, List.of()).stream().anyMatch(bare::startsWith);
    }

    private static List<Fence> fences(String text) {
        List<Fence> fences = new ArrayList<>();
        Optional<Opened> open = Optional.empty();
        int at = 0;
        while (at < text.length() && fences.size() < MAX_FENCES) {
            int newline = text.indexOf('\n', at);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(at, end);
            if (open.isEmpty()) {
                open = Opened.at(line);
            } else if (open.get().closes(line)) {
                fences.add(open.get().fence(true));
                open = Optional.empty();
            } else {
                open.get().add(line);
            }
            at = end + 1;
        }
        open.ifPresent(opened -> fences.add(opened.fence(false)));
        return fences;
    }

    /// A fence that has been opened and not yet closed.
    private record Opened(char mark, int length, int indent, String label, StringBuilder content) {

        static Optional<Opened> at(String line) {
            int indent = indent(line);
            int marks = marks(line, indent);
            if (marks < 3) {
                return Optional.empty();
            }
            String rest = line.substring(indent + marks).strip();
            boolean inline = line.charAt(indent) == '`' && rest.indexOf('`') >= 0;
            String label = rest.isEmpty() ? "" : rest.split("[\\s{]", 2)[0].toLowerCase(Locale.ROOT);
            return inline ? Optional.empty() : Optional.of(new Opened(line.charAt(indent), marks, indent, label, new StringBuilder()));
        }

        private static int indent(String line) {
            int at = 0;
            while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
                at++;
            }
            return at;
        }

        private static int marks(String line, int from) {
            int at = from;
            while (at < line.length() && (line.charAt(at) == '`' || line.charAt(at) == '~') && line.charAt(at) == line.charAt(from)) {
                at++;
            }
            return at - from;
        }

        boolean closes(String line) {
            int start = indent(line);
            int marks = marks(line, start);
            return marks >= length && line.charAt(start) == mark && line.substring(start + marks).isBlank();
        }

        void add(String line) {
            content.append(line, Math.min(indent, indent(line)), line.length()).append('\n');
        }

        Fence fence(boolean closed) {
            return new Fence(label, content.toString().replace("\r", ""), closed);
        }
    }
}
