package dev.assay.suites.answer;

/// Where in a text an answer was found; an earlier tier says more clearly that it is meant as the answer.
enum Tier {
    /// A typed field: an answer tag, a box token, or the field `answer` of a closing JSON object.
    T1(Confidence.HIGH),
    /// A `\boxed{…}`.
    T2(Confidence.HIGH),
    /// A final line, such as `Final answer: 7` or `#### 7`.
    T3(Confidence.HIGH),
    /// A phrase, such as `the answer is 7`.
    T4(Confidence.MEDIUM),
    /// The whole text.
    T5(Confidence.MEDIUM),
    /// The last formula of the last sentence that has one.
    T6(Confidence.MEDIUM),
    /// The last number of the last sentence that has one.
    T7(Confidence.LOW);

    /// How sure it is that the text found is meant as the answer.
    enum Confidence {
        /// It is marked as the answer.
        HIGH,
        /// It reads like the answer.
        MEDIUM,
        /// Nothing better stood there.
        LOW
    }

    private final Confidence confidence;

    Tier(Confidence confidence) {
        this.confidence = confidence;
    }

    Confidence confidence() {
        return confidence;
    }
}
