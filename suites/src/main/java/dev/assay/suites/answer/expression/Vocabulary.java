package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import dev.assay.suites.answer.expression.Answer.Function;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The names the reader knows: macros, functions, relations, letters.
final class Vocabulary {

    static final Map<String, Function> FUNCTIONS = functions();
    static final Map<String, Relator> RELATIONS = relations();
    static final Map<String, String> GREEK = greek();

    /// Macros with a structure of their own.
    static final Set<String> STRUCTURES = Set.of("frac", "sqrt", "binom", "sum", "prod", "int", "lim", "overline", "bar", "hat", "widehat", "tilde",
        "widetilde", "vec", "dot", "ddot", "overrightarrow", "overleftrightarrow", "overarc", "mathbb", "pm", "mp", "ldots", "over", "choose", "bmod", "mod",
        "pmod", "angle", "triangle", "infty", "pi", "emptyset", "cup", "cap", "setminus", "forall", "exists", "degree", "permille", "Re", "Im", "log", "lg",
        "exp", "prime", "variable", "partial", "mid", "to", "land", "lor", "nabla", "iint", "oint", "iiint", "neg", "mathcal", "substack", "stackrel",
        "overset", "underset", "lcm", "deg", "dim", "ker", "hom", "Pr", "sup", "inf", "limsup", "liminf", "argmin", "argmax", "ell", "hbar", "imath",
        "jmath", "aleph", "star", "dagger", "complement", "wp", "perp", "parallel", "colon", "circ", "exponentialE", "cbrt", "nthroot");

    /// Other spellings of macros.
    static final Map<String, String> ALIASES = Map.ofEntries(Map.entry("dfrac", "frac"), Map.entry("tfrac", "frac"), Map.entry("cfrac", "frac"),
        Map.entry("rac", "frac"), Map.entry("dbinom", "binom"), Map.entry("tbinom", "binom"), Map.entry("dots", "ldots"), Map.entry("cdots", "ldots"),
        Map.entry("dotsc", "ldots"), Map.entry("dotsb", "ldots"), Map.entry("dotso", "ldots"), Map.entry("vdots", "ldots"), Map.entry("ddots", "ldots"),
        Map.entry("hdots", "ldots"), Map.entry("varnothing", "emptyset"), Map.entry("infinity", "infty"), Map.entry("plusmn", "pm"), Map.entry("smallsetminus",
            "setminus"),
        Map.entry("backslash", "setminus"), Map.entry("rightarrow", "to"), Map.entry("Rightarrow", "to"), Map.entry("longrightarrow", "to"),
        Map.entry("Longrightarrow", "to"), Map.entry("measuredangle", "angle"), Map.entry("bigcup", "cup"), Map.entry("bigcap", "cap"), Map.entry("wedge",
            "land"),
        Map.entry("vee", "lor"), Map.entry("lnot", "neg"), Map.entry("pounds", "£"), Map.entry("euro", "€"), Map.entry("yen", "¥"),
        Map.entry("textdollar", "$"), Map.entry("dollar", "$"), Map.entry("percent", "%"), Map.entry("textdegree", "degree"), Map.entry("textpercent", "%"),
        Map.entry("times", "*"), Map.entry("cdot", "*"), Map.entry("ast", "*"), Map.entry("bullet", "*"), Map.entry("div", "/"), Map.entry("slash", "/"),
        Map.entry("colon", ":"), Map.entry("ratio", ":"), Map.entry("vert", "|"), Map.entry("Vert", "||"), Map.entry("doublebarwedge", "land"),
        Map.entry("textordmasculine", "degree"), Map.entry("exponentialE", "e"), Map.entry("And", "land"), Map.entry("vdot", "*"), Map.entry("restriction",
            "mid"),
        Map.entry("colonequals", ":="), Map.entry("lbrack", "["), Map.entry("rbrack", "]"));

    /// Bracket macros, opening and closing.
    static final Map<String, String> OPENERS = Map.ofEntries(Map.entry("lfloor", "floor"), Map.entry("llcorner", "floor"), Map.entry("lceil", "ceil"),
        Map.entry("ulcorner", "ceil"), Map.entry("langle", "<"), Map.entry("lvert", "|"), Map.entry("lVert", "||"), Map.entry("lbrace", "\\{"),
        Map.entry("lbrack", "["), Map.entry("lparen", "("), Map.entry("lgroup", "("));
    static final Map<String, String> CLOSERS = Map.ofEntries(Map.entry("rfloor", "floor"), Map.entry("lrcorner", "floor"), Map.entry("rceil", "ceil"),
        Map.entry("urcorner", "ceil"), Map.entry("rangle", "<"), Map.entry("rvert", "|"), Map.entry("rVert", "||"), Map.entry("rbrace", "\\{"),
        Map.entry("rbrack", "["), Map.entry("rparen", "("), Map.entry("rgroup", "("));

    /// Macros that only space, and part what stands beside them.
    static final Set<String> SPACES = Set.of("quad", "qquad", "thinspace", "enspace", "medspace", "thickspace", "negthinspace", "hfill", "hfil", "newline",
        "hline", "cr", "enskip", "space", "nobreakspace", "par", "noindent", "linebreak", "nolinebreak");

    /// Macros that change the look and have no argument.
    static final Set<String> STYLES = Set.of("displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "nolimits", "strut", "mathstrut",
        "allowbreak", "nonumber", "notag", "centering", "big", "Big", "bigg", "Bigg", "bigm", "Bigm", "biggm", "Biggm", "rm", "bf", "it", "sf", "tt", "large",
        "Large", "small", "normalsize", "tiny", "mathop", "mathord", "mathrel", "mathbin", "mathopen", "mathclose", "mathpunct", "mathinner",
        "boldmath", "therefore", "because");
    static final Set<String> SIZED_LEFT = Set.of("left", "mleft", "bigl", "Bigl", "biggl", "Biggl");
    static final Set<String> SIZED_RIGHT = Set.of("right", "mright", "bigr", "Bigr", "biggr", "Biggr");

    /// Macros that vanish with their argument.
    static final Set<String> VANISHING = Set.of("phantom", "hphantom", "vphantom", "label", "tag", "hspace", "vspace", "color", "hskip", "kern", "mkern",
        "mspace", "cite", "ref", "footnote");

    /// Macros whose argument stays and is mathematics.
    static final Set<String> OPENED = Set.of("boxed", "fbox", "underline", "mathit", "mathbf", "mathsf", "mathtt", "boldsymbol", "bm", "mathnormal", "mathscr",
        "mathfrak", "overbrace", "underbrace", "cancel", "smash", "ensuremath", "mathcal", "pmb", "colorbox", "framebox", "xcancel", "bcancel");

    /// Macros whose argument is words.
    static final Set<String> TEXTS = Set.of("text", "textbf", "textit", "textrm", "textnormal", "textsf", "texttt", "textup", "textsc", "mbox", "hbox", "emph",
        "mathrm", "operatorname", "textmd", "textsl", "mathup");

    private static final Set<String> PREFIXES = Set.of("quad", "qquad", "vert", "Vert", "lvert", "rvert", "lVert", "rVert", "lgroup", "rgroup", "lbrace",
        "rbrace", "lbrack", "rbrack", "langle", "rangle", "lfloor", "rfloor", "lceil", "rceil", "cdot", "times", "displaystyle", "llcorner", "ulcorner", "left",
        "right");

    private Vocabulary() {
    }

    /// True for a control word that means something here.
    static boolean known(String name) {
        return FUNCTIONS.containsKey(name) || RELATIONS.containsKey(name) || GREEK.containsKey(name) || STRUCTURES.contains(name) || ALIASES.containsKey(name)
            || OPENERS.containsKey(name) || CLOSERS.containsKey(name) || SPACES.contains(name) || STYLES.contains(name) || SIZED_LEFT.contains(name)
            || SIZED_RIGHT.contains(name) || VANISHING.contains(name) || OPENED.contains(name) || TEXTS.contains(name) || "begin".equals(name)
            || "end".equals(name) || "middle".equals(name) || "textcolor".equals(name) || "char".equals(name) || "not".equals(name);
    }

    /// The known spacing or bracket macro that an unknown name begins with, when one letter is glued to it; else empty.
    static String gluedPrefix(String name) {
        if (known(name) || name.length() < 5) {
            return "";
        }
        String prefix = name.substring(0, name.length() - 1);
        return PREFIXES.contains(prefix) ? prefix : "";
    }

    private static Map<String, Function> functions() {
        Map<String, Function> map = new HashMap<>();
        put(map, Function.SIN, "sin");
        put(map, Function.COS, "cos");
        put(map, Function.TAN, "tan", "tg");
        put(map, Function.COT, "cot", "ctg", "cotg");
        put(map, Function.SEC, "sec");
        put(map, Function.CSC, "csc", "cosec");
        put(map, Function.ARCSIN, "arcsin", "asin");
        put(map, Function.ARCCOS, "arccos", "acos");
        put(map, Function.ARCTAN, "arctan", "atan", "arctg");
        put(map, Function.ARCCOT, "arccot", "acot", "arcctg");
        put(map, Function.ARCSEC, "arcsec", "asec");
        put(map, Function.ARCCSC, "arccsc", "acsc");
        put(map, Function.SINH, "sinh", "sh");
        put(map, Function.COSH, "cosh", "ch");
        put(map, Function.TANH, "tanh", "th");
        put(map, Function.COTH, "coth", "cth");
        put(map, Function.SECH, "sech");
        put(map, Function.CSCH, "csch");
        put(map, Function.ARSINH, "arsinh", "arcsinh", "asinh");
        put(map, Function.ARCOSH, "arcosh", "arccosh", "acosh");
        put(map, Function.ARTANH, "artanh", "arctanh", "atanh");
        put(map, Function.ARCOTH, "arcoth", "arccoth", "acoth");
        put(map, Function.LN, "ln");
        put(map, Function.LOG, "log", "lg");
        put(map, Function.ABS, "abs");
        put(map, Function.FLOOR, "floor");
        put(map, Function.CEILING, "ceil", "ceiling");
        put(map, Function.SIGN, "sgn", "sign", "signum");
        put(map, Function.GCD, "gcd", "hcf");
        put(map, Function.LCM, "lcm");
        put(map, Function.MAX, "max");
        put(map, Function.MIN, "min");
        put(map, Function.RE, "Re");
        put(map, Function.IM, "Im");
        put(map, Function.ARG, "arg", "Arg");
        put(map, Function.DET, "det");
        put(map, Function.TRACE, "tr", "Tr", "trace");
        put(map, Function.FACTORIAL, "factorial");
        put(map, Function.BINOMIAL, "binomial", "comb");
        return Map.copyOf(map);
    }

    private static void put(Map<String, Function> map, Function function, String... names) {
        for (String name : names) {
            map.put(name, function);
        }
    }

    private static Map<String, Relator> relations() {
        Map<String, Relator> map = new HashMap<>();
        relation(map, Relator.EQUAL, "=", "==", "eq", "equals", ":=", "coloneqq", "triangleq");
        relation(map, Relator.NOT_EQUAL, "!=", "<>", "ne", "neq");
        relation(map, Relator.LESS, "<", "lt");
        relation(map, Relator.LESS_OR_EQUAL, "<=", "le", "leq", "leqslant", "leqq", "=<");
        relation(map, Relator.GREATER, ">", "gt");
        relation(map, Relator.GREATER_OR_EQUAL, ">=", "ge", "geq", "geqslant", "geqq", "=>");
        relation(map, Relator.APPROXIMATELY, "approx", "approxeq", "simeq", "cong", "doteq", "thickapprox", "≈");
        relation(map, Relator.CONGRUENT, "equiv");
        relation(map, Relator.IN, "in", "isin");
        relation(map, Relator.NOT_IN, "notin");
        relation(map, Relator.SUBSET, "subset", "subseteq", "subsetneq", "subseteqq");
        relation(map, Relator.SUPERSET, "supset", "supseteq", "ni", "supsetneq");
        relation(map, Relator.OTHER, "propto", "sim", "parallel", "perp", "prec", "succ", "ll", "gg", "mapsto", "iff", "Leftrightarrow", "leftrightarrow",
            "implies", "leftarrow", "Leftarrow", "nmid", "nparallel", "preceq", "succeq", "vdash", "models", "nleq", "ngeq", "nsubseteq", "xrightarrow");
        return Map.copyOf(map);
    }

    private static void relation(Map<String, Relator> map, Relator relator, String... names) {
        for (String name : names) {
            map.put(name, relator);
        }
    }

    private static Map<String, String> greek() {
        Map<String, String> map = new HashMap<>();
        for (String name : List.of("alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota", "kappa", "varkappa",
            "lambda", "mu", "nu", "xi", "omicron", "rho", "varrho", "sigma", "varsigma", "tau", "upsilon", "phi", "varphi", "chi", "psi", "omega", "varpi",
            "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega", "Alpha", "Beta", "Epsilon", "Zeta", "Eta", "Iota",
            "Kappa", "Mu", "Nu", "Omicron", "Rho", "Tau", "Chi", "hbar", "ell", "aleph", "nabla", "partial", "odot", "oplus", "otimes", "star", "dagger", "wp",
            "imath", "jmath", "Box", "square", "Diamond", "diamond", "clubsuit", "heartsuit", "spadesuit", "diamondsuit", "top", "bot", "beth", "digamma",
            "bigstar", "blacksquare", "checkmark", "ddag", "sharp", "flat", "natural", "bigoplus", "bigotimes", "heart")) {
            map.put(name, name);
        }
        return Map.copyOf(map);
    }

    /// Words that part the items of a list.
    static boolean and(String word) {
        return "and".equalsIgnoreCase(word);
    }

    /// Words that part alternatives.
    static boolean or(String word) {
        return "or".equalsIgnoreCase(word);
    }

    private static final Set<String> PERCENT_WORDS = Set.of("percent", "pct", "percentage", "percents", "percentages");

    /// Words for a percent sign.
    static boolean percent(String word) {
        return PERCENT_WORDS.contains(word.toLowerCase(java.util.Locale.ROOT));
    }
}
