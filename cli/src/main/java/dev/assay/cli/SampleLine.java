package dev.assay.cli;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.task.Task;
import java.util.Optional;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One sample of a task as `assay list samples` shows and exports it: what is asked, and the true answer.
///
/// @param task the task's id
/// @param sample the sample
/// @param seed the seed it is generated from; empty for a published one
record SampleLine(String task, Sample sample, Optional<Long> seed) {

    /// The fact of a sample that holds its level.
    private static final String LEVEL = "level";
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    static SampleLine of(Task task, Sample sample, Optional<Long> seed) {
        return new SampleLine(task.id(), sample, seed);
    }

    /// The level, where the task has levels.
    Optional<Integer> level() {
        return Optional.ofNullable(sample.metadata().get(LEVEL)).map(Integer::valueOf);
    }

    /// The last message: in almost every task the only one.
    String question() {
        return sample.input().getLast().text();
    }

    /// One line of JSON in ASCII, without its end: `task`, `sample`, `seed` and `level` where there are any, the messages of `input`, and the `target`.
    String json() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("task", task);
        line.put("sample", sample.id());
        seed.ifPresent(value -> line.put("seed", value));
        level().ifPresent(value -> line.put(LEVEL, value));
        var input = line.putArray("input");
        for (Message message : sample.input()) {
            input.addObject().put("role", role(message)).put("text", message.text());
        }
        target(line.putObject("target"));
        return JSON.writeValueAsString(line);
    }

    private static String role(Message message) {
        return switch (message) {
            case Message.System _ -> "system";
            case Message.User _ -> "user";
            case Message.Assistant _ -> "assistant";
            case Message.Tool _ -> "tool";
        };
    }

    private void target(ObjectNode node) {
        switch (sample.target()) {
            case Target.Text(var accepted) -> {
                node.put("kind", "text");
                accepted.forEach(node.putArray("accepted")::add);
            }
            case Target.Choice(String label, var options) -> {
                node.put("kind", "choice").put("label", label);
                options.forEach(node.putObject("options")::put);
            }
            case Target.Expression(String text) -> node.put("kind", "expression").put("text", text);
            case Target.Fields(var values) -> {
                node.put("kind", "fields");
                values.forEach(node.putObject("values")::put);
            }
            case Target.Program(String language, String checks) -> node.put("kind", "program").put("language", language).put("checks", checks);
        }
    }
}
