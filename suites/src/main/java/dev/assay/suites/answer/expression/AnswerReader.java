package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.AnswerParser.Mode;
import dev.assay.suites.answer.expression.AnswerParser.Outcome;
import dev.assay.suites.answer.expression.AnswerParser.Seen;
import dev.assay.suites.answer.expression.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Normalises, parses, and gathers the further readings.
final class AnswerReader {

    private static final long WORK_PER_READING = 200_000;
    private static final int MAX_TEXT = 400;

    private final Normaliser.Normalised normalised;
    private final String raw;
    private final ReadingOptions options;
    private final List<Reading.Other> others = new ArrayList<>();
    private final Set<String> flags = new LinkedHashSet<>();

    private AnswerReader(String raw, ReadingOptions options) {
        this.raw = raw;
        this.options = options;
        this.normalised = Normaliser.normalise(raw, options.repair());
        if (normalised.repaired()) {
            flags.add("REPAIRED");
        }
    }

    static Reading read(String raw, ReadingOptions options) {
        if (raw.length() > options.maxCharacters()) {
            return new ParseProblem(options.maxCharacters(), "at most " + options.maxCharacters() + " characters", "more");
        }
        return new AnswerReader(raw, options).reading();
    }

    private Reading reading() {
        String text = normalised.text();
        Optional<Answer> lines = lines();
        if (lines.isPresent()) {
            return parsed(lines.get());
        }
        if (text.isBlank()) {
            return new ParseProblem(0, "an answer", "end");
        }
        try {
            List<Token> tokens = Lexer.tokens(text, false);
            if (options.words() && wordsOnly(tokens, text)) {
                return words(text, tokens);
            }
            Outcome usual = both(text, tokens, Mode.USUAL);
            flags.addAll(usual.flags());
            alternatives(text, tokens, usual);
            return parsed(usual.tree());
        } catch (Unread unread) {
            return unread(unread.problem());
        } catch (WorkSpent spent) {
            return new ParseProblem(0, "a text within the budget of " + WORK_PER_READING + " units", "more");
        }
    }

    /// Several lines that are formulas each are a list.
    private Optional<Answer> lines() {
        String whole = raw.strip();
        if (whole.indexOf('\n') < 0 || whole.contains("\\begin")) {
            return Optional.empty();
        }
        List<Answer> items = new ArrayList<>();
        int start = 0;
        while (start < whole.length()) {
            int end = whole.indexOf('\n', start);
            String line = whole.substring(start, end < 0 ? whole.length() : end).strip();
            start = end < 0 ? whole.length() : end + 1;
            if (line.isEmpty()) {
                continue;
            }
            boolean goesOn = "+-=<>*/,\\&".indexOf(line.charAt(0)) >= 0 && !line.startsWith("\\(") && !items.isEmpty() && !line.startsWith("\\frac") && !line
                .startsWith("\\sqrt") && !line.startsWith("-");
            Optional<Answer> item = items.size() >= AnswerParser.MAX_ITEMS || goesOn ? Optional.empty() : line(line);
            if (item.isEmpty()) {
                return Optional.empty();
            }
            items.add(item.get());
        }
        return items.size() < 2 ? Optional.empty() : Optional.of(new Answer.Listing(Answer.Listing.Joiner.SEMICOLON, items));
    }

    private Optional<Answer> line(String line) {
        String text = Normaliser.normalise(line, options.repair()).text();
        boolean closed = !text.isBlank() && ",+-=*/(\\".indexOf(line.charAt(line.length() - 1)) < 0;
        return closed ? attempt(text, Mode.USUAL, false) : Optional.empty();
    }

    private Reading unread(ParseProblem problem) {
        Optional<Answer> comma = attempt(normalised.text(), Mode.USUAL, true);
        if (comma.isPresent() && commaDecimals(normalised.text()) > 0) {
            flags.add("LOCALE");
            return parsed(comma.get());
        }
        Optional<Answer> choice = choice();
        if (choice.isPresent()) {
            return parsed(choice.get());
        }
        return options.words() && prose(normalised.text()) ? parsed(new Answer.Text(Words.plain(normalised.text()))) : problem;
    }

    private Reading parsed(Answer tree) {
        choice(tree);
        unwrapped().filter(formula -> !formula.equals(tree)).ifPresent(formula -> others.add(new Reading.Other(formula, "AMBIGUOUS")));
        return new Reading.Parsed(tree, others, normalised.steps(), List.copyOf(flags), normalised.text());
    }

    /// The formula in a text that is set as one word, such as `\text{2x + 3}`.
    private Optional<Answer> unwrapped() {
        String text = raw.strip();
        int open = text.indexOf('{');
        if (!text.startsWith("\\text") || open > 7 || open < 0 || text.length() > MAX_TEXT || text.indexOf('}') != text.length() - 1) {
            return Optional.empty();
        }
        String inside = text.substring(open + 1, text.length() - 1);
        boolean formula = inside.chars().anyMatch(c -> "+-=*/^".indexOf(c) >= 0) || inside.matches("-?\\d{1,9}[a-z]");
        return formula ? attempt(Normaliser.normalise(inside, options.repair()).text(), Mode.USUAL, false) : Optional.empty();
    }

    /// Both signs of a plus-minus together.
    private static Outcome both(String text, List<Token> tokens, Mode mode) throws Unread {
        List<Token> resolved = Bars.resolved(tokens, Work.of(WORK_PER_READING));
        Outcome upper = AnswerParser.parse(text, resolved, mode, Work.of(WORK_PER_READING));
        if (!upper.seen().contains(Seen.PLUS_MINUS)) {
            return upper;
        }
        Outcome lower = AnswerParser.parse(text, resolved, mode.withLower(), Work.of(WORK_PER_READING));
        return new Outcome(Lists.merged(upper.tree(), lower.tree()), upper.seen(), upper.flags());
    }

    private void alternatives(String text, List<Token> tokens, Outcome usual) throws Unread {
        for (Seen seen : usual.seen()) {
            switch (seen) {
                case LOG -> other(text, tokens, new Mode(true, false, false, false, false, false), "AMBIGUOUS_LOG", usual.tree());
                case LOOSE -> other(text, tokens, new Mode(false, true, false, false, false, false), "AMBIGUOUS", usual.tree());
                case CAPITAL_I -> other(text, tokens, new Mode(false, false, true, false, false, false), "AMBIGUOUS", usual.tree());
                case LETTER_UNIT -> other(text, tokens, new Mode(false, false, false, true, false, false), "AMBIGUOUS", usual.tree());
                case CLOCK -> other(text, tokens, new Mode(false, false, false, false, true, false), "AMBIGUOUS", usual.tree());
                case PLUS_MINUS -> {
                }
            }
        }
        if (usual.tree() instanceof Answer.Symbol symbol && symbol.equals(Answer.Symbol.of("E"))) {
            others.add(new Reading.Other(new Answer.Constant(Answer.Constant.Name.E), "AMBIGUOUS"));
        }
        if (commaDecimals(text) > 0) {
            attempt(text, Mode.USUAL, true).filter(tree -> !tree.equals(usual.tree())).ifPresent(tree -> others.add(new Reading.Other(tree, "LOCALE")));
        }
        if (normalised.steps().contains("N6")) {
            String apart = Normaliser.normalise(raw, options.repair(), false).text();
            Optional<Answer> groups = apart.contains(",0") || apart.indexOf('.') >= 0 ? Optional.empty() : attempt(apart, Mode.USUAL, false);
            groups.filter(tree -> !tree.equals(usual.tree())).ifPresent(tree -> others.add(new Reading.Other(tree, "AMBIGUOUS")));
        }
    }

    private void other(String text, List<Token> tokens, Mode mode, String flag, Answer usual) {
        try {
            Answer tree = both(text, tokens, mode).tree();
            if (!tree.equals(usual)) {
                others.add(new Reading.Other(tree, flag));
            }
        } catch (Unread unread) {
            flags.add("ONE_READING");
        }
    }

    private static Optional<Answer> attempt(String text, Mode mode, boolean decimalComma) {
        try {
            return Optional.of(both(text, Lexer.tokens(text, decimalComma), mode).tree());
        } catch (Unread | WorkSpent unread) {
            return Optional.empty();
        }
    }

    /// How many commas stand directly between digits, each in a number of its own; 0 if a number has two, or if a comma also
    /// parts items, at the top or in a bracket.
    private static int commaDecimals(String text) {
        int count = 0;
        int last = -1;
        int depth = 0;
        boolean semicolon = text.indexOf(';') >= 0;
        for (int i = 1; i < text.length() - 1; i++) {
            char before = text.charAt(i - 1);
            depth += before == '(' || before == '[' || before == '{' ? 1 : before == ')' || before == ']' || before == '}' ? -1 : 0;
            boolean parts = text.charAt(i) == ',' && text.charAt(i - 1) != '\\' && !(Characters.digit(before) && Characters.digit(text.charAt(i + 1)));
            if (parts || (text.charAt(i) == ',' && depth > 0 && !semicolon)) {
                return 0;
            }
            if (text.charAt(i) == ',' && Characters.digit(text.charAt(i - 1)) && Characters.digit(text.charAt(i + 1))) {
                if (last >= 0 && text.substring(last + 1, i).chars().allMatch(c -> c >= '0' && c <= '9')) {
                    return 0;
                }
                last = i;
                count++;
            }
        }
        return count;
    }

    /// A text of words, with a letter or number between them at most.
    private static boolean wordsOnly(List<Token> tokens, String text) {
        boolean word = false;
        for (Token token : tokens) {
            boolean plain = token.kind() == Kind.WORD || token.kind() == Kind.LETTER || token.kind() == Kind.END || token.sign(".") || token.sign(",") || token
                .sign("'") || token.sign("-") || token.kind() == Kind.NUMBER;
            if (!plain) {
                return false;
            }
            boolean content = token.kind() == Kind.WORD && !Vocabulary.and(token.text()) && !Vocabulary.or(token.text());
            word |= content && token.text().length() > 1 && Numerals.word(token.text()).isEmpty() && Numerals.scale(token.text()).isEmpty()
                && (tokens.getFirst().kind() != Kind.LETTER || UnitTable.find(token.text()).isEmpty());
        }
        Token first = tokens.getFirst();
        boolean number = first.kind() == Kind.NUMBER || first.sign("-") || first.sign(".") || Numerals.word(first.text()).isPresent();
        return word && !number && text.indexOf('_') < 0;
    }

    private Reading words(String text, List<Token> tokens) {
        Answer words = new Answer.Text(Words.plain(text));
        boolean single = tokens.size() == 2 && tokens.getFirst().kind() == Kind.WORD && Characters.lettersEnd(text, 0) == text.length() && text.length() <= 4;
        if (single) {
            List<Answer.Value> letters = text.chars().mapToObj(c -> (Answer.Value) Answer.Symbol.of(String.valueOf((char) c))).toList();
            others.add(new Reading.Other(new Answer.Product(letters), "AMBIGUOUS"));
        }
        return parsed(words);
    }

    /// True if at least half of what is written is words.
    private static boolean prose(String text) {
        String plain = Words.plain(text);
        int letters = 0;
        int signs = 0;
        int run = 0;
        for (int i = 0; i <= plain.length(); i++) {
            char c = i < plain.length() ? plain.charAt(i) : ' ';
            if (c == '\\' && i + 1 < plain.length()) {
                i = Math.max(i, Characters.lettersEnd(plain, i + 1) - 1);
                signs += 1;
                continue;
            }
            if (Character.isLetter(c)) {
                run++;
            } else {
                letters += run > 1 ? run : 0;
                signs += run == 1 ? 1 : 0;
                signs += Character.isWhitespace(c) ? 0 : 1;
                run = 0;
            }
        }
        return letters > 1 && letters >= signs && !plain.contains("\\frac") && !plain.contains("\\begin");
    }

    private void choice(Answer tree) {
        choice().filter(choice -> !choice.equals(tree)).ifPresent(choice -> others.add(new Reading.Other(choice, "CHOICE")));
    }

    /// An option's label with more behind it, such as `(C) 12`.
    private Optional<Answer> choice() {
        String text = Words.plain(normalised.text());
        int open = text.startsWith("(") ? 1 : 0;
        boolean label = text.length() > open + 2 && text.charAt(open) >= 'A' && text.charAt(open) <= 'J' && text.charAt(open + 1) == ')';
        boolean apart = label && (open == 0 || Character.isWhitespace(text.charAt(open + 2)));
        if (!apart || text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        String rest = normalised.text().substring(normalised.text().indexOf(')') + 1).strip();
        Answer content = attempt(rest, Mode.USUAL, false).orElseGet(() -> new Answer.Text(Words.plain(rest)));
        return Optional.of(new Answer.Choice(text.substring(open, open + 1), Optional.of(content)));
    }
}
