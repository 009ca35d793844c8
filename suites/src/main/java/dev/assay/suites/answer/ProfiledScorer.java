package dev.assay.suites.answer;

import dev.assay.core.scorer.Scorer;
import dev.assay.core.task.Task;
import java.util.List;

/// A scorer that judges under one of several named profiles, such as `standard` or `strict`. Name and hash of the profile stand in the
/// details `profile` and `profileHash` of each of its scores.
public interface ProfiledScorer extends Scorer {

    /// The detail of a score that names the profile.
    String PROFILE = "profile";
    /// The detail of a score that holds the profile's hash.
    String PROFILE_HASH = "profileHash";

    /// The same scorer under another profile.
    ///
    /// @throws IllegalArgumentException if there is no profile of that name; the message lists those there are
    ProfiledScorer under(String profile);

    /// The same tasks, every scorer that has profiles under this one.
    ///
    /// @throws IllegalArgumentException if no scorer of the tasks has profiles, or there is none of that name
    static List<Task> under(List<Task> tasks, String profile) {
        if (tasks.stream().flatMap(task -> task.scorers().stream()).noneMatch(ProfiledScorer.class::isInstance)) {
            throw new IllegalArgumentException("No scorer of " + String.join(", ", tasks.stream().map(Task::id).toList())
                + " has profiles.  Leave the profile out.");
        }
        return tasks.stream().map(task -> new Task(task.id(), task.version(), task.dataset(), task.solver(),
            task.scorers().stream().map(scorer -> scorer instanceof ProfiledScorer profiled ? profiled.under(profile) : scorer).toList(), task.epochs()))
            .toList();
    }
}
