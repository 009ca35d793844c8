package dev.assay.runners.model.llama;

import java.util.List;

/// Writes messages as the JSON that llama.cpp's chat templates read.
///
/// By hand, because the child's class path should hold nothing but what it needs.
final class ChatJson {

    private ChatJson() {
    }

    /// `{"messages":[{"role":...,"content":...},...]}`
    static String of(List<String> roles, List<String> texts) {
        StringBuilder json = new StringBuilder("{\"messages\":[");
        for (int i = 0; i < roles.size(); i++) {
            json.append(i == 0 ? "" : ",").append("{\"role\":");
            quote(json, roles.get(i));
            json.append(",\"content\":");
            quote(json, texts.get(i));
            json.append('}');
        }
        return json.append("]}").toString();
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || c == 0x7f) {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
