package dev.assay.suites.answer.judge;

import dev.assay.core.transcript.Event;
import dev.assay.suites.answer.judge.Judge.Asked;
import dev.assay.suites.answer.judge.Reply.Given;
import dev.assay.suites.answer.judge.Reply.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a judge says of one answer, after all repeats.
///
/// @param verdict `correct`, `incorrect` or a score in plain digits; absent if there is none
/// @param relation `JUDGED`, or why there is no verdict: `JUDGE` or `JUDGE_SPLIT`
/// @param sentence the same in a sentence
/// @param repeats what each repeat said, in order: a verdict, or in capitals why there is none
/// @param calls every call that was made, failed ones included
/// @param prompt the digest of the prompt
public record Opinion(Optional<String> verdict, String relation, String sentence, List<String> repeats, List<Event.ModelCall> calls, String prompt) {

    /// The verdict on a right answer.
    public static final String CORRECT = "correct";
    /// The verdict on a wrong answer.
    public static final String INCORRECT = "incorrect";
    /// The relation of a verdict that was given.
    public static final String JUDGED = "JUDGED";
    /// The relation where the judge failed.
    public static final String JUDGE = "JUDGE";
    /// The relation where the repeats do not agree.
    public static final String JUDGE_SPLIT = "JUDGE_SPLIT";

    public Opinion {
        repeats = List.copyOf(repeats);
        calls = List.copyOf(calls);
    }

    static Opinion of(List<Asked> asked, int wanted, JudgePrompt prompt) {
        List<String> said = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Optional<Reply.Reason> missing = Optional.empty();
        for (Asked one : asked) {
            switch (one.reply()) {
                case Given(var word) -> {
                    words.add(word);
                    said.add(word);
                }
                case Missing(var reason) -> {
                    missing = missing.or(() -> Optional.of(reason));
                    said.add(reason.name());
                }
            }
        }
        List<Event.ModelCall> calls = asked.stream().flatMap(one -> one.calls().stream()).toList();
        Optional<String> verdict = Judge.majority(words, wanted);
        if (verdict.isPresent()) {
            String sentence = String.format(Locale.ROOT, "The judge says %s%s.", verdict.get(),
                wanted == 1 ? "" : ", in " + words.stream().filter(verdict.get()::equals).count() + " of " + wanted + " repeats");
            return new Opinion(verdict, JUDGED, sentence, said, calls, prompt.hash());
        }
        if (words.isEmpty()) {
            String sentence = missing.map(Reply.Reason::sentence).orElse("The judge was not asked.");
            return new Opinion(Optional.empty(), JUDGE, sentence, said, calls, prompt.hash());
        }
        return new Opinion(Optional.empty(), JUDGE_SPLIT, "The judge's repeats do not agree: " + String.join(", ", said) + ".", said, calls, prompt.hash());
    }
}
