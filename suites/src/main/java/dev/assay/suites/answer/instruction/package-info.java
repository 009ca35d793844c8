/// Checks of verifiable instructions, such as "answer without a comma"; start at [dev.assay.suites.answer.instruction.InstructionScorer].
///
/// The checks are those of Zhou et al., Instruction-Following Evaluation for Large Language Models, arXiv:2311.07911, written anew. Patterns of
/// the published rules are worked by scanners that read a text once, so that no text makes them slow.
@NullMarked
package dev.assay.suites.answer.instruction;

import org.jspecify.annotations.NullMarked;
