package dev.assay.suites.answer.expression;

import java.text.Normalizer;
import java.util.Map;
import java.util.TreeMap;

/// N1: one spelling for signs that Unicode has many of.
final class UnicodeSigns {

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

    private UnicodeSigns() {
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
