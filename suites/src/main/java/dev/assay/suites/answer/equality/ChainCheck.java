package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import dev.assay.suites.answer.expression.Work;
import dev.assay.suites.answer.expression.WorkSpent;
import java.util.ArrayList;
import java.util.List;

/// Finds chains such as `x = 5 = 6` whose members cannot all be equal.
final class ChainCheck {

    /// The flag of an answer with such a chain in it; its last value counts all the same.
    static final String INCONSISTENT = "INCONSISTENT_CHAIN";

    private ChainCheck() {
    }

    /// Whether two neighbouring constants of one chain of equalities are proven different. What is not decided is no inconsistency, nor is
    /// an approximation.
    static boolean isInconsistent(Answer answer, Work work) {
        try {
            return switch (answer) {
                case Answer.Chain chain -> differs(chain, new Engine(work));
                case Answer.Listing listing -> listing.items().stream().anyMatch(item -> isInconsistent(item, work));
                default -> false;
            };
        } catch (WorkSpent | Uninformative e) {
            return false;
        }
    }

    private static boolean differs(Answer.Chain chain, Engine engine) {
        List<Answer.Value> constants = new ArrayList<>();
        for (int i = 0; i < chain.members().size(); i++) {
            if (i > 0 && chain.relations().get(i - 1) != Relator.EQUAL) {
                break;
            }
            if (chain.members().get(i) instanceof Answer.Value value && Names.of(engine.work(), value).isEmpty() && isNumber(value)) {
                constants.add(value);
            }
        }
        for (int i = 1; i < constants.size(); i++) {
            if (engine.compare(constants.get(i - 1), constants.get(i)).kind() == Outcome.Kind.DIFFERENT) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNumber(Answer.Value value) {
        return switch (value) {
            case Answer.Literal _,Answer.Constant _,Answer.Sum _,Answer.Product _,Answer.Quotient _,Answer.Negative _,Answer.Power _,Answer.Root _,Answer.Call _ ->
                true;
            default -> false;
        };
    }
}
