package dev.assay.core.run;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.scorer.ScorerRef;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where a run comes from: what is needed to repeat it and to trust it.
///
/// @param harness the version of Assay
/// @param commit the commit of Assay, if known
/// @param jvm vendor and version of the Java machine
/// @param host operating system and architecture; never a host name
/// @param start when the run began
/// @param tasks what was asked, exactly
/// @param origin the foreign log, if the run was imported
/// @param models what is known of each model, by its reference, such as `invented` with its true ability
/// @param boxes where models' programs ran; empty if none did, or if the run is from before this was kept
public record Provenance(String harness, Optional<String> commit, String jvm, String host, Instant start, List<TaskOrigin> tasks, Optional<Origin> origin,
    SortedMap<String, SortedMap<String, String>> models, Optional<Boxes> boxes) {

    public Provenance {
        tasks = List.copyOf(tasks);
        SortedMap<String, SortedMap<String, String>> copy = new TreeMap<>();
        models.forEach((model, facts) -> copy.put(model, Collections.unmodifiableSortedMap(new TreeMap<>(facts))));
        models = Collections.unmodifiableSortedMap(copy);
    }

    /// A run in which no programs ran.
    public Provenance(String harness, Optional<String> commit, String jvm, String host, Instant start, List<TaskOrigin> tasks, Optional<Origin> origin,
        SortedMap<String, SortedMap<String, String>> models) {
        this(harness, commit, jvm, host, start, tasks, origin, models, Optional.empty());
    }

    /// Where models' programs ran.
    ///
    /// @param id the back end, such as `bwrap`
    /// @param isolation how well it isolates; `NONE` for programs that ran with the rights of whoever started the run
    /// @param policy the digest of everything that decided what a program may do
    /// @param version what the back end is made of, if that is known
    /// @param passedOver why stronger back ends were not taken, one sentence each
    public record Boxes(String id, Isolation isolation, String policy, Optional<String> version, List<String> passedOver) {
        public Boxes {
            passedOver = List.copyOf(passedOver);
        }

        /// Back end and isolation, as people read it.
        public String text() {
            return isolation == Isolation.NONE
                ? "no box at all, with the rights of whoever started the run (isolation NONE)"
                : id + " (isolation " + isolation + version.map(text -> ", " + text).orElse("") + ", policy " + policy + ")";
        }
    }

    /// What one task asked.
    ///
    /// @param id the task's id
    /// @param version the task's version
    /// @param dataset the dataset's name
    /// @param revision the dataset's revision
    /// @param sha256 the dataset's digest
    /// @param licence the dataset's licence
    /// @param samples how many samples were selected
    /// @param epochs how often each is asked
    /// @param scorers who judges; the first one gives the task's score
    /// @param profiles by a scorer's `name/version`, the profile it judged under when the run began: its name and the hash of its tables,
    ///     such as `standard sha256:9f0c…`; a scorer without tables has none, nor has a run from before they were kept
    public record TaskOrigin(String id, String version, String dataset, String revision, String sha256, String licence, int samples, int epochs,
        List<ScorerRef> scorers, SortedMap<String, String> profiles) {
        public TaskOrigin {
            scorers = List.copyOf(scorers);
            profiles = Collections.unmodifiableSortedMap(new TreeMap<>(profiles));
        }

        /// What one task asked, of whose scorers no profiles are known.
        public TaskOrigin(String id, String version, String dataset, String revision, String sha256, String licence, int samples, int epochs,
            List<ScorerRef> scorers) {
            this(id, version, dataset, revision, sha256, licence, samples, epochs, scorers, Collections.emptySortedMap());
        }
    }

    /// Another harness's log.
    ///
    /// @param format its format, such as `zeroeval`
    /// @param version the version of the harness that wrote it, as far as the log says
    /// @param file its file name, without folders
    /// @param sha256 its digest
    public record Origin(String format, Optional<String> version, String file, String sha256) {

        /// A log that does not say which version wrote it.
        public Origin(String format, String file, String sha256) {
            this(format, Optional.empty(), file, sha256);
        }

        /// Format and version, as people read it.
        public String name() {
            return version.map(v -> format + " " + v).orElse(format);
        }
    }
}
