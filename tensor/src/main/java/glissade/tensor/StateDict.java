package glissade.tensor;

import glissade.tensor.StateEntry.Floats;
import glissade.tensor.StateEntry.Longs;
import glissade.tensor.kernel.Allocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What there is to save of a network or an optimizer: names with a tensor or with 64-bit whole numbers under each,
/// in order, and a few strings about the whole ([#metadata]). [SafeTensors] reads and writes it.
///
///     var dict = StateDict.empty().with("weight", weight).with("num_batches_tracked", 12);
///     dict.prefixed("encoder").names()            // encoder.weight, encoder.num_batches_tracked
///
/// Names are PyTorch's: parts joined by dots, `layers.0.weight`.
///
/// Immutable, and safe to share between threads. Two are equal if they have the same names in the same order, the
/// same bits under each, and the same metadata.
public final class StateDict {

    private static final StateDict EMPTY = new StateDict(new LinkedHashMap<>(), new TreeMap<>());

    private final SequencedMap<String, StateEntry> entries;
    private final SortedMap<String, String> metadata;

    /// Takes the maps over.
    StateDict(SequencedMap<String, StateEntry> entries, SortedMap<String, String> metadata) {
        this.entries = entries;
        this.metadata = metadata;
    }

    /// No entries and no metadata: the start of a new one.
    public static StateDict empty() {
        return EMPTY;
    }

    /// The number of entries.
    public int size() {
        return entries.size();
    }

    /// The names, in order.
    public SequencedSet<String> names() {
        return Collections.unmodifiableSequencedSet(entries.sequencedKeySet());
    }

    /// Whether there is an entry of this name.
    public boolean contains(String name) {
        return entries.containsKey(name);
    }

    /// Whether the entry holds 64-bit whole numbers, and not a tensor.
    ///
    /// @throws IllegalArgumentException if there is no such entry
    public boolean isInteger(String name) {
        return entry(name) instanceof Longs;
    }

    /// The shape of a tensor or of whole numbers.
    ///
    /// @throws IllegalArgumentException if there is no such entry
    public Shape shape(String name) {
        return entry(name).shape();
    }

    /// A tensor.
    ///
    /// @throws IllegalArgumentException if there is no such entry, or it holds whole numbers
    public Tensor tensor(String name) {
        if (entry(name) instanceof Floats(Tensor tensor)) {
            return tensor;
        }
        throw new IllegalArgumentException(
                "\"" + name + "\" holds 64-bit integers, not a tensor; read it with integer(…)");
    }

    /// A single whole number.
    ///
    /// @throws IllegalArgumentException if there is no such entry, or it is not exactly one whole number
    public long integer(String name) {
        long[] values = longs(name);
        if (values.length != 1) {
            throw new IllegalArgumentException("\"" + name + "\" holds " + values.length + " integers, of shape "
                    + shape(name) + ", not one; read it with integers(…)");
        }
        return values[0];
    }

    /// Whole numbers, row-major, in an array of the caller's own.
    ///
    /// @throws IllegalArgumentException if there is no such entry, or it holds a tensor
    public long[] integers(String name) {
        return longs(name).clone();
    }

    /// Whole numbers as indices: labels or token ids that came in a file.
    ///
    /// @throws IllegalArgumentException if there is no such entry, it holds a tensor, or one of its numbers needs more than 32 bits
    public Indices indices(String name) {
        long[] values = longs(name);
        int[] indices = Allocation.ints(shape(name));
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) values[i];
            if (indices[i] != values[i]) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" holds " + values[i] + ", which is more than the 32 bits of"
                                + " an index can hold; read it with integers(…)");
            }
        }
        return new Indices(shape(name), indices);
    }

    private long[] longs(String name) {
        if (entry(name) instanceof Longs longs) {
            return longs.values();
        }
        throw new IllegalArgumentException(
                "\"" + name + "\" holds a tensor, not 64-bit integers; read it with tensor(…)");
    }

    StateEntry entry(String name) {
        StateEntry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(missing(name));
        }
        return entry;
    }

    private String missing(String name) {
        String start = "there is no \"" + name + "\" among the "
                + (entries.size() == 1 ? "1 entry" : entries.size() + " entries");
        if (entries.isEmpty()) {
            return start;
        }
        return start + "; the nearest: " + nearest(name).stream()
                .map(near -> "\"" + near + "\"").collect(Collectors.joining(", "));
    }

    /// Up to three names at the least edit distance, the nearest first and of equals the first.
    private List<String> nearest(String name) {
        var distances = new LinkedHashMap<String, Integer>();
        entries.sequencedKeySet().forEach(each -> distances.put(each, distance(name, each)));
        return distances.entrySet().stream().sorted(Comparator.comparing(Map.Entry::getValue)).limit(3)
                .map(Map.Entry::getKey).toList();
    }

    /// Characters to insert, delete or replace to make `a` into `b` (Levenshtein).
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        Arrays.setAll(above, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }

    /// This with a tensor under a name: at the end, or in the place of the entry that had the name.
    public StateDict with(String name, Tensor tensor) {
        tensor.data(); // computed now, for it is held for long, and would hold what it is computed of
        return with(name, new Floats(tensor));
    }

    /// This with a single whole number under a name: rank 0, as PyTorch's `num_batches_tracked`.
    public StateDict with(String name, long value) {
        return with(name, new Longs(Shape.SCALAR, new long[] {value}));
    }

    /// This with whole numbers under a name, row-major and copied.
    ///
    /// @throws ShapeException if the number of values is not the shape's
    public StateDict with(String name, Shape shape, long... values) {
        Tensor.requireCount("integers", shape, values.length);
        return with(name, new Longs(shape, values.clone()));
    }

    /// This with indices under a name, as whole numbers of 64 bits.
    public StateDict with(String name, Indices indices) {
        return with(name, new Longs(indices.shape(), Arrays.stream(indices.data).asLongStream().toArray()));
    }

    private StateDict with(String name, StateEntry entry) {
        var more = new LinkedHashMap<>(entries);
        more.put(name, entry);
        return new StateDict(more, metadata);
    }

    /// This with all entries of another at the end, and its metadata, which win where both have a key.
    ///
    /// @throws IllegalArgumentException if both have an entry of one name
    public StateDict withAll(StateDict other) {
        return join(List.of(this, other));
    }

    /// All entries of several, in order, and their metadata, of which the later wins where two have a key. To put many
    /// entries together, join them once: each [#with] copies the list of names.
    ///
    /// @throws IllegalArgumentException if two have an entry of one name
    public static StateDict join(List<StateDict> parts) {
        var all = new LinkedHashMap<String, StateEntry>();
        var metadata = new TreeMap<String, String>();
        for (StateDict part : parts) {
            part.entries.forEach((name, entry) -> {
                if (all.put(name, entry) != null) {
                    throw new IllegalArgumentException(
                            "both have an entry \"" + name + "\"; set them apart with prefixed(…)");
                }
            });
            metadata.putAll(part.metadata);
        }
        return new StateDict(all, metadata);
    }

    /// This with `prefix` and a dot before each name: `prefixed("encoder")` makes `weight` into `encoder.weight`.
    public StateDict prefixed(String prefix) {
        var renamed = new LinkedHashMap<String, StateEntry>();
        entries.forEach((name, entry) -> renamed.put(prefix + "." + name, entry));
        return new StateDict(renamed, metadata);
    }

    /// The entries whose names begin with `prefix` and a dot, without that beginning: the reverse of [#prefixed].
    /// There may be none.
    public StateDict under(String prefix) {
        var renamed = new LinkedHashMap<String, StateEntry>();
        entries.forEach((name, entry) -> {
            if (name.startsWith(prefix + ".")) {
                renamed.put(name.substring(prefix.length() + 1), entry);
            }
        });
        return new StateDict(renamed, metadata);
    }

    /// The same entries under the names that a function makes of theirs: how a file that names its parts otherwise is made to fit a net.
    ///
    ///     net.load(SafeTensors.read(file).renamed(name -> name.replace("ln_", "norm")))
    ///
    /// @throws IllegalArgumentException if two entries get one name
    public StateDict renamed(UnaryOperator<String> rename) {
        var renamed = new LinkedHashMap<String, StateEntry>();
        entries.forEach((name, entry) -> {
            String made = rename.apply(name);
            if (renamed.put(made, entry) != null) {
                throw new IllegalArgumentException(
                        "renamed: \"" + name + "\" becomes \"" + made + "\", and so does another entry");
            }
        });
        return new StateDict(renamed, metadata);
    }

    /// Strings about the whole, sorted by key: a format, a version, how it was made.
    public SortedMap<String, String> metadata() {
        return Collections.unmodifiableSortedMap(metadata);
    }

    /// This with a string about the whole.
    public StateDict withMetadata(String key, String value) {
        var more = new TreeMap<>(metadata);
        more.put(key, value);
        return new StateDict(entries, more);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof StateDict dict
                && List.copyOf(entries.keySet()).equals(List.copyOf(dict.entries.keySet()))
                && entries.equals(dict.entries) && metadata.equals(dict.metadata);
    }

    @Override
    public int hashCode() {
        return 31 * entries.hashCode() + metadata.hashCode();
    }

    /// One line for each entry: name, shape, and a single whole number's value.
    ///
    ///     StateDict of 2 entries
    ///       weight              [10, 784]
    ///       num_batches_tracked [] int64 12
    @Override
    public String toString() {
        int width = entries.keySet().stream().mapToInt(String::length).max().orElse(0);
        var lines = new ArrayList<String>();
        lines.add("StateDict of " + (entries.size() == 1 ? "1 entry" : entries.size() + " entries"));
        metadata.forEach((key, value) -> lines.add("  " + key + ": " + value));
        entries.forEach((name, entry) -> {
            String kind = switch (entry) {
                case Floats _ -> "";
                case Longs(_, long[] values) -> " int64" + (values.length == 1 ? " " + values[0] : "");
            };
            lines.add("  " + name + " ".repeat(width - name.length() + 1) + entry.shape() + kind);
        });
        return String.join("\n", lines);
    }
}
