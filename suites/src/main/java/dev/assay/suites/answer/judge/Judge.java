package dev.assay.suites.answer.judge;

import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.transcript.Event;
import dev.assay.suites.answer.judge.Reply.Missing;
import dev.assay.suites.answer.judge.Reply.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A model that judges, and how it is asked.
///
/// It sees the question, the right answer and the end of the final text, never the thought, the model's name or another verdict. A
/// reply that cannot be read is asked for once more with the same prompt; nothing else is. With several repeats the verdict that more than
/// half of them give counts.
public final class Judge {

    /// The most of an answer that a judge sees, in characters; of a longer one, its end.
    public static final int LONGEST_ANSWER = 8_000;

    private static final List<String> VERDICTS = List.of(Opinion.CORRECT, Opinion.INCORRECT);

    private final Model model;
    private final GenerateConfig config;
    private final int repeats;
    private final Optional<Scale> scale;

    /// A judge that answers right or wrong.
    ///
    /// @param model who judges
    /// @param config how it is asked; each repeat has a seed of its own if one is given
    /// @param repeats how often it is asked, an odd number; published results use 3
    /// @throws IllegalArgumentException if the number of repeats is not odd
    public Judge(Model model, GenerateConfig config, int repeats) {
        this(model, config, repeats, Optional.empty());
    }

    /// A judge that gives a score.
    ///
    /// @param scale the range of the score
    /// @throws IllegalArgumentException if the number of repeats is not odd
    public Judge(Model model, GenerateConfig config, int repeats, Optional<Scale> scale) {
        if (repeats < 1 || repeats % 2 == 0) {
            throw new IllegalArgumentException("A judge is asked an odd number of times, so that there can be a majority; not " + repeats + " times.");
        }
        this.model = model;
        this.config = config;
        this.repeats = repeats;
        this.scale = scale;
    }

    /// The judge's name in a run.
    public String name() {
        return model.ref().toString();
    }

    /// The name of the model alone, to tell whether it judges its own kind.
    String modelName() {
        return model.ref().name();
    }

    /// The range of its scores, if it gives any.
    Optional<Scale> scale() {
        return scale;
    }

    /// The digest of the wording in which this judge is asked; what was calibrated with one wording says nothing of another.
    public String template() {
        return prompt("", "", "").template();
    }

    /// What this judge says of an answer.
    ///
    /// @param question what was asked
    /// @param gold the right answer
    /// @param answer the final text, without any thought
    /// @param sample the sample's id, by which a recorded judge finds its replies
    public Opinion judge(String question, String gold, String answer, String sample) {
        JudgePrompt prompt = prompt(question, gold, shown(answer));
        List<Asked> asked = new ArrayList<>();
        for (int repeat = 1; repeat <= repeats; repeat++) {
            Asked one = ask(prompt, repeat, sample);
            asked.add(one);
            if (one.cancelled) {
                break;
            }
        }
        return Opinion.of(asked, repeats, prompt);
    }

    private JudgePrompt prompt(String question, String gold, String answer) {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        texts.put("QUESTION", question);
        texts.put("REFERENCE", gold);
        texts.put("ANSWER", answer);
        return JudgePrompt.single(texts, scale.<ReplyForm>map(ReplyForm.Points::new).orElse(new ReplyForm.Words(VERDICTS)));
    }

    /// The end of an answer, as much as a judge may see; no character is cut in two.
    static String shown(String answer) {
        if (answer.length() <= LONGEST_ANSWER) {
            return answer;
        }
        int start = answer.length() - LONGEST_ANSWER;
        return answer.substring(Character.isLowSurrogate(answer.charAt(start)) ? start + 1 : start);
    }

    /// What came of one repeat.
    ///
    /// @param reply the last reply
    /// @param calls one call, or two if the first reply could not be read
    /// @param cancelled whether we ended the call ourselves
    record Asked(Reply reply, List<Event.ModelCall> calls, boolean cancelled) {
        Asked {
            calls = List.copyOf(calls);
        }
    }

    /// Asks once, and once more if the reply cannot be read.
    Asked ask(JudgePrompt prompt, int repeat, String sample) {
        Asked first = once(prompt, repeat, sample);
        if (!(first.reply instanceof Missing(var reason)) || reason != Reason.UNPARSEABLE) {
            return first;
        }
        Asked second = once(prompt, repeat, sample);
        return new Asked(second.reply, List.of(first.calls.getFirst(), second.calls.getFirst()), second.cancelled);
    }

    private Asked once(JudgePrompt prompt, int repeat, String sample) {
        GenerateConfig labelled = config.withLabel(new CallLabel("judge", sample, repeat));
        GenerateConfig asking = config.seed().map(seed -> labelled.withSeed(seed + repeat - 1)).orElse(labelled);
        try {
            ModelOutput output = model.generate(prompt.messages(), asking);
            Event.ModelCall call = new Event.ModelCall(prompt.messages(), Optional.of(output), Optional.empty(), output.attempts());
            return new Asked(Reply.of(output, prompt.form()), List.of(call), false);
        } catch (ModelException e) {
            Event.ModelCall call = new Event.ModelCall(prompt.messages(), Optional.empty(), Optional.of(e.kind() + ": " + e.message()), e.attempts());
            return new Asked(new Missing(Reason.OUTAGE), List.of(call), e instanceof ModelException.Cancelled);
        }
    }

    /// The word that more than half of the repeats give.
    static Optional<String> majority(List<String> words, int repeats) {
        Map<String, Integer> counts = new HashMap<>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts.entrySet().stream().filter(entry -> 2 * entry.getValue() > repeats).map(Map.Entry::getKey).findFirst();
    }
}
