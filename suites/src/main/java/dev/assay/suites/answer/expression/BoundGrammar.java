package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Chain;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import dev.assay.suites.answer.expression.Answer.Literal;
import dev.assay.suites.answer.expression.Answer.Symbol;
import dev.assay.suites.answer.expression.Answer.Value;
import dev.assay.suites.answer.expression.Token.Kind;
import java.util.List;
import java.util.Optional;

/// Reads what binds a name: sums, products, integrals, limits.
abstract class BoundGrammar extends MacroGrammar {

    BoundGrammar(String source, List<Token> tokens, AnswerParser.Mode mode, Work work) {
        super(source, tokens, mode, work);
    }

    abstract Answer term(boolean negative) throws Unread;

    @Override
    Value fold() throws Unread {
        boolean product = "prod".equals(next().text());
        Optional<Symbol> variable = Optional.empty();
        Optional<Answer> from = Optional.empty();
        Optional<Value> to = Optional.empty();
        for (int i = 0; i < 2; i++) {
            if (sign("_") && from.isEmpty()) {
                next();
                variable = boundName();
                variable.ifPresent(v -> bound.push(v.name()));
                Answer lower = open("{") ? anyGroup() : argument("a lower bound");
                boolean start = variable.isPresent() && lower instanceof Chain chain && chain.relations().equals(List.of(Relator.EQUAL));
                from = Optional.of(start ? ((Chain) lower).members().get(1) : lower);
                if (!start) {
                    variable.ifPresent(v -> bound.pop());
                    variable = Optional.empty();
                }
            } else if (sign("^") && to.isEmpty()) {
                next();
                to = Optional.of(exponentBound());
            }
        }
        Value body = value(term(false));
        if (variable.isPresent()) {
            bound.pop();
        }
        return new Answer.Fold(product, variable, from, to, body);
    }

    private Value exponentBound() throws Unread {
        boolean negative = sign("-");
        if (negative) {
            next();
        }
        Value bound = peek().kind() == Kind.NUMBER ? Numerals.decimal(checked(next())) : argument("an upper bound");
        return negative ? new Answer.Negative(bound) : bound;
    }

    /// The name before the equals sign of `{k=1}`.
    private Optional<Symbol> boundName() {
        if (!open("{")) {
            return Optional.empty();
        }
        if (peek(1).kind() == Kind.LETTER && equalsSign(2)) {
            return Optional.of(Symbol.of(peek(1).text()));
        }
        boolean spelled = peek(1).is(Kind.MACRO, "variable") && peek(3).kind() == Kind.LETTER && peek(4).is(Kind.CLOSE, "{") && equalsSign(5);
        return spelled ? Optional.of(Symbol.of(peek(3).text())) : Optional.empty();
    }

    private boolean equalsSign(int ahead) {
        return peek(ahead).kind() == Kind.RELATION && relator(peek(ahead)) == Relator.EQUAL;
    }

    private Answer anyGroup() throws Unread {
        next();
        Answer inner = answers();
        expectClose("{", "a closing brace");
        return inner;
    }

    @Override
    Value integral() throws Unread {
        next();
        Optional<Value> from = Optional.empty();
        Optional<Value> to = Optional.empty();
        for (int i = 0; i < 2; i++) {
            if ((sign("_") || sign("^")) && peek(1).is(Kind.OPEN, "{") && peek(2).is(Kind.CLOSE, "{")) {
                next();
                next();
                next();
            } else if (sign("_") && from.isEmpty()) {
                next();
                from = Optional.of(exponentBound());
            } else if (sign("^") && to.isEmpty()) {
                next();
                to = Optional.of(exponentBound());
            }
        }
        int differential = differential();
        if (differential < 0) {
            throw unread("a differential such as dx");
        }
        Symbol variable = Symbol.of(tokens.get(differential + 1).text());
        bound.push(variable.name());
        Value body = level(differential) == 0 ? bodyBefore(differential) : bodyAround(differential);
        bound.pop();
        return new Answer.Integral(body, variable, from, to);
    }

    private int differential() {
        int inner = -1;
        int level = 0;
        for (int i = at(); i < tokens.size() - 1; i++) {
            work.charge(1);
            Token token = tokens.get(i);
            if (token.kind() == Kind.OPEN) {
                level++;
            } else if (token.kind() == Kind.CLOSE && --level < 0) {
                break;
            } else if (level == 0 && (token.kind() == Kind.RELATION || token.sign(",") || token.sign(";"))) {
                break;
            } else if (token.is(Kind.LETTER, "d") && tokens.get(i + 1).kind() == Kind.LETTER) {
                if (level == 0) {
                    return i;
                }
                inner = inner < 0 ? i : inner;
            }
        }
        return inner;
    }

    private int level(int index) {
        int level = 0;
        for (int i = at(); i < index; i++) {
            level += tokens.get(i).kind() == Kind.OPEN ? 1 : tokens.get(i).kind() == Kind.CLOSE ? -1 : 0;
        }
        return level;
    }

    private Value bodyBefore(int differential) throws Unread {
        if (differential == at()) {
            next();
            next();
            return Literal.of(1);
        }
        if (tokens.get(differential - 1).sign("*") && differential - 1 > at()) {
            tokens.remove(differential - 1);
            return bodyBefore(differential - 1);
        }
        Token d = tokens.get(differential);
        tokens.set(differential, new Token(Kind.SIGN, "differential", d.at(), d.spaced()));
        Value body = value(sum());
        if (at() != differential) {
            throw unread("an integrand before its differential");
        }
        next();
        next();
        return body;
    }

    private Value bodyAround(int differential) throws Unread {
        tokens.remove(differential + 1);
        Token d = tokens.remove(differential);
        int before = differential - 1;
        if (tokens.get(before).sign("*")) {
            tokens.remove(before);
            before--;
        }
        if (tokens.get(before).kind() == Kind.OPEN && tokens.get(before + 1).kind() == Kind.CLOSE) {
            tokens.add(before + 1, new Token(Kind.NUMBER, "1", d.at(), false));
        }
        return value(term(false));
    }

    @Override
    Value limit() throws Unread {
        next();
        if (!sign("_") || !peek(1).is(Kind.OPEN, "{")) {
            throw unread("a bound of the limit");
        }
        next();
        next();
        if (peek().kind() != Kind.LETTER || !peek(1).is(Kind.MACRO, "to")) {
            throw unread("a name and an arrow");
        }
        Symbol variable = Symbol.of(next().text());
        next();
        int side = 0;
        Value point = value(limitPoint());
        if (sign("^")) {
            next();
            boolean braced = open("{");
            if (braced) {
                next();
            }
            if (!sign("+") && !sign("-")) {
                throw unread("a side of the limit");
            }
            side = "+".equals(next().text()) ? 1 : -1;
            if (braced) {
                expectClose("{", "a closing brace");
            }
        } else if (sign("+") || sign("-")) {
            side = "+".equals(next().text()) ? 1 : -1;
        }
        expectClose("{", "a closing brace");
        bound.push(variable.name());
        Value body = value(term(false));
        bound.pop();
        return new Answer.Limit(body, variable, point, side);
    }

    /// The point of a limit; a lone sign after it tells the side.
    private Answer limitPoint() throws Unread {
        int end = at();
        int level = 0;
        while (level >= 0 && tokens.get(end).kind() != Kind.END) {
            level += tokens.get(end).kind() == Kind.OPEN ? 1 : tokens.get(end).kind() == Kind.CLOSE ? -1 : 0;
            end++;
        }
        int closing = end - 1;
        int mark = closing - 1;
        boolean braced = mark > at() && tokens.get(mark).kind() == Kind.CLOSE && tokens.get(mark - 1).kind() == Kind.SIGN;
        int signAt = braced ? mark - 1 : mark;
        boolean sided = signAt > at() && (tokens.get(signAt).sign("+") || tokens.get(signAt).sign("-"));
        if (!sided) {
            return sum();
        }
        int stop = braced ? signAt - 2 : tokens.get(signAt - 1).sign("^") ? signAt - 1 : signAt;
        Token original = tokens.get(stop);
        tokens.set(stop, new Token(Kind.SIGN, "side", original.at(), false));
        Answer point = sum();
        tokens.set(stop, original);
        if (at() != stop) {
            throw unread("a point of the limit");
        }
        return point;
    }
}
