package dev.assay.reports.format;

import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLog;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.StopReason;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.transcript.Ending;
import dev.assay.reports.HandMade;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a model, a dataset or a provider might say to get out of the place where its words stand.
final class Hostile {

    /// Told apart from all else in a page, so that a test can see that it became no element.
    static final String PROBE = "hostileprobe";

    static final List<String> TEXTS = List.of("</script><script>document.title='" + PROBE + "'</script>",
        "<img src=x onerror=\"document.title='" + PROBE + "'\">",
        "<!-- <" + PROBE + ">", "--><" + PROBE + ">", "]]><" + PROBE + ">", "<![CDATA[<" + PROBE + ">]]>", "</pre></details></body></html><" + PROBE + ">",
        "</title></style><" + PROBE + ">",
        "\"><svg onload=document.title='" + PROBE + "'>", "' autofocus onfocus=document.title='" + PROBE + "' x='", "&lt;" + PROBE + "&gt; &#60;" + PROBE + ">",
        "${page.board()} @if(true) $unsafe{x} {{7*7}} <%= 7 %> #{7} ${{7}} @template.run()", "a\u2028b\u2029c", "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1",
        "\r=1", "  =1", "\"=1",
        "' =1", "“=1", "\u00a0=1", "\u200b=1", "\uff1d1", "=cmd|' /C calc'!A0", "a,b\"c\"\r\nd;e",
        "\u001b[31mred\u001b[0m \u001b]8;;http://evil.example/\u0007x\u001b]8;;\u0007 \u009b2J",
        "\u0000\u0007\u0008\u007f\u0085", "abc\u202Edef\u2066ghi\u2069\u200f\u061c", "zero\u200bwidth\u200d\ufeff\u00ad", "tag\udb40\udc41\udb40\udc42",
        "x\uffffy\ufffez", "\u3164\u115f",
        "`code` ``` ```` fence\n```\n<b>", "[link](javascript:alert(1)) ![i](http://evil.example/i.png) <http://evil.example>",
        "@octocat #1 GH-1 http://evil.example www.evil.example", "| a | b |\n|---|---|",
        "* list\n# head\n> quote\n---", "\\", "%0a%0d%00", "\ud83d\ude00 é 日本語", "javascript:alert(1)",
        "<a href=//evil.example>x</a><base href=//evil.example><meta http-equiv=refresh content=0>",
        "<form action=//evil.example><input name=x autofocus>", "<link rel=stylesheet href=//evil.example><style>*{display:none}</style>",
        "x".repeat(1_000_000));

    /// Strings that no UTF-8 file can hold: half of a pair.
    static final List<String> LONE = List.of("lone \ud800 high", "\udc00 low", "\ud800");

    private Hostile() {
    }

    /// A run in which everything that comes from outside is hostile.
    static RunLog run(Path directory, List<String> texts) {
        ModelRef hostile = ModelRef.of("openai", "<img/src=x/onerror=alert(1)>|@octocat`#1\u202e=1");
        RunHeader header = HandMade.header(List.of(hostile, HandMade.OTHER),
            List.of(HandMade.task("math/gsm8k", texts.size(), 1, HandMade.NUMERIC, HandMade.ANSWER_JSON)));
        List<SampleResult> results = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            results.add(result(texts.get(i), i, hostile));
        }
        results.add(failed("<script>alert(1)</script> @octocat ``` \u001b[2J \u202e", HandMade.OTHER));
        return HandMade.write(directory, header, results);
    }

    static SampleResult result(String text, int number, ModelRef model) {
        String id = number + text.substring(0, Math.min(60, text.length()));
        Explanation explanation = new Explanation("NOT_EQUAL", text, Optional.of(text), List.of(text), new TreeMap<>(Map.of("witness", text)));
        List<Judgement> judgements = List.of(new Judgement(HandMade.NUMERIC, new Score.Incorrect(Optional.of(text), explanation), Ending.ANSWERED),
            new Judgement(HandMade.ANSWER_JSON, new Score.Correct(Optional.of(text), explanation), Ending.ANSWERED));
        return HandMade.result("math/gsm8k", id, 1, model, text, text.isBlank() ? "x" + text : text, Optional.of(text), StopReason.NATURAL, judgements);
    }

    private static SampleResult failed(String text, ModelRef model) {
        return new SampleResult(new Trial("math/gsm8k", text, 1, model), Optional.empty(), new TreeMap<>(), new Outcome.Failed("rejected", text, List.of()),
            Duration.ZERO);
    }
}
