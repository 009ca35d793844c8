package dev.assay.suites.answer.instruction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The checks by the names of their instructions.
///
/// An instruction is followed strictly if the text as it is follows it, and loosely if any of eight variants does: the text whole, without its
/// first line, without its last, or without both, each with and without its stars. A blank text follows nothing.
public final class InstructionChecks {

    private static final SortedMap<String, Check> PUBLISHED = published();
    private static final SortedMap<String, Check> FURTHER = further();

    private final Edition edition;

    /// The checks of an edition.
    public InstructionChecks(Edition edition) {
        this.edition = edition;
    }

    private static SortedMap<String, Check> published() {
        SortedMap<String, Check> checks = new TreeMap<>();
        checks.put("change_case:capital_word_frequency", CaseChecks::capitalWords);
        checks.put("change_case:english_capital", CaseChecks::capital);
        checks.put("change_case:english_lowercase", CaseChecks::small);
        checks.put("combination:repeat_prompt", ContentChecks::repeatsPrompt);
        checks.put("combination:two_responses", ContentChecks::twoResponses);
        checks.put("detectable_content:number_placeholders", ContentChecks::placeholders);
        checks.put("detectable_content:postscript", ContentChecks::postscript);
        checks.put("detectable_format:constrained_response", FormatChecks::constrained);
        checks.put("detectable_format:json_format", FormatChecks::json);
        checks.put("detectable_format:multiple_sections", FormatChecks::sections);
        checks.put("detectable_format:number_bullet_lists", FormatChecks::bullets);
        checks.put("detectable_format:number_highlighted_sections", FormatChecks::highlights);
        checks.put("detectable_format:title", FormatChecks::title);
        checks.put("keywords:existence", KeywordChecks::existence);
        checks.put("keywords:forbidden_words", KeywordChecks::forbidden);
        checks.put("keywords:frequency", KeywordChecks::frequency);
        checks.put("keywords:letter_frequency", KeywordChecks::letter);
        checks.put("language:response_language", LanguageChecks::response);
        checks.put("length_constraints:nth_paragraph_first_word", LengthChecks::firstWord);
        checks.put("length_constraints:number_paragraphs", LengthChecks::paragraphs);
        checks.put("length_constraints:number_sentences", LengthChecks::sentences);
        checks.put("length_constraints:number_words", LengthChecks::words);
        checks.put("punctuation:no_comma", ContentChecks::noComma);
        checks.put("startend:end_checker", ContentChecks::ends);
        checks.put("startend:quotation", ContentChecks::quoted);
        return Collections.unmodifiableSortedMap(checks);
    }

    private static SortedMap<String, Check> further() {
        SortedMap<String, Check> checks = new TreeMap<>();
        checks.put("detectable_content:rephrase_paragraph", RewriteChecks::rewrites);
        checks.put("detectable_format:rephrasing", RewriteChecks::rephrases);
        checks.put("multi-turn:constrained_start", RewriteChecks::starts);
        return Collections.unmodifiableSortedMap(checks);
    }

    /// The names of the 25 published instructions. Three more, which occur in no published prompt, are known too.
    public static SortedSet<String> ids() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(PUBLISHED.keySet()));
    }

    /// Whether a text as it is follows an instruction.
    public Following strict(Instruction instruction, String text) {
        return any(instruction, List.of(text));
    }

    /// Whether any variant of a text follows an instruction.
    public Following loose(Instruction instruction, String text) {
        return any(instruction, variants(text));
    }

    private Following any(Instruction instruction, List<String> texts) {
        Optional<Check> check = Optional.ofNullable(PUBLISHED.get(instruction.id())).or(() -> Optional.ofNullable(FURTHER.get(instruction.id())));
        if (check.isEmpty()) {
            return new Following.Undecided("There is no check " + instruction.id() + ".");
        }
        try {
            return holds(check.get(), new Arguments(instruction.arguments(), edition), texts) ? new Following.Held() : new Following.Broken();
        } catch (UnusableArgument e) {
            return new Following.Undecided(instruction.id() + ": " + e.getMessage());
        }
    }

    private static boolean holds(Check check, Arguments arguments, List<String> texts) throws UnusableArgument {
        boolean held = false;
        for (String text : texts) {
            // A blank text is checked too, lest it hide an argument that is missing.
            held |= check.holds(text, arguments) && !Characters.blank(text);
        }
        return held;
    }

    private static List<String> variants(String text) {
        int first = text.indexOf('\n');
        int last = text.lastIndexOf('\n');
        String withoutFirst = first < 0 ? "" : Characters.strip(text.substring(first + 1));
        String withoutLast = last < 0 ? "" : Characters.strip(text.substring(0, last));
        String withoutBoth = first == last ? "" : Characters.strip(text.substring(first + 1, last));
        List<String> variants = new ArrayList<>(List.of(text, withoutFirst, withoutLast, withoutBoth));
        for (String variant : List.copyOf(variants)) {
            variants.add(variant.replace("*", ""));
        }
        return variants;
    }
}
