package dev.assay.runners.model;

import java.util.List;

/// What was found at a place where a model server could run.
public sealed interface Sighting {

    /// Where it was found.
    ServerPlace place();

    /// A server that was recognised.
    ///
    /// @param preset which one it is, whatever is usual at that place
    /// @param models the first of its models, under names by which they can be asked; at most [LocalServers#MOST_MODELS]
    /// @param more how many models it serves beside these, or under names that nobody can type
    record Serving(ServerPlace place, Preset preset, List<ServedModel> models, int more) implements Sighting {
        public Serving {
            models = List.copyOf(models);
        }

        /// How many models it serves.
        public int count() {
            return models.size() + more;
        }
    }

    /// A model that a server serves.
    ///
    /// @param name as the server spells it; hostile, though it holds no space and no control character
    /// @param ref the same for `--model`: `ollama/qwen3:8b`, with the address where the provider would be looked for elsewhere
    record ServedModel(String name, String ref) {
    }

    /// Something that says in JSON that it wants a key. None is sent.
    record Locked(ServerPlace place) implements Sighting {
    }

    /// Something that did not say in time what it serves.
    record Mute(ServerPlace place) implements Sighting {
    }

    /// Something that is no model server, or none that is known.
    record Stranger(ServerPlace place) implements Sighting {
    }

    /// Nothing listens there.
    record Nobody(ServerPlace place) implements Sighting {
    }
}
