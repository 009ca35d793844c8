package dev.assay.reports.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The contrast of the page's colours, computed as WCAG 2.2 defines it.
class PaletteTest {

    private static final Pattern BLOCK = Pattern.compile(":root \\{([^}]*)}");
    private static final Pattern COLOUR = Pattern.compile("--([a-z]+): #([0-9a-f]{6});");

    @Test
    void everyTextHasAContrastOfAtLeastFourAndAHalfInEveryTheme() {
        List<Map<String, Integer>> themes = themes();

        assertThat(themes).hasSize(3);
        for (Map<String, Integer> theme : themes) {
            for (String ground : List.of("ground", "panel")) {
                for (String ink : List.of("ink", "quiet", "accent", "right", "wrong", "warning")) {
                    assertThat(contrast(theme.get(ink), theme.get(ground))).as(ink + " on " + ground).isGreaterThanOrEqualTo(4.5);
                }
            }
        }
    }

    @Test
    void theIntervalsEndsAndTheTruthAreSeenOnTheirBand() {
        for (Map<String, Integer> theme : themes()) {
            assertThat(contrast(theme.get("accent"), theme.get("band"))).isGreaterThanOrEqualTo(3);
            assertThat(contrast(theme.get("warning"), theme.get("band"))).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void blackOnWhiteIsTwentyOne() {
        assertThat(contrast(0x000000, 0xffffff)).isEqualTo(21);
    }

    private static List<Map<String, Integer>> themes() {
        List<Map<String, Integer>> themes = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(HtmlReport.stylesheet());
        while (blocks.find()) {
            Map<String, Integer> theme = new HashMap<>();
            Matcher colours = COLOUR.matcher(blocks.group(1));
            while (colours.find()) {
                theme.put(colours.group(1), Integer.parseInt(colours.group(2), 16));
            }
            themes.add(theme);
        }
        return themes;
    }

    private static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * channel(rgb >> 16 & 0xff) + 0.7152 * channel(rgb >> 8 & 0xff) + 0.0722 * channel(rgb & 0xff);
    }

    private static double channel(int value) {
        double c = value / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
