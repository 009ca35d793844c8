package dev.assay.runners.model.llama;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// How harness and child talk over pipes: the one place that writes and reads their frames.
///
/// A frame is its length in four bytes, a letter, and its parts. Numbers come with their most significant byte first, a text with its length
/// before it. A frame that is longer than its bound, has an unknown letter, ends too early or holds more than its parts is an error: then the other
/// side cannot be trusted any more.
final class Frames {

    /// The longest frame that a child is sent, in bytes.
    static final int LONGEST_ORDER = 64 << 20;
    /// The longest frame that a child may send, in bytes.
    static final int LONGEST_NEWS = 4 << 20;

    private static final int MOST_PARTS = 10_000;

    private Frames() {
    }

    /// Writes parts of a frame.
    @FunctionalInterface
    private interface Parts {
        void write(DataOutputStream out) throws IOException;
    }

    private static void frame(DataOutputStream out, char letter, Parts parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeByte(letter);
        parts.write(body);
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.flush();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    /// Sends an order to a child.
    static void write(DataOutputStream out, Order order) throws IOException {
        switch (order) {
            case Order.Load load -> frame(out, 'L', body -> load(body, load));
            case Order.Ask ask -> frame(out, 'A', body -> ask(body, ask));
            case Order.Cancel(int id) -> frame(out, 'C', body -> body.writeInt(id));
        }
    }

    private static void load(DataOutputStream body, Order.Load load) throws IOException {
        text(body, load.path());
        text(body, load.room());
        text(body, load.template());
        body.writeInt(load.context());
        body.writeInt(load.slots());
        body.writeInt(load.threads());
        body.writeInt(load.gpuLayers());
        body.writeBoolean(load.templated());
        body.writeBoolean(load.addsBegin());
        body.writeInt(load.begin());
        body.writeInt(load.ends().size());
        for (int end : load.ends()) {
            body.writeInt(end);
        }
    }

    private static void ask(DataOutputStream body, Order.Ask ask) throws IOException {
        body.writeInt(ask.id());
        texts(body, ask.roles());
        texts(body, ask.texts());
        body.writeInt(ask.maxTokens());
        texts(body, ask.stop());
        Order.Sampling sampling = ask.sampling();
        body.writeInt(sampling.seed());
        body.writeFloat(sampling.temperature());
        body.writeFloat(sampling.topP());
        body.writeInt(sampling.topK());
        body.writeFloat(sampling.minP());
        body.writeFloat(sampling.repeatPenalty());
    }

    /// Sends news to the harness.
    static void write(DataOutputStream out, News news) throws IOException {
        switch (news) {
            case News.Ready(int context, String opening) -> frame(out, 'R', body -> {
                body.writeInt(context);
                text(body, opening);
            });
            case News.Unfit(String why) -> frame(out, 'U', body -> text(body, why));
            case News.Reading(int id) -> frame(out, 'Q', body -> body.writeInt(id));
            case News.Begun(int id, int tokens) -> frame(out, 'B', body -> {
                body.writeInt(id);
                body.writeInt(tokens);
            });
            case News.Piece(int id, String text) -> frame(out, 'P', body -> {
                body.writeInt(id);
                text(body, text);
            });
            case News.Done(int id, News.Why why, int tokens, long peakMemory) -> frame(out, 'D', body -> {
                body.writeInt(id);
                body.writeByte(why.letter());
                body.writeInt(tokens);
                body.writeLong(peakMemory);
            });
            case News.Refused(int id, String why) -> frame(out, 'X', body -> {
                body.writeInt(id);
                text(body, why);
            });
        }
    }

    /// Reads the next order, in the child.
    ///
    /// @throws EOFException if there is none any more
    static Order order(DataInputStream in) throws IOException {
        Body body = Body.of(in, LONGEST_ORDER);
        int letter = body.letter();
        Order order = switch (letter) {
            case 'L' ->
                new Order.Load(body.text(), body.text(), body.text(), body.whole(), body.whole(), body.whole(), body.whole(), body.truth(), body.truth(),
                    body.whole(), body.wholes());
            case 'A' -> new Order.Ask(body.whole(), body.texts(), body.texts(), body.whole(), body.texts(), new Order.Sampling(body.whole(),
                body.fraction(), body.fraction(), body.whole(), body.fraction(), body.fraction()));
            case 'C' -> new Order.Cancel(body.whole());
            default -> throw new IOException("an order has the unknown letter " + letter);
        };
        body.requireEnd();
        return order;
    }

    /// Reads the next news, in the harness.
    ///
    /// @throws EOFException if the child is gone
    static News news(DataInputStream in) throws IOException {
        Body body = Body.of(in, LONGEST_NEWS);
        int letter = body.letter();
        News news = switch (letter) {
            case 'R' -> new News.Ready(body.whole(), body.text());
            case 'U' -> new News.Unfit(body.text());
            case 'Q' -> new News.Reading(body.whole());
            case 'B' -> new News.Begun(body.whole(), body.count());
            case 'P' -> new News.Piece(body.whole(), body.text());
            case 'D' -> new News.Done(body.whole(), body.why(), body.count(), body.large());
            case 'X' -> new News.Refused(body.whole(), body.text());
            default -> throw new IOException("it sent a frame with the unknown letter " + letter);
        };
        body.requireEnd();
        return news;
    }

    /// One frame that was read whole.
    private record Body(ByteBuffer buffer) {

        static Body of(DataInputStream in, int longest) throws IOException {
            int length = in.readInt();
            if (length < 1 || length > longest) {
                throw new IOException("a frame is " + length + " bytes long, and " + longest + " are the limit");
            }
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("a frame is cut off");
            }
            return new Body(ByteBuffer.wrap(bytes));
        }

        private void require(int bytes) throws IOException {
            if (bytes < 0 || buffer.remaining() < bytes) {
                throw new IOException("a frame is shorter than its parts");
            }
        }

        int letter() throws IOException {
            require(1);
            return buffer.get();
        }

        int whole() throws IOException {
            require(4);
            return buffer.getInt();
        }

        int count() throws IOException {
            int count = whole();
            if (count < 0) {
                throw new IOException("a frame counts " + count + " tokens");
            }
            return count;
        }

        long large() throws IOException {
            require(8);
            long number = buffer.getLong();
            if (number < 0) {
                throw new IOException("a frame tells of " + number + " bytes");
            }
            return number;
        }

        float fraction() throws IOException {
            require(4);
            return buffer.getFloat();
        }

        boolean truth() throws IOException {
            require(1);
            return buffer.get() != 0;
        }

        News.Why why() throws IOException {
            require(1);
            int letter = buffer.get();
            for (News.Why why : News.Why.values()) {
                if (why.letter() == letter) {
                    return why;
                }
            }
            throw new IOException("a frame gives an unknown reason, " + letter);
        }

        String text() throws IOException {
            int length = whole();
            require(length);
            ByteBuffer part = buffer.slice(buffer.position(), length);
            buffer.position(buffer.position() + length);
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(part).toString();
            } catch (CharacterCodingException e) {
                throw new IOException("a frame holds text that is not UTF-8", e);
            }
        }

        List<String> texts() throws IOException {
            int count = whole();
            if (count < 0 || count > MOST_PARTS) {
                throw new IOException("a frame claims to hold " + count + " texts");
            }
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                texts.add(text());
            }
            return texts;
        }

        List<Integer> wholes() throws IOException {
            int count = whole();
            if (count < 0 || count > MOST_PARTS) {
                throw new IOException("a frame claims to hold " + count + " numbers");
            }
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                numbers.add(whole());
            }
            return numbers;
        }

        void requireEnd() throws IOException {
            if (buffer.hasRemaining()) {
                throw new IOException("a frame is longer than its parts");
            }
        }
    }
}
