package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Call;
import dev.assay.suites.answer.expression.Answer.Function;
import dev.assay.suites.answer.expression.Answer.Literal;
import dev.assay.suites.answer.expression.Answer.Power;
import dev.assay.suites.answer.expression.Answer.Value;
import dev.assay.suites.answer.expression.Token.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads known functions and their arguments, with or without brackets.
abstract class FunctionGrammar extends NameGrammar {

    private static final Map<Function, Function> INVERSES = Map.ofEntries(Map.entry(Function.SIN, Function.ARCSIN), Map.entry(Function.COS, Function.ARCCOS),
        Map.entry(Function.TAN, Function.ARCTAN), Map.entry(Function.COT, Function.ARCCOT), Map.entry(Function.SEC, Function.ARCSEC), Map.entry(Function.CSC,
            Function.ARCCSC),
        Map.entry(Function.SINH, Function.ARSINH), Map.entry(Function.COSH, Function.ARCOSH), Map.entry(Function.TANH, Function.ARTANH), Map
            .entry(Function.COTH, Function.ARCOTH));
    private static final Set<Function> SEVERAL = EnumSet.of(Function.GCD, Function.LCM, Function.MAX, Function.MIN, Function.BINOMIAL);

    FunctionGrammar(String source, List<Token> tokens, AnswerParser.Mode mode, Work work) {
        super(source, tokens, mode, work);
    }

    abstract Value exponent() throws Unread;

    abstract Answer bracket() throws Unread;

    @Override
    Value function() throws Unread {
        Token token = next();
        Function function = Vocabulary.FUNCTIONS.get(token.text());
        if (function == null) {
            throw unread("a known function");
        }
        return function(function, Optional.empty());
    }

    @Override
    Value function(Function function, Optional<Value> logBase) throws Unread {
        Function called = function;
        Optional<Value> power = Optional.empty();
        if (sign("^")) {
            next();
            Value exponent = exponent();
            boolean minusOne = exponent instanceof Answer.Negative negative && negative.value().equals(Literal.of(1));
            if (minusOne && INVERSES.containsKey(function)) {
                called = INVERSES.get(function);
            } else {
                power = Optional.of(exponent);
            }
        }
        if (sign("_") && called != Function.LOG) {
            throw unread("no index at a function");
        }
        Value call = SEVERAL.contains(called) ? several(called) : logBase.isPresent() ? logarithm(logBase.get()) : Call.of(called, functionArgument());
        return power.isPresent() ? new Power(call, power.get()) : call;
    }

    private Value several(Function function) throws Unread {
        if (!open("(") && !open("\\{") && !open("[") && !open("{")) {
            throw unread("arguments in brackets");
        }
        String bracket = next().text();
        Answer inner = answers();
        expectClose(bracket, "a closing bracket");
        List<Value> arguments = new ArrayList<>();
        if (inner instanceof Answer.Listing list) {
            for (Answer item : list.items()) {
                arguments.add(value(item));
            }
        } else if (inner instanceof Answer.Braces braces && !braces.items().isEmpty()) {
            for (Answer item : braces.items()) {
                arguments.add(value(item));
            }
        } else {
            arguments.add(value(inner));
        }
        return new Call(function, arguments);
    }

    private Value logarithm(Value base) throws Unread {
        return new Call(Function.LOG, List.of(base, functionArgument()));
    }

    /// The argument of a function: what stands in brackets, or the factors that follow up to the next function or operator.
    Value functionArgument() throws Unread {
        deeper();
        node();
        Value argument;
        if (open("(") || open("[") || open("\\{")) {
            argument = value(bracket());
        } else if (open("{")) {
            argument = value(factor());
        } else {
            argument = implicitArgument();
        }
        shallower();
        return argument;
    }

    private Value implicitArgument() throws Unread {
        boolean negative = false;
        while (sign("-") || sign("+")) {
            negative ^= "-".equals(next().text());
        }
        List<Value> factors = new ArrayList<>();
        if (peek().kind() == Kind.FUNCTION || macro("log") || macro("lg") || macro("exp")) {
            factors.add(value(factor()));
        } else {
            do {
                factors.add(value(factor()));
            } while (continuesArgument());
        }
        if (peek().kind() == Kind.WORD && UnitTable.find(peek().text()).map(u -> u.kind() == Unit.Kind.ANGLE).orElse(false)) {
            factors.set(factors.size() - 1, quantity(factors.getLast()));
        }
        Value argument = factors.size() == 1 ? factors.getFirst() : new Answer.Product(factors);
        return negative ? new Answer.Negative(argument) : argument;
    }

    private boolean continuesArgument() {
        if (!begins() || peek().kind() == Kind.FUNCTION || integralStop()) {
            return false;
        }
        if (peek().kind() == Kind.OPEN) {
            return (open("(") && tokens.get(at() - 1).kind() == Kind.NUMBER) || open("{");
        }
        return peek().kind() != Kind.MACRO || !Set.of("log", "lg", "exp", "sum", "prod", "int", "lim").contains(peek().text());
    }

    private boolean integralStop() {
        return sign("differential");
    }
}
