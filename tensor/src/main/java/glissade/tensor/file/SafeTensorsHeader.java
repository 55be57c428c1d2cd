package glissade.tensor.file;

import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The header of a safetensors file: what lies where in the data behind it.
///
///     {"__metadata__":{"format":"pt"},"weight":{"dtype":"F32","shape":[10,784],"data_offsets":[0,31360]}}
///
/// The slots stand in the order of the state dict. In the data the 64-bit integers come first, so that all lie at
/// multiples of their size; together the slots cover the data without a gap.
public record SafeTensorsHeader(List<Slot> slots, SortedMap<String, String> metadata) {

    /// The longest header, of this and of the reference implementation.
    public static final long MAX_LENGTH = 100_000_000;

    /// Bytes in front of the JSON text: its length.
    public static final int PREFIX = 8;

    private static final String METADATA = "__metadata__";

    /// An entry to be written: a tensor of F32 or whole numbers of I64.
    public record Content(String name, ElementType type, Shape shape) {
    }

    /// Where an entry's elements lie: bytes `begin` to `end − 1` of the data.
    public record Slot(String name, ElementType type, Shape shape, long begin, long end) {
        static Slot at(long begin, String name, ElementType type, Shape shape) {
            return new Slot(name, type, shape, begin, begin + (long) type.bytes * shape.elements());
        }
    }

    /// Lays entries out, in their order.
    ///
    /// @throws IllegalArgumentException if a name or metadata cannot be written
    public static SafeTensorsHeader of(List<Content> contents, SortedMap<String, String> metadata) {
        metadata.forEach((key, value) -> {
            requireText("metadata key", key);
            requireText("metadata value", value);
        });
        long nextLong = 0;
        long nextFloat = contents.stream().filter(content -> content.type == ElementType.I64)
                .mapToLong(content -> 8L * content.shape.elements()).sum();
        var slots = new ArrayList<Slot>();
        for (Content content : contents) {
            requireText("name", content.name);
            if (content.name.equals(METADATA)) {
                throw new IllegalArgumentException("the name \"" + METADATA + "\" is safetensors' own; choose another");
            }
            boolean whole = content.type == ElementType.I64;
            slots.add(Slot.at(whole ? nextLong : nextFloat, content.name, content.type, content.shape));
            if (whole) {
                nextLong = slots.getLast().end;
            } else {
                nextFloat = slots.getLast().end;
            }
        }
        return new SafeTensorsHeader(slots, metadata);
    }

    private static void requireText(String what, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("a " + what + " holds half a surrogate pair, which UTF-8 cannot write: "
                    + text.codePoints().mapToObj(c -> c >= 0xD800 && c <= 0xDFFF ? "\\u" + Integer.toHexString(c)
                            : Character.toString(c)).collect(Collectors.joining()));
        }
    }

    /// The slots in the order of the data.
    public List<Slot> layout() {
        return slots.stream().sorted(Comparator.comparing(Slot::begin).thenComparing(Slot::end)).toList();
    }

    /// The bytes in front of the data: the length of the JSON text, and that text, padded with spaces to a multiple
    /// of 8.
    public byte[] toBytes() {
        var text = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            text.append('"').append(METADATA).append("\":").append(metadata.entrySet().stream()
                    .map(item -> JsonText.quoted(item.getKey()) + ":" + JsonText.quoted(item.getValue()))
                    .collect(Collectors.joining(",", "{", "}")));
        }
        for (Slot slot : slots) {
            text.append(text.length() > 1 ? "," : "").append(JsonText.quoted(slot.name)).append(":{\"dtype\":\"")
                    .append(slot.type).append("\",\"shape\":")
                    .append(Arrays.stream(slot.shape.toArray()).mapToObj(Integer::toString)
                            .collect(Collectors.joining(",", "[", "]")))
                    .append(",\"data_offsets\":[").append(slot.begin).append(',').append(slot.end).append("]}");
        }
        byte[] json = text.append('}').toString().getBytes(StandardCharsets.UTF_8);
        int length = Math.ceilDiv(json.length, 8) * 8;
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("the names and metadata take " + length
                    + " bytes; a safetensors header has at most " + MAX_LENGTH);
        }
        byte[] bytes = Arrays.copyOf(ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array(),
                PREFIX + length);
        System.arraycopy(json, 0, bytes, PREFIX, json.length);
        Arrays.fill(bytes, PREFIX + json.length, bytes.length, (byte) ' ');
        return bytes;
    }

    /// Reads the JSON text and checks it against the size of the data behind it.
    public static SafeTensorsHeader parse(byte[] json, long dataSize) throws MalformedException {
        if (json.length == 0 || json[0] != '{') {
            throw new MalformedException(PREFIX,
                    "the header does not begin with '{'; is this a safetensors file?");
        }
        var slots = new ArrayList<Slot>();
        var metadata = new TreeMap<String, String>();
        var text = new JsonText(json, PREFIX);
        text.object((name, offset) -> {
            if (name.equals(METADATA)) {
                text.object((key, _) -> metadata.put(key, text.string()));
            } else {
                slots.add(new SlotReader(text, name, offset).read(dataSize));
            }
        });
        text.end();
        var header = new SafeTensorsHeader(slots, metadata);
        header.requireCover(PREFIX + json.length, dataSize);
        return header;
    }

    private void requireCover(long dataStart, long dataSize) throws MalformedException {
        long covered = 0;
        String before = "the header";
        for (Slot slot : layout()) {
            String name = JsonText.shown(slot.name);
            if (slot.begin < covered) {
                throw new MalformedException(dataStart + slot.begin, name + " begins inside " + before);
            }
            if (slot.begin > covered) {
                throw new MalformedException(dataStart + covered, (slot.begin - covered)
                        + " bytes between " + before + " and " + name + " belong to no tensor");
            }
            covered = slot.end;
            before = name;
        }
        if (covered < dataSize) {
            throw new MalformedException(dataStart + covered, (dataSize - covered) + " bytes after " + before
                    + " belong to no tensor");
        }
    }

    /// Reads the object that describes one tensor.
    private static final class SlotReader {

        private final JsonText text;
        private final String name;
        private final long offset;
        private @Nullable ElementType type;
        private @Nullable Shape shape;
        private long[] range = {};

        SlotReader(JsonText text, String name, long offset) {
            this.text = text;
            this.name = name;
            this.offset = offset;
        }

        Slot read(long dataSize) throws MalformedException {
            text.object((key, keyOffset) -> {
                switch (key) {
                    case "dtype" -> type = type();
                    case "shape" -> shape = shape();
                    case "data_offsets" -> range = numbers();
                    default -> throw text.error(keyOffset, JsonText.shown(name) + " has an unknown field "
                            + JsonText.shown(key));
                }
            });
            if (type == null || shape == null || range.length != 2) {
                throw error("must have a dtype, a shape and two data_offsets");
            }
            long begin = range[0];
            long end = range[1];
            if (begin > end) {
                throw error("has data_offsets that run backwards: " + begin + ", " + end);
            }
            if (end > dataSize) {
                throw error("ends at byte " + end + " of the data, of which the file has " + dataSize
                        + "; it is cut short, or the offsets are wrong");
            }
            long bytes = (long) type.bytes * shape.elements();
            if (end - begin != bytes) {
                throw error("has " + (end - begin) + " bytes, but " + type + " of shape " + shape + " takes " + bytes);
            }
            return new Slot(name, type, shape, begin, end);
        }

        private ElementType type() throws MalformedException {
            String dtype = text.string();
            ElementType known = ElementType.named(dtype);
            if (known == null) {
                throw error("has dtype " + JsonText.shown(dtype) + ", which is not supported; convert it to one of "
                        + Arrays.toString(ElementType.values()));
            }
            return known;
        }

        private Shape shape() throws MalformedException {
            long[] sizes = numbers();
            for (long size : sizes) {
                if (size > Shape.MAX_ELEMENTS) {
                    throw error("has an axis of size " + size + ", above the limit of " + Shape.MAX_ELEMENTS);
                }
            }
            try {
                return Shape.of(Arrays.stream(sizes).mapToInt(size -> (int) size).toArray());
            } catch (ShapeException e) {
                throw error("has sizes that multiply to more than " + Shape.MAX_ELEMENTS);
            }
        }

        private long[] numbers() throws MalformedException {
            var numbers = LongStream.builder();
            text.array((_, _) -> numbers.add(text.number()));
            return numbers.build().toArray();
        }

        private MalformedException error(String problem) {
            return text.error(offset, JsonText.shown(name) + " " + problem);
        }
    }
}
