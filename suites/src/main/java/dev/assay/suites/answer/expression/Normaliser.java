package dev.assay.suites.answer.expression;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Brings the many ways to write an answer to one, without changing what it says.
///
/// The steps are those of the scoring rules, in their order; each is pure, and all together they are idempotent. It never
/// deletes a bracket, a letter or a comma of the answer. Units (N8) are split off by [AnswerParser].
public final class Normaliser {

    /// A normalised text.
    ///
    /// @param text the text
    /// @param steps the names of the steps that changed it, in order
    /// @param repaired whether damage was repaired (N2 or N5 changed the meaning of a character)
    public record Normalised(String text, List<String> steps, boolean repaired) {

        /// Copies the steps.
        public Normalised {
            steps = List.copyOf(steps);
        }
    }

    private record Step(String name, UnaryOperator<String> change, boolean repairs) {
    }

    private static final List<Step> STEPS = List.of(new Step("N1", Unicode::plain, false), new Step("N2", Damage::undone, true),
        new Step("N3", Wrapping::removed, false), new Step("N4", Presentation::removed, false), new Step("N5", Malformed::repaired, true),
        new Step("N6", Thousands::joined, false), new Step("N7", Glosses::dropped, false));
    private static final int MAX_ROUNDS = 64;

    private Normaliser() {
    }

    /// Applies all steps until nothing changes.
    ///
    /// @param repair whether N2 and N5 take part
    public static Normalised normalise(String raw, boolean repair) {
        return normalise(raw, repair, true);
    }

    static Normalised normalise(String raw, boolean repair, boolean thousands) {
        Set<String> changed = new LinkedHashSet<>();
        boolean repaired = false;
        String text = raw;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            String before = text;
            for (Step step : STEPS) {
                if ((step.repairs() && !repair) || (!thousands && "N6".equals(step.name()))) {
                    continue;
                }
                String next = step.change().apply(text);
                if (!next.equals(text)) {
                    changed.add(step.name());
                    repaired |= step.repairs() && !spaceless(next).equals(spaceless(text));
                }
                text = next;
            }
            if (text.equals(before)) {
                break;
            }
        }
        return new Normalised(text, new ArrayList<>(new java.util.TreeSet<>(changed)), repaired);
    }

    private static String spaceless(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ') {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// The end of the run of letters that begins at a position.
    static int lettersEnd(String text, int from) {
        int end = from;
        while (end < text.length() && letter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// Where the brace at `open` closes; -1 if it does not.
    static int closingBrace(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    static int skipSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /// N1: one spelling for signs that Unicode has many of.
    static final class Unicode {

        private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ";
        private static final String SUPER_PLAIN = "0123456789+-=()ni";
        private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₙₘₖₜ";
        private static final String SUB_PLAIN = "0123456789+-=()aeoxnmkt";
        private static final String VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒";
        private static final String[] VULGAR_PARTS = {"{1}{2}", "{1}{3}", "{2}{3}", "{1}{4}", "{3}{4}", "{1}{5}", "{2}{5}", "{3}{5}", "{4}{5}", "{1}{6}",
                "{5}{6}", "{1}{7}", "{1}{8}", "{3}{8}", "{5}{8}", "{7}{8}", "{1}{9}", "{1}{10}"};
        private static final String GREEK = "αβγδεζηθικλμνξορστυφχψωΓΔΘΛΞΠΣΦΨΩϕϵςϑ";
        private static final String[] GREEK_NAMES = {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
                "nu",
                "xi", "omicron", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma",
                "Phi",
                "Psi", "Omega", "phi", "epsilon", "varsigma", "vartheta"};
        private static final Map<Character, String> SIGNS = Map.ofEntries(Map.entry('−', "-"), Map.entry('–', "-"), Map.entry('—', "-"), Map.entry('‐', "-"),
            Map.entry('‑', "-"), Map.entry('﹣', "-"), Map.entry('⁃', "-"), Map.entry('×', "\\times "), Map.entry('·', "\\cdot "), Map.entry('⋅', "\\cdot "),
            Map.entry('∙', "\\cdot "), Map.entry('∗', "*"), Map.entry('÷', "\\div "), Map.entry('⁄', "/"), Map.entry('∕', "/"), Map.entry('√', "\\sqrt "),
            Map.entry('∛', "\\cbrt "), Map.entry('π', "\\pi "), Map.entry('∞', "\\infty "), Map.entry('≤', "\\le "), Map.entry('≥', "\\ge "), Map.entry('⩽',
                "\\le "),
            Map.entry('⩾', "\\ge "), Map.entry('≠', "\\ne "), Map.entry('∪', "\\cup "), Map.entry('∩', "\\cap "), Map.entry('∖', "\\setminus "),
            Map.entry('∈', "\\in "), Map.entry('∉', "\\notin "), Map.entry('∅', "\\emptyset "), Map.entry('⌀', "\\emptyset "), Map.entry('ℝ', "\\mathbb{R}"),
            Map.entry('ℕ', "\\mathbb{N}"), Map.entry('ℤ', "\\mathbb{Z}"), Map.entry('ℚ', "\\mathbb{Q}"), Map.entry('ℂ', "\\mathbb{C}"), Map.entry('°',
                "\\degree "),
            Map.entry('˚', "\\degree "), Map.entry('º', "\\degree "), Map.entry('‰', "\\permille "), Map.entry('≈', "\\approx "), Map.entry('≃',
                "\\approx "),
            Map.entry('≅', "\\cong "), Map.entry('≡', "\\equiv "), Map.entry('±', "\\pm "), Map.entry('∓', "\\mp "), Map.entry('∠',
                "\\angle "),
            Map.entry('△', "\\triangle "), Map.entry('∥', "\\parallel "), Map.entry('⊥', "\\perp "), Map.entry('∣', "|"), Map.entry('…',
                "\\ldots "),
            Map.entry('⋯', "\\ldots "), Map.entry('→', "\\to "), Map.entry('⇒', "\\to "), Map.entry('∧', "\\land "), Map.entry('∨',
                "\\lor "),
            Map.entry('∀', "\\forall "), Map.entry('∃', "\\exists "), Map.entry('⊆', "\\subseteq "), Map.entry('⊂', "\\subset "),
            Map.entry('⊇', "\\supseteq "), Map.entry('⌊', "\\lfloor "), Map.entry('⌋', "\\rfloor "), Map.entry('⌈', "\\lceil "), Map.entry('⌉', "\\rceil "),
            Map.entry('⟨', "\\langle "), Map.entry('⟩', "\\rangle "), Map.entry('〈', "\\langle "), Map.entry('〉', "\\rangle "), Map.entry('‖', "\\|"),
            Map.entry(
                '∑', "\\sum "),
            Map.entry('∏', "\\prod "), Map.entry('∫', "\\int "), Map.entry('∂', "\\partial "), Map.entry('′', "'"), Map.entry('’', "'"),
            Map.entry('‘', "'"), Map.entry('ℓ', "\\ell "), Map.entry('ℏ', "\\hbar "), Map.entry('µ', "\\mu "), Map.entry('，', ","), Map.entry('；', ";"),
            Map.entry('：', ":"), Map.entry('。', "."), Map.entry('、', ","), Map.entry('【', "["), Map.entry('】', "]"), Map.entry('≪', "\\ll "), Map.entry('≫',
                "\\gg "),
            Map.entry('∝', "\\propto "), Map.entry('∘', "\\circ "), Map.entry('⊕', "\\oplus "), Map.entry('⊗', "\\otimes "), Map.entry('ı', "i"),
            Map.entry('\u2009', "\\,"), Map.entry('\u202f', "\\,"), Map.entry('\u2008', "\\,"), Map.entry('“', "\""), Map.entry('”', "\""));
        private static final String CJK_DIGITS = "〇一二三四五六七八九";
        private static final String CJK_SCALES = "十百千";

        /// The signs that have a plain form, with it.
        static String canonical() {
            TreeMap<String, String> signs = new TreeMap<>();
            SIGNS.forEach((sign, plain) -> signs.put(sign.toString(), plain));
            return String.join(" ", SUPERSCRIPTS, SUBSCRIPTS, VULGAR, String.join("", VULGAR_PARTS), GREEK, String.join("", GREEK_NAMES), CJK_DIGITS,
                CJK_SCALES,
                signs.toString());
        }

        private Unicode() {
        }

        static String plain(String text) {
            String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
            String numeral = cjk(composed.strip());
            if (!numeral.isEmpty()) {
                return numeral;
            }
            StringBuilder out = new StringBuilder(composed.length() + 16);
            int at = 0;
            while (at < composed.length()) {
                char c = composed.charAt(at);
                if (c < 0x80) {
                    ascii(c, out);
                    at++;
                } else if (SUPERSCRIPTS.indexOf(c) >= 0) {
                    at = script(composed, at, SUPERSCRIPTS, SUPER_PLAIN, '^', out);
                } else if (SUBSCRIPTS.indexOf(c) >= 0) {
                    at = script(composed, at, SUBSCRIPTS, SUB_PLAIN, '_', out);
                } else {
                    sign(c, out);
                    at++;
                }
            }
            return out.toString();
        }

        private static void ascii(char c, StringBuilder out) {
            if (c >= ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\b') {
                out.append(c);
            }
        }

        private static int script(String text, int from, String exotic, String plain, char mark, StringBuilder out) {
            out.append(mark).append('{');
            int at = from;
            while (at < text.length() && exotic.indexOf(text.charAt(at)) >= 0) {
                out.append(plain.charAt(exotic.indexOf(text.charAt(at))));
                at++;
            }
            out.append('}');
            return at;
        }

        private static void sign(char c, StringBuilder out) {
            int vulgar = VULGAR.indexOf(c);
            int greek = GREEK.indexOf(c);
            String sign = SIGNS.get(c);
            if (vulgar >= 0) {
                out.append("\\frac").append(VULGAR_PARTS[vulgar]);
            } else if (sign != null) {
                out.append(sign);
            } else if (greek >= 0) {
                out.append('\\').append(GREEK_NAMES[greek]).append(' ');
            } else if (c >= '！' && c <= '～') {
                out.append((char) (c - 0xfee0));
            } else if (Character.isSpaceChar(c)) {
                out.append(' ');
            } else if (Character.getType(c) != Character.FORMAT && Character.getType(c) != Character.CONTROL) {
                out.append(c);
            }
        }

        /// The value of a whole text of Chinese numerals below ten thousand; empty if it is none.
        private static String cjk(String text) {
            if (text.isEmpty() || text.length() > 7) {
                return "";
            }
            int total = 0;
            int digit = -1;
            for (int i = 0; i < text.length(); i++) {
                int value = CJK_DIGITS.indexOf(text.charAt(i) == '零' ? '〇' : text.charAt(i) == '两' ? '二' : text.charAt(i));
                int scale = CJK_SCALES.indexOf(text.charAt(i));
                if (value >= 0 && (digit <= 0)) {
                    digit = value;
                } else if (scale >= 0 && (digit > 0 || (i == 0 && scale == 0))) {
                    total += Math.max(digit, 1) * (scale == 0 ? 10 : scale == 1 ? 100 : 1000);
                    digit = -1;
                } else {
                    return "";
                }
            }
            return Integer.toString(total + Math.max(digit, 0));
        }
    }

    /// N2: what escaping and copying broke.
    static final class Damage {

        private static final Set<String> BARE = Set.of("frac", "dfrac", "tfrac", "sqrt", "text", "mathrm", "boxed", "binom", "mathbf", "overline", "textbf",
            "begin", "end", "mathbb");
        private static final Map<String, String> CUT = Map.of("rac", "frac", "ext", "text", "oxed", "boxed", "egin", "begin", "inom", "binom");

        private Damage() {
        }

        static String undone(String text) {
            boolean cells = text.indexOf('&') >= 0 || text.contains("begin{");
            StringBuilder out = new StringBuilder(text.length() + 8);
            int at = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '\\') {
                    at = backslash(text, at, cells, out);
                } else if (c < ' ') {
                    at = control(text, at, out);
                } else if (letter(c)) {
                    at = word(text, at, out);
                } else {
                    out.append(c);
                    at++;
                }
            }
            return out.toString();
        }

        private static int backslash(String text, int at, boolean cells, StringBuilder out) {
            if (!cells && text.startsWith("\\\\", at)) {
                int end = lettersEnd(text, at + 2);
                boolean command = end > at + 2 && Vocabulary.known(text.substring(at + 2, end));
                boolean sign = at + 2 < text.length() && "{}%$".indexOf(text.charAt(at + 2)) >= 0;
                if (command || sign) {
                    return at + 1;
                }
            }
            if (at + 1 < text.length() && "\f\b\t".indexOf(text.charAt(at + 1)) >= 0) {
                return at + 1;
            }
            int end = lettersEnd(text, at + 1);
            if (end == at + 1) {
                int next = Math.min(text.length(), at + 2);
                out.append(text, at, next);
                return next;
            }
            String name = text.substring(at + 1, end);
            String glued = Vocabulary.gluedPrefix(name);
            if (glued.isEmpty()) {
                out.append(text, at, end);
            } else {
                out.append('\\').append(glued).append(' ').append(name.substring(glued.length()));
            }
            return end;
        }

        /// A control character that was the beginning of a macro gives its backslash and letter back.
        private static int control(String text, int at, StringBuilder out) {
            char c = text.charAt(at);
            String lost = c == '\t' ? "t" : c == '\f' ? "f" : c == '\b' ? "b" : c == '\r' ? "r" : c == '\n' ? "n" : "";
            int end = lettersEnd(text, at + 1);
            String name = lost + text.substring(at + 1, end);
            if (!lost.isEmpty() && end > at + 1 && name.length() > 2 && Vocabulary.known(name)) {
                out.append('\\').append(name);
                return end;
            }
            out.append(' ');
            return at + 1;
        }

        private static int word(String text, int at, StringBuilder out) {
            int end = lettersEnd(text, at);
            String name = text.substring(at, end);
            boolean braced = end < text.length() && text.charAt(end) == '{';
            boolean macro = at > 0 && text.charAt(at - 1) == '\\';
            if (braced && !macro && BARE.contains(name)) {
                out.append('\\').append(name);
            } else if (braced && !macro && CUT.containsKey(name)) {
                out.append('\\').append(CUT.get(name));
            } else {
                out.append(name);
            }
            return end;
        }
    }

    /// N3: what stands round the whole.
    static final class Wrapping {

        private static final String[] PAIRS = {"$$$$", "$$", "\\(\\)", "\\[\\]", "****", "____", "``````", "``", "\"\"", "''"};

        private static final int MAX_LAYERS = 4096;

        private Wrapping() {
        }

        static String removed(String text) {
            String inner = text.strip();
            for (int round = 0; round < Math.min(text.length(), MAX_LAYERS); round++) {
                String next = layer(inner).strip();
                if (next.equals(inner)) {
                    break;
                }
                inner = next;
            }
            return dollars(inner);
        }

        private static String layer(String text) {
            for (String pair : PAIRS) {
                int half = pair.length() / 2;
                if (text.length() >= pair.length() && text.startsWith(pair.substring(0, half)) && text.endsWith(pair.substring(half))
                    && !escapedEnd(text, half)) {
                    String inner = text.substring(half, text.length() - half);
                    if (!inner.contains(pair.substring(0, half)) && !inner.contains(pair.substring(half))) {
                        return inner;
                    }
                }
            }
            if (text.startsWith("{") && closingBrace(text, 0) == text.length() - 1) {
                return text.substring(1, text.length() - 1);
            }
            for (String box : List.of("\\boxed", "\\fbox")) {
                int brace = skipSpaces(text, box.length());
                if (text.startsWith(box) && text.startsWith("{", brace) && closingBrace(text, brace) == text.length() - 1) {
                    return text.substring(brace + 1, text.length() - 1);
                }
            }
            return ends(text);
        }

        private static boolean escapedEnd(String text, int half) {
            int at = text.length() - half - 1;
            return text.charAt(text.length() - half) != '\\' && at >= 0 && text.charAt(at) == '\\' && (at == 0 || text.charAt(at - 1) != '\\');
        }

        private static String ends(String text) {
            if (text.isEmpty()) {
                return text;
            }
            char last = text.charAt(text.length() - 1);
            boolean escaped = text.length() > 1 && text.charAt(text.length() - 2) == '\\';
            if (".,;:".indexOf(last) >= 0 && !text.endsWith("..") && !escaped) {
                return text.substring(0, text.length() - 1);
            }
            if (last == '\\') {
                return text.substring(0, text.length() - 1);
            }
            if (escaped && ",;:! ".indexOf(last) >= 0) {
                return text.substring(0, text.length() - 2);
            }
            if (text.charAt(0) == '=' && text.length() > 1 && text.charAt(1) != '=' && text.charAt(1) != '>' && text.charAt(1) != '<') {
                return text.substring(1);
            }
            if (text.charAt(0) == ':' || text.startsWith("\\,") || text.startsWith("\\;") || text.startsWith("\\!") || text.startsWith("\\:")) {
                return text.substring(text.charAt(0) == ':' ? 1 : 2);
            }
            return text;
        }

        /// True if the one dollar sign stands directly before or after a number.
        private static boolean nearDigit(String text, int at) {
            int next = skipSpaces(text, at + 1);
            int before = at - 1;
            while (before >= 0 && text.charAt(before) == ' ') {
                before--;
            }
            boolean after = next < text.length() && (digit(text.charAt(next)) || text.charAt(next) == '.' || text.charAt(next) == '-');
            return after || (before >= 0 && digit(text.charAt(before)));
        }

        /// True if a formula ends here and the next begins after white space only.
        private static boolean betweenFormulas(String text, int at) {
            int opened = 0;
            for (int i = 0; i < at; i++) {
                if (text.charAt(i) == '\\') {
                    i++;
                } else if (text.charAt(i) == '$') {
                    opened++;
                }
            }
            int next = skipSpaces(text, at + 1);
            return opened % 2 == 1 && next > at + 1 && next < text.length() && text.charAt(next) == '$';
        }

        /// Drops the dollar signs that still mark formulas inside a sentence; a single one is money.
        private static String dollars(String text) {
            int count = 0;
            int last = -1;
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) == '\\') {
                    i++;
                } else if (text.charAt(i) == '$') {
                    count++;
                    last = i;
                }
            }
            if (count == 0) {
                return text;
            }
            boolean money = count == 1 && nearDigit(text, last);
            StringBuilder out = new StringBuilder(text.length() + 4);
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\\' && i + 1 < text.length()) {
                    out.append(c).append(text.charAt(++i));
                } else if (c == '$') {
                    boolean next = !money && betweenFormulas(text, i);
                    out.append(money ? "\\$" : next ? " ; " : " ");
                    i = next ? text.indexOf('$', i + 1) : i;
                } else {
                    out.append(c);
                }
            }
            return out.toString().strip();
        }
    }

    /// N4: how it looks.
    static final class Presentation {

        private Presentation() {
        }

        static String removed(String text) {
            if (text.indexOf('\\') < 0) {
                return text;
            }
            StringBuilder out = new StringBuilder(text.length());
            int at = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c != '\\' || at + 1 >= text.length()) {
                    out.append(c);
                    at++;
                } else if (letter(text.charAt(at + 1))) {
                    at = word(text, at, out);
                } else if ("()[]".indexOf(text.charAt(at + 1)) >= 0) {
                    out.append(' ');
                    at += 2;
                } else {
                    out.append(c).append(text.charAt(at + 1));
                    at += 2;
                }
            }
            return out.toString();
        }

        private static int word(String text, int at, StringBuilder out) {
            int end = lettersEnd(text, at + 1);
            String name = text.substring(at + 1, end);
            if (Vocabulary.SIZED_LEFT.contains(name)) {
                return delimiter(text, end, true, out);
            }
            if (Vocabulary.SIZED_RIGHT.contains(name)) {
                return delimiter(text, end, false, out);
            }
            int star = end < text.length() && text.charAt(end) == '*' ? end + 1 : end;
            int next = skipSpaces(text, star);
            if ("middle".equals(name)) {
                boolean bar = next < text.length() && text.charAt(next) == '|';
                out.append(bar ? "\\mid " : "");
                return bar ? next + 1 : end;
            }
            if (Vocabulary.STYLES.contains(name)) {
                out.append(' ');
                return end;
            }
            if (Vocabulary.VANISHING.contains(name) && next < text.length() && text.charAt(next) == '{') {
                int close = closingBrace(text, next);
                out.append(close < 0 ? "" : " ");
                return close < 0 ? next : close + 1;
            }
            if ("textcolor".equals(name) && next < text.length() && text.charAt(next) == '{') {
                int close = closingBrace(text, next);
                return close < 0 ? next : close + 1;
            }
            return opened(text, at, end, name, next, out);
        }

        private static int opened(String text, int at, int end, String name, int next, StringBuilder out) {
            boolean basis = ("mathbf".equals(name) || "boldsymbol".equals(name) || "bm".equals(name)) && basisAt(text, next) > 0;
            if (basis) {
                int letter = text.charAt(next) == '{' ? next + 1 : next;
                String vector = text.substring(letter, letter + 1);
                out.append(out.toString().endsWith("\\hat{") ? vector : "\\hat{" + vector + "}");
                return basisAt(text, next);
            }
            if (Vocabulary.OPENED.contains(name)) {
                out.append(next < text.length() && text.charAt(next) == '{' ? "" : " ");
                return end;
            }
            if (Vocabulary.TEXTS.contains(name) && next < text.length() && text.charAt(next) == '{') {
                return words(text, name, next, out);
            }
            String alias = name.endsWith("frac") || "rac".equals(name) ? Vocabulary.ALIASES.get(name) : null;
            out.append('\\').append(alias == null ? text.substring(at + 1, end) : alias);
            return end;
        }

        /// After the basis vector `i`, `j` or `k` that begins here, braced or bare; 0 if there is none.
        private static int basisAt(String text, int at) {
            boolean braced = at < text.length() && text.charAt(at) == '{';
            int letter = braced ? at + 1 : at;
            if (letter >= text.length() || "ijk".indexOf(text.charAt(letter)) < 0) {
                return 0;
            }
            if (braced) {
                return letter + 1 < text.length() && text.charAt(letter + 1) == '}' ? letter + 2 : 0;
            }
            return letter + 1 < text.length() && letter(text.charAt(letter + 1)) ? 0 : letter + 1;
        }

        /// Words in a text macro: a known function's name becomes its macro, one roman letter a letter, the rest `\text{…}`.
        private static int words(String text, String name, int brace, StringBuilder out) {
            int close = closingBrace(text, brace);
            if (close < 0) {
                out.append("\\text");
                return brace;
            }
            String inner = text.substring(brace + 1, close).strip();
            boolean roman = "mathrm".equals(name) || "operatorname".equals(name);
            if (roman && (Vocabulary.FUNCTIONS.containsKey(inner) || "exp".equals(inner))) {
                out.append('\\').append(inner).append(' ');
                return close + 1;
            }
            if (roman && inner.length() == 1) {
                out.append(' ').append(inner).append(' ');
                return close + 1;
            }
            if (roman && !inner.isEmpty() && lettersEnd(inner, 0) < Math.max(2, inner.length())) {
                out.append("{");
                return brace + 1;
            }
            out.append("\\text");
            return brace;
        }

        private static int delimiter(String text, int end, boolean left, StringBuilder out) {
            int at = skipSpaces(text, end);
            if (at >= text.length()) {
                return at;
            }
            char c = text.charAt(at);
            return switch (c) {
                case '.' -> {
                    out.append(' ');
                    yield at + 1;
                }
                case '|' -> {
                    out.append(left ? "\\lvert " : "\\rvert ");
                    yield at + 1;
                }
                case '<', '>' -> {
                    out.append(left ? "\\langle " : "\\rangle ");
                    yield at + 1;
                }
                case '{' -> {
                    out.append("\\{");
                    yield at + 1;
                }
                case '}' -> {
                    out.append("\\}");
                    yield at + 1;
                }
                case '\\' -> escaped(text, at, left, out);
                default -> {
                    out.append(c);
                    yield at + 1;
                }
            };
        }

        private static int escaped(String text, int at, boolean left, StringBuilder out) {
            if (text.startsWith("\\|", at)) {
                out.append(left ? "\\lVert " : "\\rVert ");
                return at + 2;
            }
            int end = lettersEnd(text, at + 1);
            String name = text.substring(at + 1, end);
            if ("vert".equals(name) || "Vert".equals(name)) {
                out.append(left ? "\\l" : "\\r").append(name).append(' ');
                return end;
            }
            if (end == at + 1) {
                int next = Math.min(text.length(), at + 2);
                out.append(text, at, next);
                return next;
            }
            out.append('\\').append(name).append(' ');
            return end;
        }
    }

    /// N5: formulas with a part missing that can only mean one thing.
    static final class Malformed {

        private Malformed() {
        }

        static String repaired(String text) {
            return balanced(rows(powers(text)));
        }

        /// Python's `**` between operands is a power.
        private static String powers(String text) {
            int at = text.indexOf("**");
            if (at < 0) {
                return text;
            }
            StringBuilder out = new StringBuilder(text.length());
            int from = 0;
            while (at >= 0) {
                boolean operands = at > 0 && at + 2 < text.length() && operandEnd(text.substring(from, at).strip()) && text.charAt(at + 2) != '*';
                out.append(text, from, at).append(operands ? "^" : "**");
                from = at + 2;
                at = text.indexOf("**", from);
            }
            return out.append(text, from, text.length()).toString();
        }

        private static boolean operandEnd(String before) {
            char last = before.isEmpty() ? ' ' : before.charAt(before.length() - 1);
            return letter(last) || digit(last) || last == ')' || last == '}';
        }

        /// A `matrix` whose cells do not balance was a formula; its rows are joined.
        private static String rows(String text) {
            String begin = "\\begin{matrix}";
            String end = "\\end{matrix}";
            int from = text.indexOf(begin);
            int to = text.indexOf(end);
            if (from < 0 || to < from || text.indexOf(begin, from + 1) >= 0) {
                return text;
            }
            String body = text.substring(from + begin.length(), to);
            boolean whole = true;
            int start = 0;
            while (start <= body.length()) {
                int stop = body.indexOf("\\\\", start);
                String cell = body.substring(start, stop < 0 ? body.length() : stop).strip();
                whole &= cell.isEmpty() || (level(cell, '{', '}') && level(cell, '(', ')') && !"+-=/".contains(cell) && !cell.startsWith("\\times"));
                start = stop < 0 ? body.length() + 1 : stop + 2;
            }
            if (whole || body.indexOf('&') >= 0) {
                return text;
            }
            return text.substring(0, from) + body.replace("\\\\", " ") + text.substring(to + end.length());
        }

        private static boolean level(String cell, char open, char close) {
            int depth = 0;
            for (int i = 0; i < cell.length() && depth >= 0; i++) {
                char c = cell.charAt(i);
                if (c == '\\') {
                    i++;
                } else {
                    depth += c == open ? 1 : c == close ? -1 : 0;
                }
            }
            return depth == 0;
        }

        /// Appends braces that are missing at the end, and drops one that is too many there.
        private static String balanced(String text) {
            int depth = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\\') {
                    i++;
                } else if (c == '{') {
                    depth++;
                } else if (c == '}' && --depth < 0) {
                    return i == text.length() - 1 ? text.substring(0, i) : text;
                }
            }
            return depth > 0 && depth <= 64 ? text + "}".repeat(depth) : text;
        }
    }

    /// N6: separators of thousands.
    static final class Thousands {

        private static final String[] SEPARATORS = {",\\!", "{,\\!}", "{,}", "{, }", " {,}", " {, }", "{,\\,}", ",\\,", "\\,", "\\ ", "\\;", "\\:", "~", "'",
                "_", ",", " "};

        private Thousands() {
        }

        static String joined(String text) {
            StringBuilder out = new StringBuilder(text.length());
            int depth = 0;
            int at = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '\\' && at + 1 < text.length()) {
                    char next = text.charAt(at + 1);
                    depth += next == '{' ? 1 : next == '}' ? -1 : 0;
                    out.append(c).append(next);
                    at += 2;
                } else if (digit(c) && starts(text, at)) {
                    int end = group(text, at, depth > 0, out);
                    at = end;
                } else {
                    depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
                    out.append(c);
                    at++;
                }
            }
            return out.toString();
        }

        private static boolean starts(String text, int at) {
            if (at == 0) {
                return true;
            }
            char before = text.charAt(at - 1);
            boolean numberBefore = before == ',' && at > 1 && digit(text.charAt(at - 2));
            boolean spaced = before == ' ' && at > 1 && digit(text.charAt(at - 2));
            return !digit(before) && before != '.' && before != '_' && before != '^' && !numberBefore && !spaced;
        }

        /// Copies the number at a position without its separators; a run of digits that is no grouped number as it stands.
        private static int group(String text, int at, boolean bracketed, StringBuilder out) {
            int end = digitsEnd(text, at);
            if (end - at > 3 || text.charAt(at) == '0') {
                out.append(text, at, end);
                return end;
            }
            for (String separator : SEPARATORS) {
                if (!(bracketed && ",".equals(separator)) && text.startsWith(separator, end)) {
                    int stop = groups(text, end, separator);
                    if (stop > end) {
                        copyDigits(text, at, stop, out);
                        return stop;
                    }
                }
            }
            out.append(text, at, end);
            return end;
        }

        /// Where uniform groups of three end; `from` itself if there is none, or if digits are left over.
        private static int groups(String text, int from, String separator) {
            int at = from;
            while (text.startsWith(separator, at)) {
                int digits = at + separator.length();
                if (separator.startsWith(",\\") || separator.startsWith("{")) {
                    digits = skipSpaces(text, digits);
                }
                int end = digitsEnd(text, digits);
                if (end - digits != 3) {
                    return from;
                }
                at = end;
            }
            boolean more = at < text.length() && ((text.charAt(at) == ',' && at + 1 < text.length() && digit(text.charAt(at + 1)))
                || (" ".equals(separator) && fractionNext(text, at)));
            return more ? from : at;
        }

        private static boolean fractionNext(String text, int at) {
            int next = skipSpaces(text, at);
            return next < text.length() && (digit(text.charAt(next)) || text.charAt(next) == '/');
        }

        private static void copyDigits(String text, int from, int to, StringBuilder out) {
            for (int i = from; i < to; i++) {
                if (digit(text.charAt(i))) {
                    out.append(text.charAt(i));
                }
            }
        }

        private static int digitsEnd(String text, int from) {
            int end = from;
            while (end < text.length() && digit(text.charAt(end))) {
                end++;
            }
            return end;
        }
    }

    /// N7: remarks in parentheses that repeat the value roughly. Other words are read by the parser.
    static final class Glosses {

        private static final String[] CUES = {"about", "approximately", "approx", "roughly", "or about", "i.e.", "≈", "\\approx"};

        private static final String[] LEADS = {"about", "approximately", "approx.", "approx", "roughly", "around", "nearly"};

        private Glosses() {
        }

        static String dropped(String whole) {
            String text = withoutLead(whole);
            for (int open = text.lastIndexOf('('); open > 0; open = text.lastIndexOf('(', open - 1)) {
                int inner = skipSpaces(text, open + 1);
                for (String cue : CUES) {
                    if (text.startsWith(cue, inner)) {
                        int start = text.startsWith("\\text{", open - 6) ? open - 6 : open;
                        return endsWithGloss(text, open) && start > 0 ? text.substring(0, start).strip() : text;
                    }
                }
            }
            return text;
        }

        /// Without the word before a number that says it is no more than near: `about 42`.
        private static String withoutLead(String text) {
            for (String lead : LEADS) {
                int end = lead.length();
                if (text.regionMatches(true, 0, lead, 0, end) && end < text.length() && Character.isWhitespace(text.charAt(end))) {
                    int next = skipSpaces(text, end);
                    boolean number = next < text.length()
                        && (digit(text.charAt(next)) || "-.$".indexOf(text.charAt(next)) >= 0 || text.startsWith("\\frac", next));
                    return number ? text.substring(next) : text;
                }
            }
            return text;
        }

        private static boolean endsWithGloss(String text, int open) {
            String rest = text.substring(open).strip();
            return rest.endsWith(")") || rest.endsWith(")}") || rest.endsWith(") }");
        }
    }
}
