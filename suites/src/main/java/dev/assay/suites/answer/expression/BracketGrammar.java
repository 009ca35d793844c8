package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Call;
import dev.assay.suites.answer.expression.Answer.Function;
import dev.assay.suites.answer.expression.Answer.Matrix;
import dev.assay.suites.answer.expression.Answer.Tuple;
import dev.assay.suites.answer.expression.Answer.Value;
import dev.assay.suites.answer.expression.Token.Kind;
import java.util.List;

/// Reads brackets: groups, tuples, intervals, sets, bars.
abstract class BracketGrammar extends BoundGrammar {

    BracketGrammar(String source, List<Token> tokens, AnswerParser.Mode mode, Work work) {
        super(source, tokens, mode, work);
    }

    abstract Answer environment(String bracket) throws Unread;

    @Override
    Answer bracket() throws Unread {
        deeper();
        int colon = colonRule();
        colonRule(0);
        String bracket = peek().text();
        Answer answer = switch (bracket) {
            case "{" -> braceGroup();
            case "(", "[" -> round(bracket);
            case "\\{" -> set();
            case "<" -> angle();
            case "floor", "ceil" -> {
                next();
                Value inner = value(answers());
                expectClose(bracket, "a closing bracket of " + bracket);
                yield Call.of("floor".equals(bracket) ? Function.FLOOR : Function.CEILING, inner);
            }
            case "|", "||" -> bars(bracket);
            default -> environment(bracket);
        };
        colonRule(colon);
        shallower();
        return answer;
    }

    private Answer braceGroup() throws Unread {
        next();
        Answer inner = infix(answers());
        expectClose("{", "a closing brace");
        return inner instanceof Answer.Listing list ? new Answer.Braces(Lists.expanded(list.items())) : inner;
    }

    private Answer bars(String bar) throws Unread {
        next();
        Value inner = value(answers());
        expectClose(bar, "a closing bar");
        if (inner instanceof Matrix matrix && matrix.bars() == Matrix.Bars.NONE) {
            return new Matrix(matrix.rows(), "|".equals(bar) ? Matrix.Bars.SINGLE : Matrix.Bars.DOUBLE);
        }
        return Call.of("|".equals(bar) ? Function.ABS : Function.NORM, inner);
    }

    private Answer angle() throws Unread {
        next();
        Answer inner = answers();
        expectClose("<", "a closing angle bracket");
        List<Answer> items = inner instanceof Answer.Listing list ? list.items() : List.of(inner);
        return new Tuple(items, Tuple.Brackets.ANGLE);
    }

    private Answer round(String bracket) throws Unread {
        next();
        Answer inner = infix(answers());
        boolean lowClosed = "[".equals(bracket);
        return closedRound(inner, lowClosed);
    }

    /// `]1,2[` and its kin.
    Answer reversed() throws Unread {
        if (!close("[")) {
            throw unread("a value");
        }
        deeper();
        next();
        Answer inner = answers();
        Answer interval = closedRound(inner, false);
        shallower();
        if (!(interval instanceof Answer.Interval) && !(interval instanceof Tuple)) {
            throw unread("an interval");
        }
        return interval instanceof Tuple tuple && tuple.asInterval().isPresent() ? tuple.asInterval().get() : interval;
    }

    private Answer closedRound(Answer inner, boolean lowClosed) throws Unread {
        boolean opening = closesInterval();
        boolean square = close("[");
        if (!opening && !square && !close("(")) {
            throw unread("a closing bracket");
        }
        next();
        boolean highClosed = square;
        if (!(inner instanceof Answer.Listing list)) {
            if (opening || lowClosed != highClosed) {
                throw unread("two ends of an interval");
            }
            return inner;
        }
        List<Answer> items = Lists.expanded(Lists.flat(list));
        if (items.size() == 2 && items.get(0) instanceof Value low && items.get(1) instanceof Value high && !(low instanceof Tuple) && !(low instanceof Matrix)
            && (lowClosed || highClosed || opening)) {
            return new Answer.Interval(low, high, lowClosed, highClosed);
        }
        if (opening || lowClosed != highClosed) {
            throw unread("two ends of an interval");
        }
        return lowClosed ? Lists.squared(items) : new Tuple(items, Tuple.Brackets.ROUND);
    }

    private Answer set() throws Unread {
        next();
        if (close("\\{")) {
            next();
            return new Answer.Braces(List.of());
        }
        if (peek().kind() == Kind.OPEN && peek().text().startsWith("env:") && !closesLater()) {
            return bracket();
        }
        colonRule(1);
        Answer inner = answers();
        colonRule(0);
        if (macro("mid") || sign(":")) {
            next();
            Answer condition = answers();
            expectClose("\\{", "a closing brace of a set");
            return new Answer.Builder(inner, condition);
        }
        Answer whole = infix(inner);
        expectClose("\\{", "a closing brace of a set");
        return new Answer.Braces(whole instanceof Answer.Listing list ? Lists.expanded(list.items()) : List.of(whole));
    }

    private boolean closesLater() {
        int level = 1;
        for (int i = at(); i < tokens.size(); i++) {
            level += tokens.get(i).is(Kind.OPEN, "\\{") ? 1 : tokens.get(i).is(Kind.CLOSE, "\\{") ? -1 : 0;
            if (level == 0) {
                return true;
            }
        }
        return false;
    }
}
