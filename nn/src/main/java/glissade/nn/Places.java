package glissade.nn;

import glissade.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which layers the events of a [Trace] belong to, and what they add up to.
///
/// Of an event the types of the layers at work are known. Where a layer has one part of such a type, that is it. Of several it is the
/// one whose params were read between the beginning and the end of the call; a call begins where the program does not go
/// forward. Parts that have no params are taken in the order in which they stand.
final class Places {

    /// What is known of a layer.
    static final class Place {
        /// The shape of what it put out last; null if it made nothing.
        @Nullable Shape output;
        /// The work of its own operations, without its parts'.
        long multiplyAdds;
        /// The bytes that its own operations made.
        long bytes;
    }

    /// By layers of the tree and by how many calls of a type; asked for entries, never walked.
    private final Map<LayerTree, Place> places = new IdentityHashMap<>();
    private final Map<LayerTree, Map<Class<?>, Integer>> taken = new IdentityHashMap<>();

    Place of(LayerTree layer) {
        return places.computeIfAbsent(layer, _ -> new Place());
    }

    /// The work of a layer and its parts.
    long multiplyAdds(LayerTree layer) {
        return layer.all().stream().mapToLong(part -> of(part).multiplyAdds).sum();
    }

    /// The bytes that a layer and its parts made.
    long bytes(LayerTree layer) {
        return layer.all().stream().mapToLong(part -> of(part).bytes).sum();
    }

    /// Takes in what happened in calls of a layer.
    void assign(List<Trace.Event> events, LayerTree layer) {
        assign(events, layer, 0);
    }

    /// @param level how many of the events' frames are those of what is around this layer
    private void assign(List<Trace.Event> events, LayerTree layer, int level) {
        int from = 0;
        while (from < events.size()) {
            int next = frameOfPart(events.get(from), layer, level);
            int to = from + 1;
            if (next < 0) {
                own(events.get(from), layer);
            } else {
                while (to < events.size() && sameCall(events.get(from), events.get(to), next)
                        && next == frameOfPart(events.get(to), layer, level)) {
                    to++;
                }
                part(events.subList(from, to), layer, next);
            }
            from = to;
        }
        if (!events.isEmpty()) {
            of(layer).output = events.getLast().output();
        }
    }

    private void own(Trace.Event event, LayerTree layer) {
        LayerTree owner =
                event.params().stream().map(layer::owner).filter(found -> found != null).findFirst().orElse(null);
        LayerTree place = owner == null ? layer : owner;
        of(place).multiplyAdds += event.multiplyAdds();
        of(place).bytes += event.bytes();
        if (event.place() == null) {
            of(place).output = event.output();
        }
    }

    /// The first frame in which a part of the layer was at work; −1 if there is none.
    private static int frameOfPart(Trace.Event event, LayerTree layer, int level) {
        int first = level;
        for (Stateful self : layer.selves()) {
            first += first < event.frames().size() && event.frames().get(first).type().isInstance(self) ? 1 : 0;
        }
        for (int i = first; i < event.frames().size(); i++) {
            if (!candidates(layer, event.frames().get(i).type()).isEmpty()) {
                return i;
            }
        }
        return -1;
    }

    /// Whether both happened in calls from one place in the program.
    private static boolean sameCall(Trace.Event a, Trace.Event b, int frame) {
        if (b.frames().size() <= frame || !a.frames().get(frame).equals(b.frames().get(frame))) {
            return false;
        }
        int depth = a.frames().get(frame).depth();
        return Arrays.equals(a.stack(), 0, depth, b.stack(), 0, depth);
    }

    /// The parts of that type, of those in parts if there are none.
    private static List<LayerTree> candidates(LayerTree layer, Class<?> type) {
        List<LayerTree> level = layer.parts;
        while (!level.isEmpty()) {
            List<LayerTree> found = level.stream().filter(part -> type.isInstance(part.layer)).toList();
            if (!found.isEmpty()) {
                return found;
            }
            level = level.stream().flatMap(part -> part.parts.stream()).toList();
        }
        return List.of();
    }

    /// Events in parts of one type that were called from one place.
    private void part(List<Trace.Event> events, LayerTree layer, int frame) {
        Class<?> type = events.getFirst().frames().get(frame).type();
        int depth = events.getFirst().frames().get(frame).depth();
        List<LayerTree> candidates = candidates(layer, type);
        LayerTree current = null;
        int from = 0;
        for (int to = 1; to <= events.size(); to++) {
            if (to == events.size() || !goesForward(events.get(to - 1), events.get(to), depth)) {
                List<Trace.Event> call = events.subList(from, to);
                LayerTree known = known(call, candidates);
                if (known != null) {
                    current = known;
                } else if (current == null || current.all().stream().allMatch(part -> part.params.isEmpty())) {
                    int number =
                            taken.computeIfAbsent(layer, _ -> new IdentityHashMap<>()).merge(type, 1, Integer::sum);
                    current = candidates.get((number - 1) % candidates.size());
                }
                assign(call, current, frame);
                from = to;
            }
        }
    }

    /// Whether the program went on from the one to the other, and did not come to the same place again.
    private static boolean goesForward(Trace.Event before, Trace.Event after, int depth) {
        int[] a = before.stack();
        int[] b = after.stack();
        return Arrays.compare(a, depth, a.length, b, depth, b.length) < 0;
    }

    /// The candidate to which the events point; null if they point to none.
    private static @Nullable LayerTree known(List<Trace.Event> events, List<LayerTree> candidates) {
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        for (Trace.Event event : events) {
            for (LayerTree candidate : candidates) {
                if (event.place() != null && candidate.all().contains(event.place())
                        || event.params().stream().anyMatch(candidate::holds)) {
                    return candidate;
                }
            }
        }
        return null;
    }
}
