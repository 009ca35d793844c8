package dev.assay.suites.answer.judge;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Model;
import dev.assay.core.transcript.Event;
import dev.assay.suites.answer.judge.Judge.Asked;
import dev.assay.suites.answer.judge.Reply.Given;
import dev.assay.suites.answer.judge.Reply.Missing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Compares two answers with a model, always in both orders, because judges favour a place.
public final class PairwiseJudge {

    private static final String FIRST = "first";
    private static final String SECOND = "second";
    private static final String TIE = "tie";
    private static final ReplyForm FORM = new ReplyForm.Words(List.of(FIRST, SECOND, TIE));

    private final Judge judge;

    /// @param model who judges
    /// @param config how it is asked
    public PairwiseJudge(Model model, GenerateConfig config) {
        this.judge = new Judge(model, config, 1);
    }

    /// Which answer is preferred.
    public enum Side {
        /// The first of the two given, in both orders.
        FIRST,
        /// The second of the two given, in both orders.
        SECOND,
        /// Neither, or another one in each order.
        TIE,
        /// There is no verdict in one order or in both.
        UNSCORED
    }

    /// What came of a comparison.
    ///
    /// @param side which answer is preferred
    /// @param orderSensitive whether the verdict changed with the order; it is then a tie
    /// @param calls every call that was made
    public record Preference(Side side, boolean orderSensitive, List<Event.ModelCall> calls) {
        public Preference {
            calls = List.copyOf(calls);
        }
    }

    /// Compares two answers.
    ///
    /// @param question what was asked
    /// @param gold the right answer, if there is one to show
    /// @param first an answer's final text
    /// @param second the other's
    /// @param sample the sample's id, by which a recorded judge finds its replies
    public Preference compare(String question, Optional<String> gold, String first, String second, String sample) {
        Asked forth = judge.ask(prompt(question, gold, first, second), 1, sample);
        Asked back = judge.ask(prompt(question, gold, second, first), 2, sample);
        List<Event.ModelCall> calls = new ArrayList<>(forth.calls());
        calls.addAll(back.calls());
        Side one = side(forth.reply(), Side.FIRST, Side.SECOND);
        Side other = side(back.reply(), Side.SECOND, Side.FIRST);
        if (one == Side.UNSCORED || other == Side.UNSCORED) {
            return new Preference(Side.UNSCORED, false, calls);
        }
        return one == other ? new Preference(one, false, calls) : new Preference(Side.TIE, true, calls);
    }

    private static Side side(Reply reply, Side ifFirst, Side ifSecond) {
        return switch (reply) {
            case Missing _ -> Side.UNSCORED;
            case Given(var word) -> word.equals(TIE) ? Side.TIE : word.equals(FIRST) ? ifFirst : ifSecond;
        };
    }

    private static JudgePrompt prompt(String question, Optional<String> gold, String first, String second) {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        texts.put("QUESTION", question);
        gold.ifPresent(text -> texts.put("REFERENCE", text));
        texts.put("FIRST ANSWER", Judge.shown(first));
        texts.put("SECOND ANSWER", Judge.shown(second));
        return JudgePrompt.pair(texts, FORM);
    }
}
