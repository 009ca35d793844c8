package dev.assay.core.model;

/// One message of a conversation.
public sealed interface Message {

    /// The text of the message, without any reasoning.
    String text();

    /// Instructions that stand above the conversation.
    record System(String text) implements Message {
    }

    /// What the user says: usually the question of a sample.
    record User(String text) implements Message {
    }

    /// What a model said.
    ///
    /// @param text the answer as it came; inline thought tags are still in it
    /// @param reasoning the thought that came in a field of its own
    record Assistant(String text, Reasoning reasoning) implements Message {

        /// An answer without any sign of reasoning.
        public static Assistant of(String text) {
            return new Assistant(text, Reasoning.none());
        }
    }

    /// The result of a tool that the model called.
    ///
    /// @param callId the provider's id of the call that this answers
    record Tool(String callId, String text) implements Message {
    }
}
