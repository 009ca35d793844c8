package dev.assay.suites.code.check;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The tests of a contest's problem, as LiveCodeBench writes them.
///
/// @param tests the tests, public ones first
/// @param hidden whether some of them are not in the question
public record ContestTests(Tests tests, boolean hidden) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What the starter code takes for granted; built-in names stand above what the modules bring.
    private static final String PREAMBLE = """
        import bisect, collections, copy, functools, heapq, itertools, math, operator, random, re, string, sys
        from string import *
        from re import *
        from datetime import *
        from collections import *
        from heapq import *
        from bisect import *
        from copy import *
        from math import *
        from random import *
        from itertools import *
        from functools import *
        from operator import *
        from builtins import *
        from typing import *
        """;

    /// Reads public and private tests.
    ///
    /// @param metadata JSON with `func_name` for problems whose answer is a method
    /// @throws IllegalArgumentException if they cannot be used; the message says why
    public static ContestTests read(String publicTests, String privateTests, String metadata) {
        try {
            List<JsonNode> all = new ArrayList<>();
            JSON.readTree(publicTests).forEach(all::add);
            int shown = all.size();
            JSON.readTree(privateTests).forEach(all::add);
            boolean functional = !all.isEmpty() && all.getFirst().path("testtype").asString("").equals("functional");
            for (JsonNode test : all) {
                if (!test.path("input").isString() || !test.path("output").isString()) {
                    throw new IllegalArgumentException("A test has no input or no output.");
                }
            }
            JsonNode name = JSON.readTree(metadata).path("func_name");
            return new ContestTests(functional ? calls(all, name.asString("")) : lines(all), all.size() > shown);
        } catch (JacksonException invalid) {
            throw new IllegalArgumentException("The tests are no JSON: " + invalid.getOriginalMessage(), invalid);
        }
    }

    private static StdioTests lines(List<JsonNode> all) {
        List<StdioTests.Case> cases = all.stream().map(test -> new StdioTests.Case(test.path("input").stringValue(), test.path("output").stringValue()))
            .toList();
        return new StdioTests(cases, new OutputRule.Lines());
    }

    /// Each line of an input is an argument in JSON, the output the value in JSON. A tuple counts as a list, as in the published grader.
    private static FunctionTests calls(List<JsonNode> all, String function) {
        StringBuilder source = new StringBuilder("""
            import json
            def plain(value):
                if type(value) in (list, tuple):
                    return [plain(each) for each in value]
                return value
            def expect(number, arguments, output):
                value = candidate(*[json.loads(line) for line in arguments.split("\\n") if line.strip()])
                assert plain(value) == json.loads(output), "test " + str(number)
            """);
        for (int i = 0; i < all.size(); i++) {
            source.append("expect(").append(i + 1).append(", ").append(PredictionTests.quoted(all.get(i).path("input").stringValue())).append(", ")
                .append(PredictionTests.quoted(all.get(i).path("output").stringValue())).append(")\n");
        }
        return new FunctionTests(function, PREAMBLE, "", source.toString());
    }
}
