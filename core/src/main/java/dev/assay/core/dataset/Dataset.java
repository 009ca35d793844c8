package dev.assay.core.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Samples with their origin.
///
/// @param name what it is called
/// @param revision the pinned revision, or the generator's version and seed
/// @param sha256 the digest of the file, or of the generated samples: 64 lower-case hexadecimal digits
/// @param licence its licence, as an SPDX identifier where there is one
/// @param samples in the order of the file; ids are unique
public record Dataset(String name, String revision, String sha256, String licence, List<Sample> samples) {

    public Dataset {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("The digest of dataset " + name + " is not 64 hexadecimal digits: " + sha256);
        }
        samples = List.copyOf(samples);
        Set<String> ids = HashSet.newHashSet(samples.size());
        for (Sample sample : samples) {
            if (!ids.add(sample.id())) {
                throw new IllegalArgumentException("Dataset " + name + " has two samples with id " + sample.id() + ".");
            }
        }
    }

    /// The same dataset with some of its samples.
    public Dataset withSamples(List<Sample> some) {
        return new Dataset(name, revision, sha256, licence, some);
    }
}
