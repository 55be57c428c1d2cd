package glissade.autograd;

import java.util.ArrayList;
import java.util.List;

/// A picture of how a variable was computed: its operations, in an order in which they can be computed, as text or for
/// Graphviz.
///
///     %0 = param 0.weight  [10, 784]
///     %1 = param 0.bias    [10]
///     %2 = linear          [64, 10]   ← constant %0 %1
///     %3 = crossEntropy    []         ← %2
///
/// Each operation stands once, however often its result is used, with the shape of its result. Inputs stand in the operation's
/// order: a number names a line, `%4.1` the second result of line 4, and `constant` what carries no gradient and so was not
/// recorded. Params have the names of the [Params] that first listed them. Where the line of the program is known (for
/// segments, and inside of [Anomalies#detect]), it stands at the end.
///
/// Reads the graph and changes nothing.
public final class Graph {

    /// A line.
    ///
    /// @param name what it is
    /// @param shape the shapes of its results
    /// @param inputs the numbers of the lines it reads, as text
    /// @param sources the same as numbers, without constants
    /// @param node the node
    private record Step(String name, String shape, List<String> inputs, List<Integer> sources, Node node) {
    }

    private final List<Step> steps = new ArrayList<>();
    private final NodeTable numbers = new NodeTable();

    private Graph(Node root) {
        for (Node node : NodeOrder.sorted(root)) {
            for (Edge edge : node.inputs()) {
                if (edge.target != null && !edge.carries()) {
                    add(edge.target); // a frozen param, which the sweep does not reach
                }
            }
            add(node);
        }
    }

    private void add(Node node) {
        if (numbers.find(node) != NodeTable.ABSENT) {
            return;
        }
        var shapes = new ArrayList<String>();
        for (int i = 0; i < node.outputs(); i++) {
            shapes.add(node.shape(i).toString());
        }
        var inputs = new ArrayList<String>();
        var sources = new ArrayList<Integer>();
        for (Edge edge : node.inputs()) {
            Node target = edge.target;
            if (target == null) {
                inputs.add("constant");
            } else {
                int number = numbers.find(target);
                inputs.add("%" + number + (target.outputs() > 1 ? "." + edge.output : ""));
                sources.add(number);
            }
        }
        numbers.put(node, steps.size());
        steps.add(new Step(name(node), String.join(" ", shapes), inputs, sources, node));
    }

    private static String name(Node node) {
        Variable leaf = node.leaf();
        if (leaf instanceof Param param) {
            String name = param.name();
            return oneLine((param.isFrozen() ? "frozen param" : "param") + (name == null ? "" : " " + name));
        }
        return leaf == null ? oneLine(node.op) : "tracked";
    }

    private static boolean isFrozen(Node node) {
        return node.leaf() instanceof Param param && param.isFrozen();
    }

    private static String oneLine(String name) {
        return name.replaceAll("\\R", " ");
    }

    /// The operations, one a line.
    ///
    /// @throws IllegalStateException if a backward sweep has consumed the graph
    public static String text(Variable variable) {
        Node root = variable.node();
        if (root == null) {
            return "%0 = constant " + variable.shape() + "\n";
        }
        var graph = new Graph(root);
        int digits = Integer.toString(graph.steps.size() - 1).length();
        int names = 0;
        int shapes = 0;
        for (Step step : graph.steps) {
            names = Math.max(names, step.name.length());
            shapes = Math.max(shapes, step.shape.length());
        }
        var text = new StringBuilder();
        for (int i = 0; i < graph.steps.size(); i++) {
            Step step = graph.steps.get(i);
            String number = "%" + i;
            pad(text, "", digits + 1 - number.length());
            pad(text.append(number).append(" = "), step.name, names + 2);
            if (step.inputs.isEmpty()) {
                text.append(step.shape);
            } else {
                pad(text, step.shape, shapes + 2);
                text.append("← ").append(String.join(" ", step.inputs));
            }
            String place = step.node.place;
            text.append(place == null || place.isEmpty() ? "" : "  at " + place).append('\n');
        }
        return text.toString();
    }

    private static void pad(StringBuilder text, String word, int width) {
        text.append(word).repeat(' ', Math.max(0, width - word.length()));
    }

    /// The graph in Graphviz's language, from the top to the bottom: params and tracked variables as boxes (frozen ones dashed),
    /// operations as ellipses, the result with a double line, arrows in the direction of the computation. Constants are not
    /// drawn. `dot -Tsvg` makes a picture of it.
    ///
    /// @throws IllegalStateException if a backward sweep has consumed the graph
    public static String dot(Variable variable) {
        Node root = variable.node();
        if (root == null) {
            return "digraph {\n  n0 [label=\"constant\\n" + variable.shape() + "\", shape=box];\n}\n";
        }
        var graph = new Graph(root);
        var text = new StringBuilder("digraph {\n");
        for (int i = 0; i < graph.steps.size(); i++) {
            Step step = graph.steps.get(i);
            text.append("  n").append(i).append(" [label=\"").append(escape(step.name)).append("\\n").append(step.shape)
                    .append("\", shape=").append(step.node.leaf() == null ? "ellipse" : "box")
                    .append(isFrozen(step.node) ? ", style=dashed" : "")
                    .append(step.node == root ? ", peripheries=2" : "").append("];\n");
        }
        for (int i = 0; i < graph.steps.size(); i++) {
            for (int source : graph.steps.get(i).sources) {
                text.append("  n").append(source).append(" -> n").append(i).append(";\n");
            }
        }
        return text.append("}\n").toString();
    }

    private static String escape(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
