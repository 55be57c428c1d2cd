package glissade.nn;

import glissade.autograd.Param;
import glissade.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The layers of a net, with those that are their parts, as it is printed and summed up. A part without a name of its own
/// ([Unnamed]) is no place of its own: its parts are its owner's.
final class LayerTree {

    /// Its name in the part above; empty for the net itself.
    final String name;
    /// Its whole name.
    final String path;
    final Stateful layer;
    /// The layers below, in their order.
    final List<LayerTree> parts = new ArrayList<>();
    /// The params that it holds itself.
    final List<Param> params = new ArrayList<>();
    /// The layer and its unnamed parts.
    private final List<Stateful> selves = new ArrayList<>();

    private LayerTree(String name, String path, Stateful layer) {
        this.name = name;
        this.path = path;
        this.layer = layer;
        take(layer);
    }

    static LayerTree of(Stateful net) {
        return new LayerTree("", "", net);
    }

    private void take(Stateful self) {
        selves.add(self);
        List<Stateful.Part> inside;
        try {
            inside = self.parts();
        } catch (IllegalStateException e) { // hidden state, a closed module: errors of a net in use, not of a picture of it
            return;
        }
        inside.forEach(part -> take(part.name(), part.value()));
    }

    private void take(String part, Object value) {
        switch (value) {
            case Param param -> params.add(param);
            case List<?> list ->
                Stateful.Part.numbered(list).forEach(item -> take(join(part, item.name()), item.value()));
            case Stateful inner when part.isEmpty() -> take(inner);
            case Stateful inner -> parts.add(new LayerTree(part, join(path, part), inner));
            default -> {
                // statistics, streams, sizes
            }
        }
    }

    private static String join(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    /// Whether this is that very layer.
    boolean is(@Nullable Stateful other) {
        return selves.stream().anyMatch(self -> self == other);
    }

    /// The layer, and its unnamed parts from the outermost.
    List<Stateful> selves() {
        return selves;
    }

    /// Whether this or something below holds the param.
    boolean holds(Param param) {
        return owner(param) != null;
    }

    /// The place at or below this one that holds the param itself.
    @Nullable LayerTree owner(Param param) {
        return all().stream().filter(place -> place.params.stream().anyMatch(own -> own == param)).findFirst()
                .orElse(null);
    }

    /// This and everything below, from the top.
    List<LayerTree> all() {
        var all = new ArrayList<LayerTree>();
        all.add(this);
        parts.forEach(part -> all.addAll(part.all()));
        return all;
    }

    // --- printing

    /// The net with its parts, one a line, indented:
    ///
    ///     Net(
    ///       body: Sequential(
    ///         0: Linear(4 → 3)
    ///       )
    ///       head: Linear(3 → 2)
    ///     )
    static String text(Stateful net) {
        var text = new StringBuilder();
        of(net).append(text, "\n");
        return text.toString();
    }

    private void append(StringBuilder text, String newLine) {
        String title = title(layer);
        if (parts.isEmpty()) {
            text.append(title);
            return;
        }
        text.append(title.endsWith(")") ? title.substring(0, title.length() - 1) : title + "(");
        for (LayerTree part : parts) {
            part.append(text.append(newLine).append("  ").append(part.name).append(": "), newLine + "  ");
        }
        text.append(newLine).append(')');
    }

    /// A layer in one line, without its parts: what it says of itself, or for a record that says nothing of its own and for
    /// layers around others its type and those components that are neither layers nor state.
    static String title(Stateful layer) {
        Class<?> type = layer.getClass();
        if (HiddenState.isLambda(type)) {
            return "lambda";
        }
        boolean around = switch (layer) {
            case Sequential _,Residual _,Branches _,TransformerEncoder _,TransformerDecoder _ -> true;
            default -> false;
        };
        String own = around ? "" : layer.toString().lines().findFirst().orElse("");
        if (!own.isEmpty() && !(type.isRecord() && own.startsWith(type.getSimpleName() + "["))) {
            return own;
        }
        var options = new ArrayList<String>();
        if (type.isRecord()) {
            options(layer, options);
        }
        return type.getSimpleName() + (options.isEmpty() ? "" : "(" + String.join(", ", options) + ")");
    }

    private static void options(Stateful layer, List<String> options) {
        try {
            for (RecordParts.Component component : RecordParts.components(layer.getClass())) {
                option(component.name(), component.of(layer), options);
            }
        } catch (IllegalStateException e) {
            // its module is closed, or a component cannot be read: without options
        }
    }

    private static void option(String name, @Nullable Object value, List<String> options) {
        switch (value) {
            case null -> {
                // an option that is not used
            }
            case Stateful _,List<?> _,RandomStream _,RunningStatistics _ -> {
                // state, or among the parts
            }
            case Param param -> options.add(name + " " + param.shape());
            default -> options.add(name + " " + value.toString().lines().findFirst().orElse(""));
        }
    }
}
