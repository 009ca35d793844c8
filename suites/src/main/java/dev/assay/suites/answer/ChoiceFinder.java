package dev.assay.suites.answer;

import dev.assay.suites.answer.Finding.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/// Finds the label that a text commits to, among the labels of the sample; never one that it merely mentions.
///
/// Steps in order, the last match inside a step wins: a typed field or box; an answer line; a phrase that concludes; the whole text or its
/// first line; the text of an option. Two labels where one is asked for, a label that does not exist, or words where the label should
/// stand, are no answer.
final class ChoiceFinder {

    private static final int MAX_BRIDGE = 120;
    private static final int MAX_CUES = 64;

    private static final List<String> CUES = List.of("final answer", "correct answer", "final choice", "correct option", "correct choice", "best option",
        "best choice",
        "right answer", "answers", "answer", "antwort", "réponse", "respuesta", "risposta", "resposta", "ответ", "答案", "答え", "正解", "回答", "故选", "故選", "正确选项",
        "정답", "답",
        "उत्तर", "الإجابة", "উত্তর");
    private static final List<String> SAYS = List.of("is", "are", "was", "would be", "must be", "should be", "ist", "lautet", "est", "es", "è", "é", "是", "为",
        "為", "は");
    private static final List<String> FILLERS = List.of("therefore", "thus", "hence", "for sure", "definitely", "clearly", "most likely", "likely", "probably",
        "indeed", "then",
        "simply", "option", "choice", "letter", "the letter", "the option", "the choice", "选项");
    private static final List<String> CONCLUDING = List.of("go with", "must be", "choose", "chose", "select", "pick", "it's", "it is", "it’s", "shows",
        "suggests", "gives", "conclude",
        "conclude that", "points to", "leads to", "settle on", "opt for", "is", "be", "therefore", "choice", "option", "select option", "choose option");
    private static final List<String> DENYING = List.of("not", "n't be", "n't", "never", "except", "eliminate", "rule out", "cannot be", "isn't", "不是", "nor",
        "neither", "than", "of");
    private static final List<String> PRAISE = List.of("correct", "right", "valid", "best", "the correct", "the right", "the best", "the answer", "true",
        "most appropriate",
        "the most");

    /// What the search came to.
    sealed interface Chosen {
        /// The labels committed to, in order; empty for an explicit "none" where several may be chosen.
        record Labels(List<String> labels, Tier tier, String raw) implements Chosen {
            public Labels {
                labels = List.copyOf(labels);
            }
        }

        /// No label.
        record None(Reason reason) implements Chosen {
        }
    }

    private final String text;
    private final SortedMap<String, String> options;
    private final boolean several;

    private ChoiceFinder(String text, SortedMap<String, String> options, boolean several) {
        this.text = text;
        this.options = options;
        this.several = several;
    }

    /// Searches the answer part of a text.
    ///
    /// @param options every label with its text; a text may be empty
    /// @param several whether more than one label may be chosen
    static Chosen find(String text, boolean truncated, SortedMap<String, String> options, boolean several) {
        String tail = text.substring(Math.max(0, text.length() - AnswerFinder.MAX_SCANNED));
        Optional<Chosen> typed = new ChoiceFinder(tail, options, several).typed();
        if (typed.isPresent()) {
            return typed.get();
        }
        ChoiceFinder plain = new ChoiceFinder(plain(tail), options, several);
        Optional<Chosen> line = plain.answerLine(truncated);
        if (line.isPresent() || truncated) {
            return line.orElse(new Chosen.None(truncated ? Reason.TRUNCATED_IN_ANSWER : Reason.NOTHING_FOUND));
        }
        return plain.phrase().or(plain::firstLine).or(plain::optionText).orElse(new Chosen.None(Reason.NOTHING_FOUND));
    }

    /// The text without Markdown and LaTeX marks, full-width forms made plain.
    private static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\') {
                at = macroEnd(text, at + 1);
            } else {
                mark(c, out);
                at++;
            }
        }
        return out.toString();
    }

    private static void mark(char c, StringBuilder out) {
        if (c >= '！' && c <= '～') {
            out.append((char) (c - 0xfee0));
        } else if (c == '~' || c == '\u00a0' || c == '\u3000') {
            out.append(' ');
        } else if ("*_`{}".indexOf(c) < 0) {
            out.append(c);
        }
    }

    private static int macroEnd(String text, int from) {
        int end = from;
        while (end < text.length() && PlainForm.asciiLetter(text.charAt(end))) {
            end++;
        }
        return end == from ? Math.min(text.length(), from + 1) : end;
    }

    // 1: typed fields and boxes.

    private Optional<Chosen> typed() {
        List<String> fields = new ArrayList<>();
        TypedFields.tag(text, "<answer>", "</answer>").filter(TypedFields.Field::closed).ifPresent(f -> fields.add(f.content()));
        TypedFields.tag(text, "<|begin_of_box|>", "<|end_of_box|>").filter(TypedFields.Field::closed).ifPresent(f -> fields.add(f.content()));
        TypedFields.json(text).ifPresent(f -> fields.add(f.content()));
        List<Boxes.Box> boxes = Boxes.in(text).stream().filter(Boxes.Box::closed).toList();
        if (!boxes.isEmpty()) {
            fields.add(boxes.getLast().content().of(text));
        }
        for (String field : fields) {
            Optional<Chosen> chosen = committed(plain(field).strip(), fields.indexOf(field) == fields.size() - 1 && !boxes.isEmpty() ? Tier.T2 : Tier.T1);
            if (chosen.isPresent()) {
                return chosen;
            }
        }
        return Optional.empty();
    }

    // 2: answer lines.

    private Optional<Chosen> answerLine(boolean truncated) {
        for (int end : cueEnds().descendingSet()) {
            int start = bridge(end);
            if (start < 0) {
                continue;
            }
            int lineEnd = lineEnd(start);
            if (truncated && lineEnd == text.length()) {
                continue;
            }
            String rest = text.substring(start, Math.min(lineEnd, start + 400)).strip();
            Optional<Chosen> chosen = committed(rest, Tier.T3).or(() -> equalOption(rest));
            if (chosen.isPresent()) {
                return chosen;
            }
            if (startsLine(end) && !rest.isEmpty()) {
                return Optional.of(new Chosen.None(rest.startsWith("$") ? Reason.PLACEHOLDER : Reason.NOTHING_FOUND));
            }
        }
        return Optional.empty();
    }

    private NavigableSet<Integer> cueEnds() {
        TreeSet<Integer> ends = new TreeSet<>();
        for (String cue : CUES) {
            int at = text.length() - cue.length();
            char low = cue.charAt(0);
            char high = Character.toUpperCase(low);
            for (int found = 0; at >= 0 && found < MAX_CUES; at--) {
                if (text.charAt(at) != low && text.charAt(at) != high) {
                    continue;
                }
                boolean word = at == 0 || !Character.isLetter(text.charAt(at - 1)) || text.charAt(at) >= '\u2e80';
                if (word && text.regionMatches(true, at, cue, 0, cue.length())) {
                    ends.add(at + cue.length());
                    found++;
                }
            }
        }
        return ends;
    }

    /// Where the label should stand after a cue: behind `is`, `:` and fillers; -1 if the cue announces nothing.
    private int bridge(int end) {
        int at = end;
        int limit = Math.min(text.length(), end + MAX_BRIDGE);
        boolean announced = text.startsWith("故选", end - 2) || text.startsWith("故選", end - 2) || capitalsAtLineStart(end);
        while (at < limit) {
            char c = text.charAt(at);
            if (":=–—-".indexOf(c) >= 0) {
                announced = true;
                at++;
            } else if (c == ' ' || c == '\t' || (c == '$' && at + 1 < limit && !Character.isLetter(text.charAt(at + 1))) || c == '"') {
                at++;
            } else if (c == '\n') {
                if (!announced) {
                    return -1;
                }
                at++;
            } else {
                int word = wordEnd(at, announced ? FILLERS : SAYS);
                int says = word < 0 && announced ? wordEnd(at, SAYS) : word;
                int filler = says < 0 ? wordEnd(at, FILLERS) : says;
                if (filler < 0) {
                    break;
                }
                announced |= wordEnd(at, SAYS) > 0;
                at = filler;
            }
        }
        return announced && at < text.length() ? at : -1;
    }

    private boolean capitalsAtLineStart(int end) {
        int start = end;
        while (start > 0 && text.charAt(start - 1) != '\n') {
            if (!(Character.isUpperCase(text.charAt(start - 1)) || text.charAt(start - 1) == ' ') || end - start > 20) {
                return false;
            }
            start--;
        }
        return true;
    }

    private boolean startsLine(int cueEnd) {
        int start = text.lastIndexOf('\n', cueEnd - 1) + 1;
        return cueEnd - start <= 24;
    }

    private int wordEnd(int at, List<String> words) {
        for (String word : words) {
            int end = at + word.length();
            boolean whole = end >= text.length() || !Character.isLetter(text.charAt(end)) || word.charAt(0) >= '\u2e80';
            if (whole && text.regionMatches(true, at, word, 0, word.length())) {
                return end;
            }
        }
        return -1;
    }

    private int lineEnd(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    // What a stretch that should name a label commits to.

    /// The label or labels at the start of a stretch; absent if words stand there.
    private Optional<Chosen> committed(String rest, Tier tier) {
        List<String> labels = new ArrayList<>();
        int at = 0;
        boolean foreign = false;
        while (true) {
            Token token = token(rest, at, labels.isEmpty());
            if (token.end() < 0) {
                break;
            }
            foreign |= token.label().isEmpty();
            token.label().ifPresent(labels::add);
            at = separatorEnd(rest, token.end());
            if (at < 0) {
                break;
            }
        }
        if (labels.isEmpty() && !foreign) {
            return several ? severalOtherwise(rest, tier) : Optional.empty();
        }
        if (foreign) {
            return Optional.of(new Chosen.None(Reason.NOTHING_FOUND));
        }
        List<String> distinct = labels.stream().distinct().sorted().toList();
        if (distinct.size() > 1 && !several) {
            return Optional.of(new Chosen.None(Reason.HEDGED));
        }
        return Optional.of(new Chosen.Labels(distinct, tier, Scores.shown(rest)));
    }

    /// `AB`, or an explicit none.
    private Optional<Chosen> severalOtherwise(String rest, Tier tier) {
        String word = rest.endsWith(".") ? rest.substring(0, rest.length() - 1) : rest;
        if (List.of("none", "none of the above", "no option").contains(word.toLowerCase(Locale.ROOT))) {
            return Optional.of(new Chosen.Labels(List.of(), tier, rest));
        }
        boolean letters = word.length() > 1 && word.length() <= options.size() && word.chars().allMatch(c -> options.containsKey(String.valueOf((char) c)));
        return letters
            ? Optional.of(new Chosen.Labels(word.chars().mapToObj(c -> String.valueOf((char) c)).distinct().sorted().toList(), tier, rest))
            : Optional.empty();
    }

    /// A token where a label could stand.
    ///
    /// @param label the label; absent if it has the form of one but is none of the sample's
    /// @param end where it ends; -1 if no such token stands there
    private record Token(Optional<String> label, int end) {
        static final Token NONE = new Token(Optional.empty(), -1);
    }

    private Token token(String rest, int from, boolean first) {
        int at = from;
        boolean bracketed = at < rest.length() && "([".indexOf(rest.charAt(at)) >= 0;
        at += bracketed ? 1 : 0;
        int end = at;
        while (end < rest.length() && Character.isLetterOrDigit(rest.charAt(end)) && rest.charAt(end) < '\u2e80') {
            end++;
        }
        if (end == at || end - at > 4) {
            return Token.NONE;
        }
        String word = rest.substring(at, end);
        Optional<String> label = label(word);
        boolean looksLikeLabel = label.isPresent() || (word.length() == 1 && Character.isUpperCase(word.charAt(0)) && first && !options.containsKey("1"));
        if (!looksLikeLabel || (!bracketed && !standsAlone(rest, word, end))) {
            return Token.NONE;
        }
        int close = bracketed && end < rest.length() && ")]".indexOf(rest.charAt(end)) >= 0 ? end + 1 : end;
        return bracketed && close == end ? Token.NONE : new Token(label, close);
    }

    private Optional<String> label(String word) {
        if (options.containsKey(word)) {
            return Optional.of(word);
        }
        return options.keySet().stream().filter(label -> label.equalsIgnoreCase(word)).findFirst();
    }

    /// False for words of prose that look like a label: the article A, the pronoun I, a lower-case letter before more words, the start of
    /// `12 N`.
    private static boolean standsAlone(String rest, String word, int end) {
        if (end < rest.length()
            && ("'’".indexOf(rest.charAt(end)) >= 0 || (rest.charAt(end) == '.' && end + 1 < rest.length() && PlainForm.digit(rest.charAt(end + 1))))) {
            return false;
        }
        if (end >= rest.length() || rest.charAt(end) != ' ') {
            return true;
        }
        String after = rest.substring(end).strip().toLowerCase(Locale.ROOT);
        boolean turns = after.isEmpty() || !Character.isLetterOrDigit(after.charAt(0)) || after.charAt(0) >= '\u2e80';
        boolean joins = List.of("or ", "and ", "because", "since", "as ", "due ", "is ", "but ", "not ", "with ", "for ").stream().anyMatch(after::startsWith);
        boolean prose = "A".equals(word) || "I".equals(word) || Character.isLowerCase(word.charAt(0)) || PlainForm.digit(word.charAt(0));
        return turns || joins || !prose;
    }

    /// Where the next label may start after `, `, `and`, `or`, `/` or `&`; -1 if nothing joins.
    private static int separatorEnd(String rest, int from) {
        int at = from;
        boolean joined = false;
        while (at < rest.length()) {
            char c = rest.charAt(at);
            if (c == ',' || c == '/' || c == '&' || c == '、') {
                joined = true;
                at++;
            } else if (c == ' ') {
                at++;
            } else if (rest.regionMatches(true, at, "and ", 0, 4)) {
                joined = true;
                at += 4;
            } else if (rest.regionMatches(true, at, "or ", 0, 3)) {
                joined = true;
                at += 3;
            } else {
                break;
            }
        }
        return joined ? at : -1;
    }

    // 3: phrases that conclude.

    private Optional<Chosen> phrase() {
        Optional<Chosen> last = Optional.empty();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean starts = Character.isLetterOrDigit(c) && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
            if (!starts) {
                at++;
                continue;
            }
            int end = at;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            if (end - at <= 4 && options.containsKey(text.substring(at, end)) && concludes(at, end)) {
                last = Optional.of(new Chosen.Labels(List.of(text.substring(at, end)), Tier.T4, text.substring(at, end)));
            }
            at = end;
        }
        return last;
    }

    private boolean concludes(int start, int end) {
        String before = text.substring(Math.max(0, start - 40), start).replace("(", "").stripTrailing().toLowerCase(Locale.ROOT);
        String after = text.substring(end, Math.min(text.length(), end + 40)).replace(")", "").toLowerCase(Locale.ROOT);
        if (DENYING.stream().anyMatch(word -> endsWithWord(before, word))) {
            return false;
        }
        boolean praised = after.startsWith(" is ") && PRAISE.stream().anyMatch(word -> after.startsWith(word, 4));
        boolean named = endsWithWord(before, "option") || endsWithWord(before, "choice") || endsWithWord(before, "answer");
        if (praised && (named || !"A".equals(text.substring(start, end)))) {
            return true;
        }
        boolean sentenceEnds = after.isBlank() || ".!\n".indexOf(after.charAt(0)) >= 0;
        return sentenceEnds && CONCLUDING.stream().anyMatch(word -> endsWithWord(before, word));
    }

    private static boolean endsWithWord(String before, String word) {
        int at = before.length() - word.length();
        return at >= 0 && before.endsWith(word) && (at == 0 || !Character.isLetter(before.charAt(at - 1)) || (word.charAt(0) == 'n' && word.charAt(1) == '\''));
    }

    // 4: the whole text or its first line.

    private Optional<Chosen> firstLine() {
        String all = text.strip();
        String line = all.lines().findFirst().orElse("").strip();
        Token token = token(line, 0, true);
        if (token.end() < 0 || token.label().isEmpty()) {
            return several && !line.isEmpty() ? severalOtherwise(all, Tier.T5) : Optional.empty();
        }
        boolean whole = all.length() == token.end();
        char next = token.end() < line.length() ? line.charAt(token.end()) : '\n';
        boolean marked = ").:。:-\n".indexOf(next) >= 0 || line.charAt(0) == '(' || line.startsWith("不", token.end());
        boolean upper = Character.isUpperCase(line.charAt(line.charAt(0) == '(' ? 1 : 0)) || PlainForm.digit(line.charAt(0));
        if (whole || (marked && (upper || next == ')' || line.charAt(0) == '('))) {
            return Optional.of(new Chosen.Labels(List.of(token.label().get()), Tier.T5, line));
        }
        return several && all.equals(line) ? committed(line, Tier.T5) : Optional.empty();
    }

    // 5: the text of an option.

    private Optional<Chosen> optionText() {
        Optional<Chosen> whole = equalOption(text.strip());
        if (whole.isPresent()) {
            return whole;
        }
        String all = text.strip();
        Span sentence = all.isEmpty() ? new Span(0, 0) : Prose.sentenceAround(all, new Span(Math.max(0, all.length() - 2), Math.max(0, all.length() - 1)));
        String last = sentence.of(all).toLowerCase(Locale.ROOT);
        List<String> named = options.entrySet().stream()
            .filter(option -> option.getValue().strip().length() >= 4 && holds(last, option.getValue().strip().toLowerCase(Locale.ROOT)))
            .map(Map.Entry::getKey).toList();
        return named.size() == 1 ? Optional.of(new Chosen.Labels(named, Tier.T6, last)) : Optional.empty();
    }

    private Optional<Chosen> equalOption(String rest) {
        String bare = PlainForm.unwrapped(rest).toLowerCase(Locale.ROOT);
        List<String> equal = options.entrySet().stream()
            .filter(option -> !bare.isEmpty() && PlainForm.unwrapped(option.getValue()).toLowerCase(Locale.ROOT).equals(bare))
            .map(Map.Entry::getKey).toList();
        return equal.size() == 1 ? Optional.of(new Chosen.Labels(equal, Tier.T4, rest)) : Optional.empty();
    }

    private static boolean holds(String sentence, String words) {
        for (int at = sentence.indexOf(words); at >= 0; at = sentence.indexOf(words, at + 1)) {
            int end = at + words.length();
            boolean starts = at == 0 || !Character.isLetterOrDigit(sentence.charAt(at - 1));
            boolean ends = end == sentence.length() || !Character.isLetterOrDigit(sentence.charAt(end));
            String before = sentence.substring(Math.max(0, at - 20), at).stripTrailing();
            boolean denied = DENYING.stream().anyMatch(word -> endsWithWord(before, word) && !"of".equals(word));
            if (starts && ends && !denied) {
                return true;
            }
        }
        return false;
    }
}
