package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import java.util.List;
import java.util.SortedMap;

/// Samples round a bare right answer, for scorers that are asked outside a suite.
final class Samples {

    private static final String ID = "line";
    private static final String QUESTION = "-";

    private Samples() {
    }

    /// A choice; a gold that is no label of the options is an error of the person who asks.
    ///
    /// @throws IllegalArgumentException if the gold is not among the options
    static Sample choice(String gold, SortedMap<String, String> options) {
        return Sample.of(ID, QUESTION, new Target.Choice(gold, options));
    }

    static Sample text(String gold) {
        return Sample.of(ID, QUESTION, new Target.Text(List.of(gold)));
    }
}
