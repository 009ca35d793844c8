package dev.assay.reports.board;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the trials of a row have cost, in US dollars: what was paid for answers, what was paid for nothing, and how much of it nobody knows.
///
/// @param free whether calls cost nothing, by somebody's word, or nothing was sent anywhere
/// @param good what the attempts cost that gave the answers
/// @param wasted what the attempts cost that gave nothing: cut, idle, or of trials that failed
/// @param known attempts whose cost is known
/// @param estimated those of them whose tokens were estimated from characters
/// @param unknown attempts that may have been billed, and whose cost nobody knows
/// @param correct the credits of the answers, in all
public record Bill(boolean free, BigDecimal good, BigDecimal wasted, long known, long estimated, long unknown, double correct) {

    /// Nothing was paid, because nothing was asked.
    static final Bill NOTHING = new Bill(true, BigDecimal.ZERO, BigDecimal.ZERO, 0, 0, 0, 0);

    /// Everything that is known to be paid.
    public BigDecimal total() {
        return good.add(wasted);
    }

    /// Whether the whole cost is known.
    public boolean whole() {
        return unknown == 0;
    }

    /// Whether any cost is known, be it nothing.
    public boolean anyKnown() {
        return known > 0 || free;
    }

    /// Whether it says more than that nothing was paid.
    public boolean says() {
        return !free || known > 0;
    }

    /// What a right answer has cost, everything that was wasted included; absent without a right answer or a known cost.
    public Optional<BigDecimal> perCorrect() {
        if (correct <= 0 || known == 0) {
            return Optional.empty();
        }
        return Optional.of(total().divide(BigDecimal.valueOf(correct), MathContext.DECIMAL64));
    }

    /// Both together.
    Bill plus(Bill other) {
        return new Bill(free && other.free, good.add(other.good), wasted.add(other.wasted), known + other.known, estimated + other.estimated,
            unknown + other.unknown, correct + other.correct);
    }

    /// The whole in words: what was paid for answers, what was wasted, and what is not known.
    public String words() {
        if (!says()) {
            return "none: nothing was paid for";
        }
        if (known == 0) {
            return "unknown: no price or no count of tokens is known; tokens stand in the report";
        }
        List<String> parts = new ArrayList<>();
        parts.add(Figures.money(good) + " for answers");
        parts.add(Figures.money(wasted) + " wasted on attempts without one");
        if (estimated > 0) {
            parts.add(Figures.count(estimated) + (estimated == 1 ? " attempt" : " attempts") + " estimated from characters");
        }
        parts.add(unknown == 0 ? "none unknown" : Figures.count(unknown) + (unknown == 1 ? " attempt" : " attempts") + " of unknown cost");
        return (whole() ? "" : "at least ") + Figures.money(total()) + ": " + String.join(", ", parts);
    }
}
