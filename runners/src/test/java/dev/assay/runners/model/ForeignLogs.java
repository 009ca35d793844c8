package dev.assay.runners.model;

import dev.assay.runners.model.archive.ZipFixture;

/// One log of each foreign format, made by hand.
final class ForeignLogs {

    static final String PLAIN = """
        {"sample": "0", "question": "What is 6 times 7?", "target": "42", "output": "Final answer: 42", "verdict": true, "model": "vllm/tiny"}
        {"sample": "1", "question": "What is 3 plus 4?", "target": 7, "output": "<think>3 and 4", "verdict": 0.5}
        {"sample": "1", "epoch": 2, "question": "What is 3 plus 4?", "target": 7, "output": "7", "stop": "stop", "usage": {"output": 3}}
        """;

    static final String LM_EVAL = """
        {"doc_id": 0, "doc": {"question": "Two hens lay 3 eggs each. How many?", "answer": "2*3=6\\n#### 6"}, "target": "2*3=6\\n#### 6", "arguments": \
        {"gen_args_0": {"arg_0": "Question: Two hens lay 3 eggs each. How many?\\nAnswer:", "arg_1": {"until": ["Q:"]}}}, "resps": [["They lay 6. #### 6"]], \
        "filtered_resps": ["6"], "filter": "strict-match", "metrics": ["exact_match"], "doc_hash": "a", "prompt_hash": "b", "target_hash": "c", "exact_match": 1.0}
        {"doc_id": 1, "doc": {"question": "A dog has 4 legs. Two dogs?", "answer": "#### 8"}, "target": "#### 8", "arguments": \
        [["Question: A dog has 4 legs. Two dogs?\\nAnswer:", {"until": []}]], "resps": [["The answer is $8."]], "filtered_resps": ["[invalid]"], \
        "filter": "strict-match", "metrics": ["exact_match"], "exact_match": 0.0}
        {"doc_id": 0, "doc": {"question": "Two hens lay 3 eggs each. How many?"}, "target": "#### 6", "arguments": {}, "resps": [["They lay 6. #### 6"]], \
        "filtered_resps": ["6"], "filter": "flexible-extract", "metrics": ["exact_match"], "exact_match": 1.0}
        {"doc_id": 1, "doc": {"question": "A dog has 4 legs. Two dogs?"}, "target": "#### 8", "arguments": {}, "resps": [["The answer is $8."]], \
        "filtered_resps": ["8"], "filter": "flexible-extract", "metrics": ["exact_match"], "exact_match": 1.0, "perplexity": NaN}
        """;

    static final String LM_EVAL_CHOICES = """
        {"doc_id": 3, "doc": {"query": "The sky is"}, "target": "1", "arguments": [["The sky is", " green"], ["The sky is", " blue"]], \
        "resps": [[["-9.25", "False"]], [["-1.5", "True"]]], "filtered_resps": [["-9.25", "False"], ["-1.5", "True"]], "acc": 1.0, "acc_norm": 0.0}
        """;

    static final String INSPECT_HEADER = """
        {"version": 2, "status": "success", "eval": {"task": "arith", "model": "openai/gpt-tiny", "packages": {"inspect_ai": "0.3.210"}}}
        """;

    static final String INSPECT_SAMPLE = """
        {"id": 7, "epoch": 1, "input": "attachment://0a", "target": "9", "metadata": {"level": 2, "tags": ["x"]},
         "messages": [{"role": "system", "content": "Be brief."}, 0, {"role": "assistant", "content": "9"}],
         "message_pool": [{"role": "user", "content": "attachment://0a"}],
         "output": {"model": "gpt-tiny-1", "choices": [{"message": {"role": "assistant", "content":
           [{"type": "reasoning", "reasoning": "5 and 4."}, {"type": "text", "text": "Final answer: 9"}]}, "stop_reason": "stop"}],
           "usage": {"input_tokens": 11, "output_tokens": 20, "reasoning_tokens": 12, "total_tokens": 31}},
         "scores": {"match": {"value": "C", "answer": "9"}, "judge": {"value": {"clear": 0.25, "kind": "odd"}}},
         "attachments": {"0a": "What is 5 plus 4?"}}
        """;

    static final String INSPECT_CUT = """
        {"id": 7, "epoch": 2, "input": "What is 5 plus 4?", "target": "9",
         "output": {"choices": [{"message": {"role": "assistant", "content": "It is"}, "stop_reason": "max_tokens"}]},
         "scores": {"match": {"value": "I"}}}
        """;

    static final String INSPECT_CHOICE = """
        {"id": "q-2", "epoch": 1, "input": [{"role": "user", "content": "Which is a fruit?"}], "choices": ["stone", "pear"], "target": "B",
         "output": {"choices": [{"message": {"role": "assistant", "content": "ANSWER: B"}, "stop_reason": "stop"}]}, "scores": {"choice": {"value": 1}}}
        """;

    static final String INSPECT_ERROR = """
        {"id": "q-3", "epoch": 1, "input": "Why?", "target": "x", "output": {"choices": []}, "error": {"message": "RateLimitError: slow down"}}
        """;

    static final String ZERO_EVAL = """
        [{"id": "arith#0", "question": "What is 2 plus 2?", "answer": "# 4", "output": ["{\\"reasoning\\": \\"easy\\", \\"answer\\": \\"4\\"}"], "generator": "openai/tiny"},
         {"id": "arith#1", "question": "What is 2 plus 3?", "answer": "# 5", "output": ["API Error: overloaded"], "generator": "openai/tiny"},
         {"id": "arith#2", "question": "What is 2 plus 4?", "answer": "# 6", "output": [""], "generator": "openai/tiny"}]
        """;

    static final String LIVE_CODE_BENCH = """
        [{"question_id": "abc301_a", "contest_date": "2023-05-13T00:00:00", "difficulty": "easy", "question_content": "Print the winner.",
          "output_list": ["```python\\nprint('A')\\n```", "no idea"], "code_list": ["print('A')", ""], "graded_list": [true, false], "pass@1": 0.5},
         {"question_id": 42, "difficulty": "hard", "output_list": ["```python\\nprint(1)\\n```"], "code_list": ["print(1)"], "graded_list": [false]}]
        """;

    static final String FAREL = """
        [{'role': 'user', 'content': "Given:\\n* Ann is Bo's parent.\\nWho is Bo to Ann?\\n1. Bo is Ann's child.\\n2. Bo is Ann's parent.\\nUse <ANSWER>1</ANSWER>."}]
        Bo is the child: <ANSWER>1</ANSWER>
        [{'role': 'user', 'content': 'Given:\\n* Cy is "Di"\\'s parent.\\n1. Child.\\n2. Parent.'}]
        I think <ANSWER>1</ANSWER>, no:

        \\boxed{2}
        child: 100.00 (C: 1, I: 0, M: 0 A: 1)
        parent: 0.00 (C: 0, I: 1, M: 0 A: 1)
        """;

    private ForeignLogs() {
    }

    /// The same samples in one object.
    static String inspectJson() {
        String header = INSPECT_HEADER.strip();
        return header.substring(0, header.length() - 1) + ", \"samples\": [" + String.join(",", INSPECT_SAMPLE, INSPECT_CUT, INSPECT_CHOICE, INSPECT_ERROR)
            + "]}";
    }

    /// The same samples in an archive.
    ///
    /// @param method how its entries are packed
    static byte[] inspectArchive(int method) {
        return ZipFixture.zip().with("_journal/start.json", method, INSPECT_HEADER).with("samples/7_epoch_1.json", method, INSPECT_SAMPLE)
            .with("samples/7_epoch_2.json", method, INSPECT_CUT).with("samples/../../q-2_epoch_1.json", method, INSPECT_CHOICE)
            .with("samples/q-3_epoch_1.json", method, INSPECT_ERROR).with("summaries.json", method, "[]").with("header.json", method, INSPECT_HEADER).bytes();
    }
}
