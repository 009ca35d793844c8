package dev.assay.suites.answer.equality;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProfileTest {

    @Test
    void everyProfileIsFoundByItsName() {
        for (Profile profile : Profile.all()) {
            assertThat(Profile.named(profile.name())).contains(profile);
        }
        assertThat(Profile.named("generous")).isEmpty();
    }

    @Test
    void hashesTellProfilesAndTablesApart() {
        Set<String> hashes = new HashSet<>();
        for (Profile profile : Profile.all()) {
            assertThat(hashes.add(profile.hash())).isTrue();
            assertThat(hashes.add(profile.hash("a table"))).isTrue();
            assertThat(profile.hash()).matches("sha256:[0-9a-f]{64}").isEqualTo(profile.hash());
        }
        assertThat(Profile.STANDARD.hash("ab", "c")).isNotEqualTo(Profile.STANDARD.hash("a", "bc"));
    }

    /// A change here changes what earlier results mean: give the scorer a new version with it.
    @Test
    void theStandardDecisionsAreTheseOnes() {
        assertThat(Profile.STANDARD.canonical()).isEqualTo("{\"ambiguous\":\"ACCEPT\",\"decimals\":\"ROUNDED\",\"form\":\"ACCEPT\",\"name\":\"standard\","
            + "\"percent\":\"EITHER\",\"repairs\":\"ACCEPT\",\"solved\":\"EITHER\",\"spans\":\"ACCEPT\",\"thought\":\"REJECT\",\"unclosedBox\":\"ACCEPT\","
            + "\"unitConflict\":\"REJECT\",\"units\":\"ACCEPT\",\"words\":\"GROUPS\",\"writing\":\"MEANT\"}");
    }

    @Test
    void aHashDoesNotDependOnTheLocale() {
        String before = Profile.LENIENT.hash();
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr", "TR"));
            assertThat(Profile.LENIENT.hash()).isEqualTo(before);
        } finally {
            Locale.setDefault(usual);
        }
    }
}
