package dev.assay.runners.model;

import dev.assay.core.model.Reasoning;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import dev.assay.runners.model.ContractRig.Told;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The forms in which an answer of the chat dialect comes, as the servers that speak it write them, for tests.
final class ChatTold {

    private static final String USAGE = "{\"prompt_tokens\":10,\"completion_tokens\":20,\"total_tokens\":30}";
    private static final Usage COUNTED = Usage.reported(10, 20, Optional.empty());

    private ChatTold() {
    }

    /// All of them.
    static List<Told> all() {
        List<Told> all = new ArrayList<>(stops());
        all.addAll(thoughts());
        all.addAll(countings());
        return all;
    }

    private static List<Told> stops() {
        return List.of(
            told("length", "5", Reasoning.none(), StopReason.LENGTH, COUNTED, "{'content':'5'}", "length", USAGE, "{'content':'5'}"),
            told("length of the model", "5", Reasoning.none(), StopReason.LENGTH, COUNTED, "{'content':'5'}", "model_length", USAGE, "{'content':'5'}"),
            told("filter", "half", Reasoning.none(), StopReason.REFUSED, COUNTED, "{'content':'half'}", "content_filter", USAGE, "{'content':'ha'}",
                "{'content':'lf'}"),
            told("refusal", "", Reasoning.none(), StopReason.REFUSED, COUNTED, "{'content':null,'refusal':'I cannot.'}", "stop", USAGE, "{'refusal':'I '}",
                "{'refusal':'cannot.'}"),
            told("an unknown reason", "5", Reasoning.none(), StopReason.UNKNOWN, COUNTED, "{'content':'5'}", "moonshine", USAGE, "{'content':'5'}"),
            told("no text at all", "", Reasoning.none(), StopReason.NATURAL, COUNTED, "{'content':''}", "stop", USAGE, "{'content':''}"));
    }

    private static List<Told> thoughts() {
        Reasoning thought = Reasoning.full("hm 7");
        return List.of(
            answered("reasoning_content", thought, "{'reasoning_content':'hm 7','content':'5'}", "{'reasoning_content':'hm '}",
                "{'reasoning_content':'7','content':null}", "{'content':'5'}"),
            answered("reasoning", thought, "{'reasoning':'hm 7','content':'5'}", "{'reasoning':'hm '}", "{'reasoning':'7'}", "{'content':'5'}"),
            answered("both, alike", thought, "{'reasoning_content':'hm 7','reasoning':'hm 7','content':'5'}",
                "{'reasoning_content':'hm 7','reasoning':'hm 7'}", "{'content':'5'}"),
            answered("thinking", thought, "{'thinking':'hm 7','content':'5'}", "{'thinking':'hm '}", "{'thinking':'7'}", "{'content':'5'}"),
            answered("reasoning.text", thought, "{'reasoning_details':[{'type':'reasoning.text','text':'hm 7','signature':'x','index':0}],'content':'5'}",
                "{'reasoning_details':[{'type':'reasoning.text','text':'hm ','index':0}]}",
                "{'reasoning_details':[{'type':'reasoning.text','text':'7','signature':'x','index':0}]}", "{'content':'5'}"),
            answered("reasoning.summary", Reasoning.of(Optional.empty(), Optional.of("Adding."), Optional.of("b64=="), Optional.empty()),
                "{'reasoning':'Adding.','reasoning_details':[{'type':'reasoning.summary','summary':'Adding.','index':0},"
                    + "{'type':'reasoning.encrypted','data':'b64==','index':1}],'content':'5'}",
                "{'reasoning':'Add','reasoning_details':[{'type':'reasoning.summary','summary':'Add','index':0}]}",
                "{'reasoning':'ing.','reasoning_details':[{'type':'reasoning.summary','summary':'ing.','index':0}]}",
                "{'reasoning_details':[{'type':'reasoning.encrypted','data':'b64==','index':1}],'content':'5'}"),
            answered("reasoning.encrypted", Reasoning.of(Optional.empty(), Optional.empty(), Optional.of("b64=="), Optional.empty()),
                "{'reasoning_details':[{'type':'reasoning.encrypted','data':'b64=='}],'content':'5'}",
                "{'reasoning_details':[{'type':'reasoning.encrypted','data':'b64=='}]}", "{'content':'5'}"),
            answered("parts", thought, "{'content':[{'type':'thinking','thinking':[{'type':'text','text':'hm 7'}]},{'type':'text','text':'5'}]}",
                "{'content':[{'type':'thinking','thinking':[{'type':'text','text':'hm '}]}]}",
                "{'content':[{'type':'thinking','thinking':[{'type':'text','text':'7'}]}]}", "{'content':'5'}"),
            answered("tags", Reasoning.none(), "{'content':'<think>7</think>5'}", List.of("{'content':'<think>7'}", "{'content':'</think>5'}"),
                "<think>7</think>5"));
    }

    private static List<Told> countings() {
        return List.of(
            counted("cached inside", new Usage(Optional.of(36L), Optional.of(64L), Optional.empty(), Optional.of(20L), Optional.of(15L),
                Usage.Origin.REPORTED),
                "{'prompt_tokens':100,'completion_tokens':20,'total_tokens':120,'prompt_tokens_details':{'cached_tokens':64},"
                    + "'completion_tokens_details':{'reasoning_tokens':15}}",
                15L),
            counted("hits and misses", new Usage(Optional.of(76L), Optional.of(320L), Optional.empty(), Optional.of(460L), Optional.empty(),
                Usage.Origin.REPORTED),
                "{'prompt_tokens':396,'completion_tokens':460,'total_tokens':856,'prompt_cache_hit_tokens':320,"
                    + "'prompt_cache_miss_tokens':76}",
                null),
            counted("reasoning outside the output", Usage.reported(10, 35, Optional.of(30L)),
                "{'prompt_tokens':10,'completion_tokens':5,'total_tokens':45,'completion_tokens_details':{'reasoning_tokens':30}}", 30L),
            counted("no usage", Usage.unknown(), "", null));
    }

    private static Told counted(String what, Usage usage, String json, @Nullable Long reasoning) {
        Reasoning hidden = Reasoning.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.ofNullable(reasoning));
        return told(what, "5", hidden, StopReason.NATURAL, usage, "{'content':'5'}", "stop", json, "{'content':'5'}");
    }

    private static Told answered(String what, Reasoning reasoning, String message, String... deltas) {
        return answered(what, reasoning, message, Arrays.asList(deltas), "5");
    }

    private static Told answered(String what, Reasoning reasoning, String message, List<String> deltas, String text) {
        return told(what, text, reasoning, StopReason.NATURAL, COUNTED, message, "stop", USAGE, deltas.toArray(String[]::new));
    }

    private static Told told(String what, String text, Reasoning reasoning, StopReason stop, Usage usage, String message, String finish, String counts,
        String... deltas) {
        String count = counts.isEmpty() ? "" : ",'usage':" + counts;
        List<String> events = new ArrayList<>();
        for (String delta : deltas) {
            events.add(json("{'model':'test-model','choices':[{'index':0,'delta':" + delta + ",'finish_reason':null}]}"));
        }
        events.add(json("{'model':'test-model','choices':[{'index':0,'delta':{},'finish_reason':'" + finish + "'}]}"));
        if (!counts.isEmpty()) {
            events.add(json("{'model':'test-model','choices':[]" + count + "}"));
        }
        events.add("[DONE]");
        String whole = "{'model':'test-model','choices':[{'index':0,'message':" + message + ",'finish_reason':'" + finish + "'}]" + count + "}";
        return new Told(what, text, reasoning, stop, usage, json(whole), events);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
