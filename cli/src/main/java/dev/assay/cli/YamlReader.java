package dev.assay.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads the YAML that Assay accepts: one document of [YAML 1.2](https://yaml.org/spec/1.2.2/) without tags, anchors and aliases.
///
/// Built on the parser's events rather than on a loader, because a loader forgets where things stood, and because what must not be there is
/// then never built. Problems are collected; only a text that cannot be parsed at all ends the reading.
final class YamlReader {

    private static final int DEEPEST = 32;

    private final Problems problems;
    private final Iterator<Event> events;

    private YamlReader(Problems problems, Iterator<Event> events) {
        this.problems = problems;
        this.events = events;
    }

    /// Reads a whole text; empty if it holds nothing, or nothing that can be parsed: then there is a problem more.
    static Optional<YamlNode> read(String text, Problems problems) {
        LoadSettings settings = LoadSettings.builder().setLabel("configuration").setCodePointLimit(Defaults.CONFIG_BYTES).build();
        try {
            return new YamlReader(problems, new Parse(settings).parseString(text).iterator()).document();
        } catch (TooDeep e) {
            problems.add(e.at, "more than " + DEEPEST + " levels of lists and maps are not read.");
        } catch (ReaderException e) {
            problems.add(place(text, e.getPosition()), "the character " + String.format("U+%04X", e.getCodePoint()) + " may not stand in YAML.");
        } catch (MarkedYamlEngineException e) {
            YamlNode.Place place = e.getProblemMark().or(e::getContextMark).map(YamlReader::place).orElse(new YamlNode.Place(1, 1));
            problems.add(place, "this is not YAML: " + e.getProblem() + ".");
        } catch (YamlEngineException e) {
            problems.add(new YamlNode.Place(1, 1), "this is not YAML.");
        }
        return Optional.empty();
    }

    private Optional<YamlNode> document() {
        Optional<YamlNode> first = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {
                }
                case Alias, Scalar, SequenceStart, MappingStart -> {
                    if (first.isPresent()) {
                        problems.add(place(event), "a second document begins here.  Keep one, without lines of three hyphens between.");
                        return first;
                    }
                    first = Optional.of(node(event, 0));
                }
                case SequenceEnd, MappingEnd -> throw new IllegalStateException("An end without a beginning.");
            }
        }
        return first;
    }

    private YamlNode node(Event event, int depth) {
        YamlNode node = withoutTag(event, depth);
        return refused(event) ? new YamlNode.Refused(node.at()) : node;
    }

    private YamlNode withoutTag(Event event, int depth) {
        YamlNode.Place at = place(event);
        if (depth > DEEPEST) {
            throw new TooDeep(at);
        }
        return switch (event) {
            case ScalarEvent scalar -> new YamlNode.Scalar(at, scalar.getValue(), scalar.isPlain());
            case SequenceStartEvent _ -> sequence(at, depth);
            case MappingStartEvent _ -> mapping(at, depth);
            default -> new YamlNode.Refused(at);
        };
    }

    /// Tells what may not be there: an alias, an anchor, a tag.
    private boolean refused(Event event) {
        if (event instanceof AliasEvent) {
            problems.add(place(event), "an alias (*name) is not read here.  Write the value again.");
            return true;
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            problems.add(place(event), "an anchor (&name) is not read here.  Leave it out.");
        }
        Optional<String> tag = switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case SequenceStartEvent start -> start.getTag();
            case MappingStartEvent start -> start.getTag();
            default -> Optional.empty();
        };
        if (tag.isPresent()) {
            problems.add(place(event), "a tag (!name) is not read here.  Leave it out.");
        }
        return tag.isPresent();
    }

    private YamlNode sequence(YamlNode.Place at, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new YamlNode.Sequence(at, items);
    }

    private YamlNode mapping(YamlNode.Place at, int depth) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            YamlNode key = node(event, depth + 1);
            YamlNode value = node(events.next(), depth + 1);
            if (!(key instanceof YamlNode.Scalar scalar)) {
                problems.add(key.at(), "a key is a word, not a list or a map.");
                continue;
            }
            if (!keys.add(scalar.text())) {
                problems.add(key.at(), "the key " + Quoted.of(scalar.text()) + " stands twice.  Keep one of them.");
                continue;
            }
            entries.add(new YamlNode.Entry(key.at(), scalar.text(), value));
        }
        return new YamlNode.Mapping(at, entries);
    }

    private static YamlNode.Place place(Event event) {
        return event.getStartMark().map(YamlReader::place).orElse(new YamlNode.Place(1, 1));
    }

    private static YamlNode.Place place(Mark mark) {
        return new YamlNode.Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static YamlNode.Place place(String text, int position) {
        int end = text.offsetByCodePoints(0, Math.min(position, text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = (int) before.chars().filter(c -> c == '\n').count();
        return new YamlNode.Place(line + 1, end - before.lastIndexOf('\n'));
    }

    /// Told like a text that cannot be parsed: what lies deeper is not read.
    private static final class TooDeep extends YamlEngineException {
        private static final long serialVersionUID = 1L;

        private final transient YamlNode.Place at;

        TooDeep(YamlNode.Place at) {
            super("more than " + DEEPEST + " levels at " + at);
            this.at = at;
        }
    }
}
