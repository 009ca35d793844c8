package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Role;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/// The free workers of each role, by number. The one that was free last goes first, because it is warm.
///
/// Safe for many threads: the deques are.
final class Workers {

    private final Map<Role, BlockingDeque<Integer>> free = new EnumMap<>(Role.class);

    /// @param count how many of each role
    Workers(int count) {
        Deque<Integer> all = new ArrayDeque<>();
        for (int number = 0; number < count; number++) {
            all.add(number);
        }
        for (Role role : Role.values()) {
            free.put(role, new LinkedBlockingDeque<>(all));
        }
    }

    /// Waits for a free worker.
    int take(Role role) throws InterruptedException {
        return of(role).takeFirst();
    }

    /// Gives one back.
    void put(Role role, int number) {
        of(role).addFirst(number);
    }

    private BlockingDeque<Integer> of(Role role) {
        BlockingDeque<Integer> workers = free.get(role);
        if (workers == null) {
            throw new IllegalStateException("No worker has the role " + role + ".");
        }
        return workers;
    }
}
