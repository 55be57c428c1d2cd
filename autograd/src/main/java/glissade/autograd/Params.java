package glissade.autograd;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Params with their names, in a fixed order: what a net has to train, and what an optimizer moves. A param that stands under
/// several names (tied weights) is one, under its first name.
///
/// Immutable, and safe to share between threads.
public final class Params implements Iterable<Param> {

    private final List<String> names;
    private final List<Param> params;

    private Params(List<String> names, List<Param> params) {
        this.names = List.copyOf(names);
        this.params = List.copyOf(params);
        for (int i = 0; i < names.size(); i++) {
            params.get(i).nameIfNew(names.get(i));
        }
    }

    /// Params without names of their own; they are called `0`, `1`, ….
    public static Params of(Param... params) {
        var named = new LinkedHashMap<String, Param>();
        for (Param param : params) {
            named.put(Integer.toString(named.size()), param);
        }
        return of(named);
    }

    /// Params by name, in the map's order.
    public static Params of(Map<String, Param> named) {
        var names = new ArrayList<String>();
        var params = new ArrayList<Param>();
        var seen = new NodeTable();
        named.forEach((name, param) -> {
            Node leaf = leaf(param);
            if (seen.find(leaf) == NodeTable.ABSENT) {
                seen.put(leaf, params.size());
                names.add(name);
                params.add(param);
            }
        });
        return new Params(names, params);
    }

    static Node leaf(Variable variable) {
        Node node = variable.node();
        if (node == null) {
            throw new IllegalArgumentException("the variable is a constant; use Variable.tracked or a Param");
        }
        return node;
    }

    /// Refuses constants: their gradient would be zeros, whatever depends on them. Where nothing is recorded all is constant, and the sweep
    /// says so.
    static void requireLeaves(String door, Variable... wrt) {
        for (Variable variable : wrt) {
            if (variable.node() == null && Mode.isRecording()) {
                throw new IllegalArgumentException(door + ": a variable of shape " + variable.shape()
                        + " is a constant, so no gradient of it was recorded\n  fix: make it with Variable.tracked, or a Param,"
                        + " before the computation");
            }
        }
    }

    /// How many params there are.
    public int size() {
        return params.size();
    }

    /// How many numbers they hold together.
    public long elements() {
        long elements = 0;
        for (Param param : params) {
            elements += param.shape().elements();
        }
        return elements;
    }

    /// The params.
    public List<Param> list() {
        return params;
    }

    /// Their names, in the same order.
    public List<String> names() {
        return names;
    }

    /// The param of a name.
    ///
    /// @throws IllegalArgumentException if there is none
    public Param named(String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException("there is no param '" + name + "'; there are " + names);
        }
        return params.get(at);
    }

    /// Those whose name matches a pattern, in which `*` stands for any characters: `*.bias`.
    public Params matching(String pattern) {
        String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        Predicate<String> match = Pattern.compile(expression).asMatchPredicate();
        return where((name, param) -> match.test(name));
    }

    /// Those that are not in `others`.
    public Params without(Params others) {
        return where((name, param) -> !others.params.contains(param));
    }

    /// Those that a condition on name and param holds for.
    public Params where(BiPredicate<String, Param> condition) {
        var kept = new LinkedHashMap<String, Param>();
        for (int i = 0; i < params.size(); i++) {
            if (condition.test(names.get(i), params.get(i))) {
                kept.put(names.get(i), params.get(i));
            }
        }
        return of(kept);
    }

    /// Those with two or more axes: the weights of layers, which weight decay is for.
    public Params matrices() {
        return where((name, param) -> param.shape().rank() >= 2);
    }

    /// Those with one axis or none: biases, and the scales and shifts of normalisation. They are usually spared weight decay:
    ///
    ///     var rule = new AdamW().lr(1e-3);
    ///     var adam = rule.over(net.parameters().matrices()).and(net.parameters().vectors(), rule.weightDecay(0));
    public Params vectors() {
        return where((name, param) -> param.shape().rank() < 2);
    }

    /// Freezes them all. What a layer remembers is no param: batch norm's running statistics go on moving in training, unless the frozen
    /// part runs as at test time (`AtTest` of the layers, [Mode#atTest]).
    ///
    /// @throws IllegalStateException if there are none: mostly a pattern that matches no name
    public void freeze() {
        requireAny("freeze");
        params.forEach(Param::freeze);
    }

    /// Unfreezes them all.
    ///
    /// @throws IllegalStateException if there are none
    public void unfreeze() {
        requireAny("unfreeze");
        params.forEach(Param::unfreeze);
    }

    /// Moves each towards the param of the same name among `others` by a share of the way, `x ← x + share · (t − x)`: a target net that
    /// follows the net it judges, a teacher that is the average of its student. A share of 1 copies. What layers remember
    /// besides, such as batch norm's running statistics, is no param and stays. Graphs that read these params cannot be swept after it.
    ///
    ///     var target = Stateful.copyOf(net);
    ///     …
    ///     target.parameters().lerp(net.parameters(), 0.005);
    ///
    /// Source: Lillicrap and others, "Continuous control with deep reinforcement learning", ICLR 2016, algorithm 1.
    ///
    /// @throws IllegalArgumentException if names or shapes differ, or the share is not from 0 to 1; nothing has moved then
    public void lerp(Params others, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("lerp: the share is " + share + ", must be from 0 to 1");
        }
        if (!isLike(others)) {
            throw new IllegalArgumentException("lerp: these are not params of two nets of one structure\n  these:\n"
                    + toString().indent(4) + "  others:\n" + others.toString().indent(4)
                    + "  fix: take both of nets of one structure, in the same way");
        }
        float near = (float) share;
        float far = (float) (1 - share);
        for (int i = 0; i < params.size(); i++) {
            Param to = params.get(i);
            others.params.get(i).read(t -> to.update(x -> {
                for (int j = 0; j < x.length; j++) {
                    // from the nearer end, so that both ends are exact
                    x[j] = near < 0.5f ? x[j] + near * (t[j] - x[j])
                            : far == 0 ? t[j] // else a NaN would stay one
                            : t[j] - far * (t[j] - x[j]);
                }
            }));
        }
    }

    /// Whether others have the same names and shapes, in the same order.
    private boolean isLike(Params others) {
        if (!names.equals(others.names)) {
            return false;
        }
        for (int i = 0; i < params.size(); i++) {
            if (!params.get(i).shape().equals(others.params.get(i).shape())) {
                return false;
            }
        }
        return true;
    }

    private void requireAny(String action) {
        if (params.isEmpty()) {
            throw new IllegalStateException(action + ": there are no params here; check the pattern that selects them");
        }
    }

    @Override
    public Iterator<Param> iterator() {
        return params.iterator();
    }

    /// Names and shapes, one a line.
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < params.size(); i++) {
            text.append(names.get(i)).append(' ').append(params.get(i).shape()).append('\n');
        }
        return text.toString();
    }
}
