package dev.assay.suites.answer.expression;

/// A piece of the text.
///
/// @param text the number, letter, word, canonical macro name or sign
/// @param at where it begins in the normalised text
/// @param spaced whether white space stands before it
record Token(Kind kind, String text, int at, boolean spaced) {

    enum Kind {
        /// Digits, perhaps with a point and an exponent.
        NUMBER,
        /// A name of one letter or a Greek letter or symbol.
        LETTER,
        /// Two letters or more that are no product: a word, from `\text` or plain.
        WORD,
        /// A macro with a structure of its own, such as `frac`.
        MACRO,
        /// A known function's name.
        FUNCTION,
        /// A macro that is not known.
        UNKNOWN,
        /// A relation.
        RELATION,
        /// An opening bracket: `(`, `[`, `{`, `\{`, `<`, `floor`, `ceil`, `|`, `||`.
        OPEN,
        /// A closing bracket, by the name of its opening one.
        CLOSE,
        /// Any other sign.
        SIGN,
        /// The end of the text.
        END
    }

    boolean is(Kind other, String otherText) {
        return kind == other && text.equals(otherText);
    }

    boolean sign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }
}
