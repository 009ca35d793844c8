package dev.assay.runners.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// A log of [farel-bench](https://github.com/fairydreaming/farel-bench): a line with the prompt as a Python list, then the response up to the
/// next prompt. Counts stand behind the last response and are left out of it. Samples are numbered from 0.
///
/// @param draft takes answers and faults
record FarelRecording(RecordingDraft draft) {

    /// The format, as the provenance of a run names it.
    static final String FORMAT = "farel-bench";
    /// How a prompt begins.
    static final String PROMPT = "[{'role'";

    private static final Pattern COUNTS = Pattern.compile("[a-z ]{1,40}: \\d{1,3}\\.\\d\\d \\(C: \\d+, I: \\d+, M: \\d+ A: \\d+\\)");
    private static final String REMARK = "# Values below";
    private static final int LONGEST = 64 << 20;

    /// Reads to the end, or until there are more faults than anyone reads.
    void read(InputStream in) throws IOException {
        draft.format(FORMAT);
        draft.task(FORMAT);
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        try {
            read(lines);
        } catch (CharacterCodingException fault) {
            draft.fault(1, "is no UTF-8 text, so it cannot be read.", "Get the file again from its source.");
        }
    }

    private void read(BufferedReader lines) throws IOException {
        int number = 0;
        int samples = 0;
        int begun = 0;
        boolean counted = false;
        Optional<String> question = Optional.empty();
        StringBuilder response = new StringBuilder();
        for (String line = lines.readLine(); line != null && !draft.hopeless(); line = lines.readLine()) {
            number++;
            if (line.startsWith(PROMPT)) {
                if (begun > 0) {
                    answer(begun, samples++, question, response);
                }
                begun = number;
                counted = false;
                response.setLength(0);
                question = PythonMessages.texts(line);
                if (question.isEmpty()) {
                    draft.fault(number, "begins like a prompt, but is no list of messages.", "Get the file again from its source.");
                }
            } else {
                counted |= COUNTS.matcher(line).matches() || line.startsWith(REMARK);
                if (!counted && response.length() + line.length() < LONGEST) {
                    response.append(line).append('\n');
                }
            }
        }
        if (begun > 0 && !draft.hopeless()) {
            answer(begun, samples, question, response);
        }
    }

    private void answer(int line, int number, Optional<String> question, StringBuilder response) {
        String text = response.isEmpty() ? "" : response.substring(0, response.length() - 1);
        String sample = Integer.toString(number);
        question.ifPresent(asked -> draft.ask(RecordedQuestion.of(sample, asked, Optional.empty())));
        draft.add(line, RecordedAnswer.ofText(sample, 1, question, text));
    }
}
