package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Literal;
import dev.assay.suites.answer.expression.Answer.Matrix;
import dev.assay.suites.answer.expression.Answer.Value;
import dev.assay.suites.answer.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads environments: matrices, cases, lines of a derivation.
abstract class EnvironmentGrammar extends BracketGrammar {

    private static final Set<String> LINES = Set.of("align", "aligned", "gather", "gathered", "split", "equation", "eqnarray", "multline", "alignat", "math",
        "displaymath", "alignedat");
    private static final Set<String> MATRICES = Set.of("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "array");

    EnvironmentGrammar(String source, List<Token> tokens, AnswerParser.Mode mode, Work work) {
        super(source, tokens, mode, work);
    }

    /// Takes a separator; empty if none stands here.
    abstract String separator();

    /// One item of a list: a side, or sides with relations between them.
    abstract Answer item() throws Unread;

    @Override
    Answer environment(String bracket) throws Unread {
        String name = bracket.substring(4);
        if (LINES.contains(name)) {
            return lines(bracket);
        }
        if ("cases".equals(name) || "dcases".equals(name) || "rcases".equals(name)) {
            return cases(bracket);
        }
        if (!MATRICES.contains(name)) {
            throw unread("a known environment");
        }
        next();
        List<List<Answer>> rows = rows(bracket);
        boolean system = rows.stream().flatMap(List::stream).anyMatch(cell -> !(cell instanceof Value));
        if (system) {
            return system(rows);
        }
        int width = rows.getFirst().size();
        List<List<Value>> values = new ArrayList<>();
        for (List<Answer> row : rows) {
            if (row.size() != width) {
                throw unread("rows of equal length");
            }
            List<Value> cells = new ArrayList<>();
            for (Answer cell : row) {
                cells.add(value(cell));
            }
            values.add(cells);
        }
        Matrix.Bars bars = "vmatrix".equals(name) ? Matrix.Bars.SINGLE : "Vmatrix".equals(name) ? Matrix.Bars.DOUBLE : Matrix.Bars.NONE;
        return new Matrix(values, bars);
    }

    private Answer system(List<List<Answer>> rows) throws Unread {
        List<Answer> items = new ArrayList<>();
        for (List<Answer> row : rows) {
            if (row.size() != 1) {
                throw unread("one relation in a line");
            }
            items.add(row.getFirst());
        }
        return items.size() == 1 ? items.getFirst() : new Answer.Listing(Answer.Listing.Joiner.AND, items);
    }

    private List<List<Answer>> rows(String bracket) throws Unread {
        List<List<Answer>> rows = new ArrayList<>();
        List<Answer> row = new ArrayList<>();
        int cells = 0;
        while (!close(bracket)) {
            if (sign("\\\\")) {
                next();
                if (!row.isEmpty()) {
                    rows.add(row);
                    row = new ArrayList<>();
                }
                continue;
            }
            if (!row.isEmpty()) {
                if (!sign("&")) {
                    throw unread("the end of a cell");
                }
                next();
            }
            if (++cells > MAX_ITEMS) {
                throw unread("at most " + MAX_ITEMS + " cells");
            }
            row.add(item());
        }
        next();
        if (!row.isEmpty()) {
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw unread("a matrix with a cell");
        }
        return rows;
    }

    private Answer cases(String bracket) throws Unread {
        next();
        List<Answer.Piecewise.Branch> branches = new ArrayList<>();
        List<Answer> lines = new ArrayList<>();
        boolean conditions = false;
        while (!close(bracket)) {
            if (sign("\\\\")) {
                next();
                continue;
            }
            if (lines.size() >= MAX_ITEMS) {
                throw unread("at most " + MAX_ITEMS + " cases");
            }
            Answer line = item();
            if (sign(",")) {
                next();
            }
            Optional<Answer> condition = Optional.empty();
            boolean worded = peek().kind() == Kind.WORD;
            if (sign("&") || worded) {
                conditions = true;
                condition = condition();
            }
            lines.add(line);
            branches.add(new Answer.Piecewise.Branch(line instanceof Value v ? v : Literal.of(0), condition));
        }
        next();
        if (lines.isEmpty()) {
            throw unread("a case");
        }
        if (!conditions) {
            return lines.size() == 1 ? lines.getFirst() : new Answer.Listing(Answer.Listing.Joiner.AND, lines);
        }
        for (Answer line : lines) {
            value(line);
        }
        return new Answer.Piecewise(branches);
    }

    private Optional<Answer> condition() throws Unread {
        while (sign("&") || sign(",")
            || (peek().kind() == Kind.WORD && Set.of("if", "for", "when", "where").contains(peek().text().toLowerCase(Locale.ROOT)))) {
            next();
        }
        boolean otherwise = peek().kind() == Kind.WORD && Set.of("otherwise", "else", "otherwise.").contains(peek().text().toLowerCase(Locale.ROOT));
        if (otherwise) {
            next();
            return Optional.empty();
        }
        Answer condition = conditions();
        if (sign("&") || sign(",")) {
            next();
        }
        return Optional.of(condition);
    }

    /// Conditions joined by commas and words, up to the end of the line.
    private Answer conditions() throws Unread {
        List<Answer> items = new ArrayList<>();
        List<String> separators = new ArrayList<>();
        items.add(item());
        while (!sign("\\\\") && !sign("&")) {
            String separator = separator();
            if (separator.isEmpty()) {
                break;
            }
            if (items.size() >= MAX_ITEMS) {
                throw unread("fewer conditions");
            }
            separators.add(separator);
            items.add(item());
        }
        return Lists.arranged(items, separators);
    }

    /// Lines of a derivation: a line that begins with a relation goes on with the line before.
    private Answer lines(String bracket) throws Unread {
        next();
        int level = 0;
        int i = at();
        while (tokens.get(i).kind() != Kind.END && (level > 0 || !tokens.get(i).is(Kind.CLOSE, bracket))) {
            Token token = tokens.get(i);
            work.charge(1);
            boolean env = token.text().startsWith("env:");
            level += env && token.kind() == Kind.OPEN ? 1 : env && token.kind() == Kind.CLOSE ? -1 : 0;
            if (level == 0 && token.sign("&")) {
                tokens.remove(i);
                continue;
            }
            if (level == 0 && token.sign("\\\\")) {
                Token after = tokens.get(i + 1).sign("&") ? tokens.get(i + 2) : tokens.get(i + 1);
                if (after.kind() == Kind.RELATION || after.kind() == Kind.CLOSE || after.sign("\\\\")) {
                    tokens.remove(i);
                    continue;
                }
            }
            i++;
        }
        Answer inner = answers();
        expectClose(bracket, "the end of " + bracket.substring(4));
        return inner;
    }
}
