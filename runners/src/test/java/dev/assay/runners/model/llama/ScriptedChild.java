package dev.assay.runners.model.llama;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A child that does what a question tells it, one line after another, so that tests see what a harness makes of it.
///
/// `piece TEXT` says a piece, with `\n` for a line break; `wait MS` waits; `stall` waits for ever; `die` ends with status 9;
/// `garbage` writes bytes that are no frame; `letter`, `long`, `short`, `more`, `latin` and `stranger` write wrong frames; `flood` never stops
/// saying pieces; `refuse WHY` refuses; `natural` and `length` end the answer. `once FILE` lets it die the first time, and go on the next.
/// A chat template is read in the same way, while the model is loaded.
final class ScriptedChild {

    private final DataOutputStream out;

    private ScriptedChild(DataOutputStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        ScriptedChild child = new ScriptedChild(new DataOutputStream(new FileOutputStream(arguments[0])));
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        try {
            while (true) {
                switch (Frames.order(in)) {
                    case Order.Load load -> child.load(load);
                    case Order.Ask ask -> Thread.ofPlatform().daemon().start(() -> child.play(ask.id(), ask.texts().getLast()));
                    case Order.Cancel(int id) -> child.say(new News.Done(id, News.Why.CANCELLED, 0, 0));
                }
            }
        } catch (EOFException gone) {
            Runtime.getRuntime().halt(0);
        }
    }

    private void load(Order.Load load) {
        play(0, load.template());
        say(new News.Ready(load.context(), ""));
    }

    private synchronized void say(News news) {
        try {
            Frames.write(out, news);
        } catch (IOException gone) {
            Runtime.getRuntime().halt(0);
        }
    }

    private void play(int id, String script) {
        try {
            for (String line : script.split("\n")) {
                step(id, line.split(" ", 2)[0], line.contains(" ") ? line.split(" ", 2)[1] : "");
            }
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(5);
        }
    }

    private void step(int id, String word, String rest) throws IOException, InterruptedException {
        switch (word) {
            case "piece" -> say(new News.Piece(id, rest.replace("\\n", "\n")));
            case "begun" -> say(new News.Begun(id, Integer.parseInt(rest)));
            case "wait" -> Thread.sleep(Long.parseLong(rest));
            case "stall" -> Thread.sleep(600_000);
            case "die" -> Runtime.getRuntime().halt(9);
            case "once" -> once(Path.of(rest));
            case "garbage" -> out.write("llama_model_loader: loaded".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            case "letter" -> raw(2, 'Z', 0);
            case "long" -> out.writeInt(Integer.MAX_VALUE);
            case "negative" -> out.writeInt(-5);
            case "short" -> raw(3, 'D', 0, 0);
            case "more" -> raw(7, 'Q', 0, 0, 0, id, 0, 0);
            case "latin" -> raw(11, 'P', 0, 0, 0, id, 0, 0, 0, 2, 0xFC, 0xFC);
            case "stranger" -> say(new News.Piece(99_999, "hello"));
            case "flood" -> {
                for (int i = 0; i < 100_000; i++) {
                    say(new News.Piece(id, "x".repeat(1 << 16)));
                }
            }
            case "refuse" -> say(new News.Refused(id, rest));
            case "unfit" -> say(new News.Unfit(rest));
            case "natural" -> say(new News.Done(id, News.Why.NATURAL, 3, 5_000_000));
            case "length" -> say(new News.Done(id, News.Why.LENGTH, 3, 0));
            default -> {
                // Anything else is only a question.
            }
        }
    }

    private static void once(Path mark) throws IOException {
        if (Files.notExists(mark)) {
            Files.createFile(mark);
            Runtime.getRuntime().halt(9);
        }
    }

    private void raw(int length, int... bytes) throws IOException {
        out.writeInt(length);
        for (int b : bytes) {
            out.writeByte(b);
        }
        out.flush();
    }
}
