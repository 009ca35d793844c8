package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/// Decides for each upright bar whether it opens, closes, or says "such that".
///
/// A bar may close where an operand has just ended, and open where one may begin. The search prefers closing, is bounded, and
/// must bring all brackets into balance.
final class Bars {

    private static final int MAX_STEPS = 5_000;
    private static final Set<String> OPERATORS = Set.of("+", "-", "*", "/", "^", "_", ",", ";", ":", "&", "\\\\", "$");

    private final List<Token> tokens;
    private final Work work;
    private final List<Token> out;
    private final Deque<String> stack = new ArrayDeque<>();
    private int steps;

    private Bars(List<Token> tokens, Work work) {
        this.tokens = tokens;
        this.work = work;
        this.out = new ArrayList<>(tokens);
    }

    /// The tokens with every `|` and `||` turned into a bracket or into the macro `mid`.
    static List<Token> resolved(List<Token> tokens, Work work) throws Unread {
        int first = -1;
        for (int i = 0; i < tokens.size() && first < 0; i++) {
            first = bar(tokens.get(i)) ? i : -1;
        }
        if (first < 0) {
            return tokens;
        }
        Bars bars = new Bars(tokens, work);
        if (!bars.search()) {
            throw new Unread(tokens.get(first).at(), "bars in pairs", "|");
        }
        return bars.out;
    }

    private static boolean bar(Token token) {
        return token.sign("|") || token.sign("||");
    }

    /// One bar that was decided, to come back to.
    private record Choice(int index, int option, List<String> before) {
    }

    private boolean search() {
        Deque<Choice> choices = new ArrayDeque<>();
        int index = 0;
        int option = 0;
        while (true) {
            if (++steps > MAX_STEPS) {
                return false;
            }
            work.charge(1);
            boolean fits;
            if (index == tokens.size()) {
                if (stack.isEmpty()) {
                    return true;
                }
                fits = false;
            } else if (bar(tokens.get(index))) {
                fits = false;
                List<String> before = new ArrayList<>(stack);
                while (option < 3 && !fits) {
                    fits = apply(index, option);
                    option++;
                }
                if (fits) {
                    choices.push(new Choice(index, option, before));
                }
            } else {
                fits = plain(tokens.get(index));
            }
            if (fits) {
                index++;
                option = 0;
                continue;
            }
            if (choices.isEmpty()) {
                return false;
            }
            Choice last = choices.pop();
            stack.clear();
            last.before().forEach(stack::addLast);
            index = last.index();
            option = last.option();
        }
    }

    /// Tracks brackets; false if one closes what is not open. Round and square brackets may close each other.
    private boolean plain(Token token) {
        if (token.kind() == Kind.OPEN) {
            boolean reversed = token.text().equals("[") && !stack.isEmpty() && stack.peek().equals("r");
            if (reversed) {
                stack.pop();
            } else {
                stack.push(group(token.text()));
            }
        } else if (token.kind() == Kind.CLOSE) {
            if (!stack.isEmpty() && stack.peek().equals(group(token.text()))) {
                stack.pop();
            } else if (token.text().equals("[")) {
                stack.push("r");
            } else {
                return false;
            }
        }
        return true;
    }

    private static String group(String bracket) {
        return bracket.equals("[") ? "(" : bracket.startsWith("env:") ? "env" : bracket;
    }

    private boolean apply(int index, int option) {
        Token token = tokens.get(index);
        String bar = token.text();
        boolean operandBefore = index > 0 && ends(out.get(index - 1));
        boolean open = !stack.isEmpty() && stack.peek().equals(bar);
        boolean operandAfter = index + 1 < tokens.size() && begins(tokens.get(index + 1));
        if (option == 0 && open && operandBefore) {
            stack.pop();
            out.set(index, new Token(Kind.CLOSE, bar, token.at(), token.spaced()));
            return true;
        }
        if (option == 1 && operandAfter && stack.size() <= AnswerParser.MAX_DEPTH) {
            stack.push(bar);
            out.set(index, new Token(Kind.OPEN, bar, token.at(), token.spaced()));
            return true;
        }
        if (option == 2 && operandBefore && operandAfter && bar.equals("|") && (stack.isEmpty() || !stack.peek().startsWith("|"))) {
            out.set(index, new Token(Kind.MACRO, "mid", token.at(), token.spaced()));
            return true;
        }
        return false;
    }

    private static boolean ends(Token token) {
        return switch (token.kind()) {
            case NUMBER, LETTER, WORD, UNKNOWN, CLOSE -> true;
            case MACRO -> Set.of("infty", "pi", "emptyset", "ldots", "degree", "permille", "prime").contains(token.text());
            case SIGN -> token.text().equals("!") || token.text().equals("'") || token.text().equals("%");
            case FUNCTION, RELATION, OPEN, END -> false;
        };
    }

    private static boolean begins(Token token) {
        return switch (token.kind()) {
            case NUMBER, LETTER, WORD, UNKNOWN, OPEN, FUNCTION -> true;
            case MACRO -> !Set.of("cup", "cap", "setminus", "to", "mid", "over", "choose", "bmod", "mod", "pmod", "land", "lor").contains(token.text());
            case SIGN -> bar(token) || token.text().equals("-") || token.text().equals("+") || (!OPERATORS.contains(token.text()) && !token.text().equals("!")
                && !token.text().equals("'") && !token.text().equals("%")) || token.text().equals("$");
            case RELATION, CLOSE, END -> false;
        };
    }
}
