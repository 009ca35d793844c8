package dev.assay.runners.model;

import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTest {

    private final Secrets secrets = new Secrets();

    @Test
    void aSecretPrintsAsStars() {
        assertThat(new Secret("sk-canary")).hasToString("***");
    }

    @Test
    void everyKnownValueIsReplacedTheLongerOneFirst() {
        secrets.add("abcd");
        secrets.add("abcd-efgh");

        assertThat(secrets.scrub("x abcd-efgh y abcd z")).isEqualTo("x *** y *** z");
        assertThat(secrets.scrub(Optional.of("abcd"))).contains("***");
    }

    @Test
    void aValueIsFoundInsideJson() {
        secrets.add("pa\"ss\\word");

        assertThat(secrets.scrub("{\"k\":\"pa\\\"ss\\\\word\"}")).isEqualTo("{\"k\":\"***\"}");
    }

    @Test
    void whatIsTooShortToBeASecretStays() {
        secrets.add("abc");
        secrets.add("  ");

        assertThat(secrets.scrub("abc  def")).isEqualTo("abc  def");
    }
}
