package dev.assay.suites.answer;

import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class CodeFinderTest {

    private static Optional<String> python(String text) {
        return CodeFinder.find(text, "python").map(CodeFinder.Code::text);
    }

    @Test
    void theLastClosedFenceOfTheLanguageWins() {
        assertThat(python("```python\na = 1\n```\ntext\n```py\na = 2\n```\n```bash\nls\n```")).contains("a = 2");
    }

    @Test
    void backTicksInsideALineCloseNothing() {
        assertThat(python("```python\ns = \"```\"\nprint(s)\n```")).contains("s = \"```\"\nprint(s)");
    }

    @Test
    void aLongerFenceIsClosedByOneAsLong() {
        assertThat(python("````python\n```\nx = 1\n````")).contains("```\nx = 1");
    }

    @Test
    void theIndentOfAFenceIsTakenFromItsLines() {
        assertThat(python("1. Do this:\n   ```python\n   def f():\n       return 1\n   ```")).contains("def f():\n    return 1");
    }

    @Test
    void aFenceWithoutALabelServesWhereNoneHasIt() {
        assertThat(CodeFinder.find("```\nx = 1\n```", "python")).hasValueSatisfying(code -> assertThat(code.flags()).containsExactly("UNLABELLED"));
        assertThat(python("```\n>>> x\n1\n```")).isEmpty();
    }

    @Test
    void anUnclosedFenceRunsToTheEndAndSaysSo() {
        assertThat(CodeFinder.find("```python\nx = 1\n", "python")).hasValueSatisfying(code -> {
            assertThat(code.text()).isEqualTo("x = 1");
            assertThat(code.flags()).containsExactly("TRUNCATED");
        });
    }

    @Test
    void aTextThatStartsLikeTheLanguageIsTheProgram() {
        assertThat(CodeFinder.find("public class A {}", "java")).hasValueSatisfying(code -> assertThat(code.flags()).containsExactly("NO_FENCE"));
        assertThat(CodeFinder.find("Sure, here you go.", "java")).isEmpty();
    }

    @Test
    void codeInsideALineIsNone() {
        assertThat(python("Use `x=1` inline, or ```x=2``` too")).isEmpty();
    }

    @Test
    void fourMillionCharactersOfFencesAreReadInOnePass() {
        assertThat(python("```\n".repeat(1_000_000) + "```python\nx = 1\n```")).isNotNull();
        assertThat(python("`".repeat(4_000_000))).isEmpty();
    }
}
