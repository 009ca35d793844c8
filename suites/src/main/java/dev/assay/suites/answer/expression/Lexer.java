package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Cuts a normalised text into tokens, in one pass.
final class Lexer {

    private static final Set<String> TWO_SIGNS = Set.of("<=", ">=", "!=", "==", ":=", "=<", "=>", "<>");
    private static final Set<String> PLAIN_NAMES = Set.of("sqrt", "exp", "pi", "infinity", "inf", "oo", "and", "or", "log", "ln", "lg", "cbrt", "log2",
        "log10", "to", "mod", "union", "lcm", "gcd");
    private static final int MIN_WORD = 4;

    private final String text;
    private final boolean decimalComma;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean spaced;

    private Lexer(String text, boolean decimalComma) {
        this.text = text;
        this.decimalComma = decimalComma;
    }

    /// The tokens of the text, the last of kind [Kind#END].
    ///
    /// @throws Unread where a sign has no meaning
    static List<Token> tokens(String text, boolean decimalComma) throws Unread {
        Lexer lexer = new Lexer(text, decimalComma);
        lexer.run(text.length(), false);
        lexer.add(Kind.END, "", text.length());
        return lexer.tokens;
    }

    private void add(Kind kind, String token, int position) {
        tokens.add(new Token(kind, token, position, spaced));
        spaced = false;
    }

    private void run(int end, boolean words) throws Unread {
        while (at < end) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == '~') {
                spaced = true;
                at++;
            } else if (c == '\\') {
                backslash(end);
            } else if (Characters.digit(c) || (c == '.' && at + 1 < end && Characters.digit(text.charAt(at + 1)))) {
                number(end);
            } else if (Character.isLetter(c)) {
                letters(end, words);
            } else {
                sign(c, end);
            }
        }
    }

    private void number(int end) {
        int start = at;
        at = decimalComma ? grouped(end) : digits(at, end);
        boolean point = at < end && text.charAt(at) == '.' && at + 1 < end && Characters.digit(text.charAt(at + 1));
        boolean bare = at < end && text.charAt(at) == '.' && !text.startsWith("..", at) && at > start && !decimalComma
            && (at + 1 >= end || text.charAt(at + 1) != '\\');
        boolean comma = decimalComma && at < end && text.charAt(at) == ',' && at + 1 < end && Characters.digit(text.charAt(at + 1));
        if (point || comma) {
            at = digits(at + 1, end);
        } else if (bare && at + 1 < end && "eE".indexOf(text.charAt(at + 1)) >= 0) {
            at++;
        }
        int mantissa = at;
        if (at < end && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at = exponent(start, end);
        }
        boolean grouped = decimalComma && text.substring(start, at).indexOf(',') >= 0;
        String number = (grouped ? text.substring(start, at).replace(".", "") : text.substring(start, at)).replace(',', '.');
        if (mantissa < at || !number.endsWith(".")) {
            add(Kind.NUMBER, number, start);
        }
        ordinal(end);
    }

    /// The digits before a decimal comma: `1.234` of `1.234,56` too, where points part them in threes.
    private int grouped(int end) {
        int plain = digits(at, end);
        int stop = plain;
        while (plain - at <= 3 && stop < end && text.charAt(stop) == '.' && digits(stop + 1, end) == stop + 4) {
            stop += 4;
        }
        boolean comma = stop + 1 < end && text.charAt(stop) == ',' && Characters.digit(text.charAt(stop + 1));
        return comma ? stop : plain;
    }

    /// Drops the ending of `7th`.
    private void ordinal(int end) {
        int stop = Math.min(end, at + 2);
        String next = text.substring(at, stop).toLowerCase(Locale.ROOT);
        boolean ends = stop >= end || !Character.isLetterOrDigit(text.charAt(stop));
        if (ends && Set.of("th", "st", "nd", "rd").contains(next)) {
            at = stop;
        }
    }

    private int exponent(int start, int end) {
        int sign = at + 1;
        boolean signed = sign < end && (text.charAt(sign) == '+' || text.charAt(sign) == '-');
        int from = signed ? sign + 1 : sign;
        int to = digits(from, end);
        String mantissa = text.substring(start, at);
        boolean certain = text.charAt(at) == 'E' || !signed || mantissa.indexOf('.') >= 0 || to - from >= 2 || "1".equals(mantissa);
        boolean surely = text.charAt(at) == 'E' || mantissa.indexOf('.') >= 0 || to >= end || !Characters.letter(text.charAt(to));
        return to > from && to - from <= 5 && certain && surely ? to : at;
    }

    private int digits(int from, int end) {
        int to = from;
        while (to < end && Characters.digit(text.charAt(to))) {
            to++;
        }
        return to;
    }

    private void letters(int end, boolean words) {
        int start = at;
        while (at < end && (Character.isLetter(text.charAt(at)) || (words && inWord(end)))) {
            at++;
        }
        String run = text.substring(start, at);
        if (words || !ascii(run)) {
            add(Kind.WORD, run, start);
        } else {
            plain(run, start, end);
        }
    }

    private boolean inWord(int end) {
        char c = text.charAt(at);
        return (c == '-' || c == '\'' || c == '.') && at + 1 < end && Character.isLetter(text.charAt(at + 1)) && Character.isLetter(text.charAt(at - 1));
    }

    private static boolean ascii(String run) {
        return Characters.lettersEnd(run, 0) == run.length();
    }

    private void plain(String run, int start, int end) {
        if (run.length() == 1) {
            add(Kind.LETTER, run, start);
            return;
        }
        int digitsEnd = digits(at, end);
        if ("log".equals(run) && digitsEnd > at && digitsEnd < end && text.charAt(digitsEnd) == '(') {
            add(Kind.MACRO, "log", start);
            add(Kind.SIGN, "_", start);
            return;
        }
        if (countedUnit(run, end)) {
            add(Kind.WORD, run, start);
            return;
        }
        if ("Rs".equals(run)) {
            at += at < end && text.charAt(at) == '.' ? 1 : 0;
            add(Kind.SIGN, "₹", start);
            return;
        }
        if (named(run, start)) {
            return;
        }
        if (hyphened(run, start, end)) {
            return;
        }
        if (word(run) || (afterNumber() && unit(run))) {
            add(Kind.WORD, run, start);
            return;
        }
        split(run, start);
    }

    /// A function's name that is a unit here, as in `20 min`.
    private boolean countedUnit(String run, int end) {
        boolean both = "min".equals(run) || "sec".equals(run);
        int next = Characters.skipSpaces(text, at);
        boolean ends = next >= end || ",;.)}$/".indexOf(text.charAt(next)) >= 0 || Characters.digit(text.charAt(next));
        return both && ends && afterNumber();
    }

    private boolean hyphened(String run, int start, int end) {
        if (at < end && text.charAt(at) == '-' && Numerals.word(run).isPresent()) {
            int stop = Characters.lettersEnd(text, at + 1);
            String whole = text.substring(start, stop);
            if (stop <= end && Numerals.word(whole).isPresent()) {
                at = stop;
                add(Kind.WORD, whole, start);
                return true;
            }
        }
        return false;
    }

    /// Adds the token of a run that is a name as a whole.
    private boolean named(String run, int start) {
        if ("pi".equals(run) || "sqrt".equals(run) || "exp".equals(run) || "log".equals(run) || "lg".equals(run) || "mod".equals(run) || "cbrt".equals(run)) {
            add(Kind.MACRO, run, start);
        } else if ("infinity".equalsIgnoreCase(run) || "inf".equals(run) || "oo".equals(run)) {
            add(Kind.MACRO, "infty", start);
        } else if (Vocabulary.and(run) || Vocabulary.or(run) || "to".equals(run) || "per".equals(run) || Vocabulary.percent(run)) {
            add(Kind.WORD, run, start);
        } else if ("union".equalsIgnoreCase(run)) {
            add(Kind.MACRO, "cup", start);
        } else if (Vocabulary.FUNCTIONS.containsKey(run) && (run.length() > 2 || "ln".equals(run))) {
            add(Kind.FUNCTION, run, start);
        } else if (Vocabulary.GREEK.containsKey(run) && run.length() > 2 && Character.isLowerCase(run.charAt(0)) && !"top".equals(run)
            && !"star".equals(run) && !"flat".equals(run) && !"heart".equals(run) && !"natural".equals(run) && !"sharp".equals(run)
            && !"square".equals(run) && !"diamond".equals(run)) {
            add(Kind.LETTER, run, start);
        } else {
            return false;
        }
        return true;
    }

    private boolean afterNumber() {
        if (tokens.isEmpty()) {
            return false;
        }
        Token last = tokens.getLast();
        if (last.sign("/") && tokens.size() > 1 && tokens.get(tokens.size() - 2).kind() == Kind.WORD) {
            return true;
        }
        return last.kind() == Kind.NUMBER || (last.kind() == Kind.CLOSE && spaced) || (last.kind() == Kind.MACRO && "pi".equals(last.text()))
            || last.sign("$") || (last.kind() == Kind.WORD);
    }

    private static boolean unit(String run) {
        return UnitTable.find(run).isPresent() && (run.length() > 2 || !"PT in au pt GF".contains(run) || "in".equals(run));
    }

    /// Whether a run of letters is a word rather than a product of letters.
    private boolean word(String run) {
        String lower = run.toLowerCase(Locale.ROOT);
        if (Numerals.word(run).isPresent() || Numerals.scale(run).isPresent()) {
            return true;
        }
        boolean vowel = false;
        boolean consonant = false;
        for (int i = 0; i < lower.length(); i++) {
            boolean v = "aeiouy".indexOf(lower.charAt(i)) >= 0;
            vowel |= v;
            consonant |= !v;
        }
        boolean capital = Character.isUpperCase(run.charAt(0)) && lower.substring(1).equals(run.substring(1));
        boolean low = lower.equals(run);
        if (Set.of("II", "III", "VII", "VIII").contains(run)) {
            return true;
        }
        if (run.length() == 2) {
            return "No".equals(run) || "is".equals(run) || "of".equals(run);
        }
        boolean shouted = run.length() >= 7 && run.equals(run.toUpperCase(Locale.ROOT));
        return vowel && consonant && (capital || low || shouted)
            && (run.length() >= MIN_WORD || Set.of("odd", "sum", "yes", "not", "the", "all", "any", "for", "are", "one",
                "two", "six", "ten", "red", "men", "man", "dne", "none", "Yes", "Odd").contains(run) || (capital && run.length() == 3))
            && !mathRun(run);
    }

    /// Runs that hold a function's name at one end and little else.
    private static boolean mathRun(String run) {
        for (String name : List.of("sin", "cos", "tan", "log", "sqrt", "exp")) {
            if ((run.startsWith(name) || run.endsWith(name)) && run.length() - name.length() <= 2 && !"sine".equals(run) && !"expo".equals(run)
                && !"single".equals(run) && !"tang".equals(run) && !"logo".equals(run) && !"basin".equals(run) && !"cost".equals(run) && !"costs".equals(run)
                && !"tank".equals(run) && !"since".equals(run)) {
                return true;
            }
        }
        return false;
    }

    private void split(String run, int start) {
        int i = 0;
        while (i < run.length()) {
            String name = "";
            for (String candidate : List.of("arcsin", "arccos", "arctan", "sqrt", "sin", "cos", "tan", "log", "ln", "pi")) {
                if (run.startsWith(candidate, i) && candidate.length() > name.length() && mathRun(run)) {
                    name = candidate;
                }
            }
            if (name.isEmpty() && run.startsWith("pi", i) && (i + 2 == run.length() || i == 0) && run.length() <= 4) {
                name = "pi";
            }
            if (name.isEmpty() && i == 0 && run.startsWith("ln") && run.length() == 3) {
                name = "ln";
            }
            if (name.isEmpty()) {
                add(Kind.LETTER, run.substring(i, i + 1), start + i);
                i++;
            } else {
                add(PLAIN_NAMES.contains(name) && !"ln".equals(name) ? Kind.MACRO : Kind.FUNCTION, name, start + i);
                i += name.length();
            }
        }
    }

    private void sign(char c, int end) throws Unread {
        String two = at + 2 <= end ? text.substring(at, at + 2) : "";
        boolean factorial = two.equals("!=") && !spaced && !tokens.isEmpty()
            && (tokens.getLast().kind() == Kind.NUMBER || tokens.getLast().kind() == Kind.CLOSE);
        if (TWO_SIGNS.contains(two) && !factorial) {
            add(Kind.RELATION, two, at);
            at += 2;
        } else if (c == '<' || c == '>' || c == '=' || c == '≈') {
            add(Kind.RELATION, String.valueOf(c), at);
            at++;
        } else if (c == '(' || c == '[' || c == '{') {
            add(Kind.OPEN, String.valueOf(c), at);
            at++;
        } else if (c == ')' || c == ']' || c == '}') {
            add(Kind.CLOSE, c == ')' ? "(" : c == ']' ? "[" : "{", at);
            at++;
        } else if (c == '.' && text.startsWith("...", at)) {
            add(Kind.MACRO, "ldots", at);
            at += 3;
            while (at < end && text.charAt(at) == '.') {
                at++;
            }
        } else if (c == '|' && two.equals("||")) {
            add(Kind.SIGN, "|", at);
            at++;
        } else if ("+-*/^_!',;:&%|$€£¥₹₩₽₫₱¢.\"".indexOf(c) >= 0) {
            add(Kind.SIGN, String.valueOf(c), at);
            at++;
        } else {
            throw new Unread(at, "a mathematical sign", String.valueOf(c));
        }
    }

    private void backslash(int end) throws Unread {
        int start = at;
        if (at + 1 >= end) {
            at++;
            return;
        }
        char c = text.charAt(at + 1);
        if (Characters.letter(c)) {
            int stop = Math.min(end, Characters.lettersEnd(text, at + 1));
            at = stop;
            command(text.substring(start + 1, stop), start, end);
            return;
        }
        at += 2;
        switch (c) {
            case ',', ';', ':', '!', ' ', '>', '/', '(', ')', '[', ']', '\n' -> spaced = true;
            case '{' -> add(Kind.OPEN, "\\{", start);
            case '}' -> add(Kind.CLOSE, "\\{", start);
            case '|' -> add(Kind.SIGN, "||", start);
            case '\\' -> {
                add(Kind.SIGN, "\\\\", start);
                skipLineGap(end);
            }
            case '%', '$' -> add(Kind.SIGN, String.valueOf(c), start);
            case '&' -> add(Kind.WORD, "and", start);
            default -> throw new Unread(start, "a known command", "\\" + c);
        }
    }

    /// Drops the extra gap of `\\[2mm]`.
    private void skipLineGap(int end) {
        int close = at < end && text.charAt(at) == '[' ? text.indexOf(']', at) : -1;
        if (close > 0 && close < end && close - at <= 8 && Characters.letter(text.charAt(close - 1))) {
            at = close + 1;
        }
    }

    private void command(String name, int start, int end) throws Unread {
        if (Vocabulary.TEXTS.contains(name)) {
            words(start, end);
        } else if (Vocabulary.SPACES.contains(name) || Vocabulary.STYLES.contains(name)) {
            spaced = true;
        } else if ("begin".equals(name) || "end".equals(name)) {
            environment(name, start, end);
        } else if (Vocabulary.OPENERS.containsKey(name)) {
            bracket(Kind.OPEN, Vocabulary.OPENERS.get(name), start);
        } else if (Vocabulary.CLOSERS.containsKey(name)) {
            bracket(Kind.CLOSE, Vocabulary.CLOSERS.get(name), start);
        } else if ("char".equals(name)) {
            character(start, end);
        } else if ("not".equals(name)) {
            negated(start, end);
        } else {
            plainCommand(Vocabulary.ALIASES.getOrDefault(name, name), start);
        }
    }

    private void bracket(Kind kind, String bracket, int start) {
        add(kind, bracket, start);
    }

    private void plainCommand(String name, int start) {
        if (name.length() <= 2 && !name.isEmpty() && !Characters.letter(name.charAt(0))) {
            add(":=".equals(name) ? Kind.RELATION : Kind.SIGN, name, start);
        } else if (Vocabulary.RELATIONS.containsKey(name)) {
            add(Kind.RELATION, name, start);
        } else if ("exp".equals(name) || "log".equals(name) || "lg".equals(name) || "Re".equals(name) || "Im".equals(name)) {
            add("Re".equals(name) || "Im".equals(name) ? Kind.FUNCTION : Kind.MACRO, name, start);
        } else if (Vocabulary.FUNCTIONS.containsKey(name)) {
            add(Kind.FUNCTION, name, start);
        } else if (Vocabulary.STRUCTURES.contains(name) && !Vocabulary.GREEK.containsKey(name)) {
            add(Kind.MACRO, name, start);
        } else if (Vocabulary.GREEK.containsKey(name)) {
            add(Kind.LETTER, "imath".equals(name) ? "i" : "jmath".equals(name) ? "j" : name, start);
        } else if ("e".equals(name)) {
            add(Kind.LETTER, "e", start);
        } else {
            add(Kind.UNKNOWN, name, start);
        }
    }

    private void words(int start, int end) throws Unread {
        int brace = Characters.skipSpaces(text, at);
        if (brace >= end || text.charAt(brace) != '{') {
            throw new Unread(start, "an opening brace after a text macro", found(brace, end));
        }
        int close = Characters.closingBrace(text, brace);
        if (close < 0 || close >= end) {
            throw new Unread(brace, "a closing brace", "end");
        }
        at = brace + 1;
        run(close, true);
        at = close + 1;
    }

    private String found(int position, int end) {
        return position >= end ? "end" : text.substring(position, Math.min(end, position + 12));
    }

    private void environment(String which, int start, int end) throws Unread {
        int close = text.indexOf('}', at);
        if (at >= end || text.charAt(at) != '{' || close < 0 || close >= end) {
            throw new Unread(start, "the name of an environment", found(at, end));
        }
        String name = text.substring(at + 1, close).replace("*", "").strip();
        at = close + 1;
        if ("begin".equals(which) && ("array".equals(name) || "tabular".equals(name) || "alignedat".equals(name))) {
            int next = Characters.skipSpaces(text, at);
            int columns = next < end && text.charAt(next) == '{' ? Characters.closingBrace(text, next) : -1;
            at = columns > 0 ? columns + 1 : at;
        }
        add("begin".equals(which) ? Kind.OPEN : Kind.CLOSE, "env:" + name, start);
    }

    private void character(int start, int end) throws Unread {
        int quote = at;
        while (quote < end && (text.charAt(quote) == '"' || Character.isDigit(text.charAt(quote)))) {
            quote++;
        }
        if (!text.startsWith("\"000190", at)) {
            throw new Unread(start, "a known character", found(at, end));
        }
        at = quote;
        add(Kind.LETTER, "epsilon", start);
    }

    private void negated(int start, int end) throws Unread {
        int next = Characters.skipSpaces(text, at);
        String rest = text.substring(next, Math.min(end, next + 8));
        int length = rest.startsWith("=") ? 1 : rest.startsWith("\\in") && !rest.startsWith("\\int") ? 3 : rest.startsWith("\\equiv") ? 6 : 0;
        if (length == 0) {
            throw new Unread(start, "a relation after \\not", found(next, end));
        }
        at = next + length;
        add(Kind.RELATION, length == 1 ? "ne" : length == 3 ? "notin" : "nmid", start);
    }
}
