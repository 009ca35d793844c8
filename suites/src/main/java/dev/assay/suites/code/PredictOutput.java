package dev.assay.suites.code;

import dev.assay.core.dataset.Target;
import dev.assay.suites.code.Python.Statement;
import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.Family;
import dev.assay.suites.generated.Question;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Small Python programs: tell the one line that each prints.
///
/// A program is a row of blocks, each of which reads variables of the blocks before or declares new ones.
///
/// | level | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
/// |---|---|---|---|---|---|---|---|---|---|---|
/// | blocks | 1 | 2 | 2 | 3 | 3 | 4 | 5 | 6 | 7 | 8 |
/// | variables printed as they are | 1 | 1 | 1 | 2 | 2 | 2 | 3 | 3 | 3 | 4 |
///
/// The blocks of level 1 are loops over a list, a range or a text; from level 2 on there are also `while` loops, dictionaries that count, and single
/// operations on lists and texts; from level 4 on nested loops and loops over dictionaries; from level 5 on comprehensions; from level 6 on lists of lists; from
/// level 7 on functions, some of them recursive. Lists and ranges grow with the level. The last line prints what no block has read: the latest
/// variables as they are, what is left as one sum of numbers and lengths.
///
/// The right answer is what [PythonInterpreter] makes of the same tree that the prompt prints. A program that fails, prints more than 100 characters, an empty text or a
/// number of more than nine digits is drawn again, up to 60 times; after that the sum of a drawn list is asked for.
public final class PredictOutput implements Family {

    private static final int TRIES = 60;
    private static final int LONGEST = 100;

    /// A family without state.
    public PredictOutput() {
    }

    @Override
    public String taskId() {
        return "code/predict-output";
    }

    @Override
    public String title() {
        return "Predict what a small program prints";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Question question(int level, Draws draws) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Question> question = asked(PythonBlocks.program(level, draws));
            if (question.isPresent()) {
                return question.get();
            }
        }
        return asked(sum(draws)).orElseThrow(() -> new IllegalStateException("The sum of a short list can be printed, but this one is not."));
    }

    /// The program that is asked about when no other fits.
    static List<Statement> sum(Draws draws) {
        List<Integer> values = List.of(draws.between(10, 99), draws.between(10, 99), draws.between(10, 99));
        return List.of(Python.assign("values", Python.numbers(values)), new Statement.Print(List.of(Python.call("sum", Python.name("values")))));
    }

    private static Optional<Question> asked(List<Statement> program) {
        return output(program).filter(PredictOutput::fits).map(line -> question(Python.source(program), line));
    }

    private static Optional<String> output(List<Statement> program) {
        try {
            return Optional.of(PythonInterpreter.output(program)).filter(text -> text.endsWith("\n")).map(text -> text.substring(0, text.length() - 1));
        } catch (PythonHalt _) {
            return Optional.empty();
        }
    }

    private static boolean fits(String line) {
        return !line.isBlank() && line.equals(line.strip()) && line.length() <= LONGEST && !line.contains("\n") && !line.contains("  ")
            && !line.matches(".*[0-9]{10}.*");
    }

    private static Question question(String source, String line) {
        String prompt = "What does this Python 3 program print?\n\n```python\n" + source
            + "```\n\nWork it out without running the program. It prints one line. End your answer with a line of the form\nFinal answer: OUTPUT\nwhere OUTPUT is the printed line,"
            + " exactly as Python prints it, with nothing around it.";
        int lines = (int) source.chars().filter(each -> each == '\n').count();
        return Question.of(prompt, new Target.Text(List.of(line)), Map.of("lines", Integer.toString(lines)));
    }
}
