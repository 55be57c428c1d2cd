package glissade.autograd;

import java.util.ArrayList;
import java.util.List;

/// A picture of how a variable was computed: its operations, in an order in which they can be computed, as text or for
/// Graphviz.
///
///     %0 = param 0.weight [10, 784]
///     %1 = param 0.bias [10]
///     %2 = linear [64, 10]  ← %0 %1
///     %3 = crossEntropy []  ← %2
///
/// Constants are not shown, as they are not recorded. Reads the graph and changes nothing.
public final class Graph {

    private final List<String> names = new ArrayList<>();
    private final List<List<Integer>> inputs = new ArrayList<>();
    private final List<Boolean> leaves = new ArrayList<>();

    private Graph(Variable variable) {
        Node root = variable.node();
        if (root == null) {
            names.add("constant " + variable.shape());
            inputs.add(List.of());
            leaves.add(true);
            return;
        }
        var numbers = new NodeTable();
        for (Node node : Sweep.sorted(root)) {
            numbers.put(node, names.size());
            names.add(name(node));
            leaves.add(node.leaf() != null);
            var edges = new ArrayList<Integer>();
            for (Edge edge : node.inputs()) {
                if (edge.carries() && edge.target != null) {
                    edges.add(numbers.find(edge.target));
                }
            }
            inputs.add(edges);
        }
    }

    private static String name(Node node) {
        Variable leaf = node.leaf();
        if (leaf instanceof Param param) {
            return param.description();
        }
        var text = new StringBuilder(leaf == null ? node.op : "tracked");
        for (int i = 0; i < node.outputs(); i++) {
            text.append(' ').append(node.shape(i));
        }
        return text.toString();
    }

    /// The operations, one a line.
    ///
    /// @throws IllegalStateException if a backward sweep has consumed the graph
    public static String text(Variable variable) {
        var graph = new Graph(variable);
        var text = new StringBuilder();
        for (int i = 0; i < graph.names.size(); i++) {
            text.append('%').append(i).append(" = ").append(graph.names.get(i));
            String separator = "  ← ";
            for (int input : graph.inputs.get(i)) {
                text.append(separator).append('%').append(input);
                separator = " ";
            }
            text.append('\n');
        }
        return text.toString();
    }

    /// The graph in Graphviz's language: leaves as boxes, operations as ellipses, arrows in the direction of the computation.
    ///
    /// @throws IllegalStateException if a backward sweep has consumed the graph
    public static String dot(Variable variable) {
        var graph = new Graph(variable);
        var text = new StringBuilder("digraph {\n  rankdir=LR;\n");
        for (int i = 0; i < graph.names.size(); i++) {
            text.append("  n").append(i).append(" [label=\"").append(escape(graph.names.get(i))).append("\", shape=")
                    .append(graph.leaves.get(i) ? "box" : "ellipse").append("];\n");
        }
        for (int i = 0; i < graph.names.size(); i++) {
            for (int input : graph.inputs.get(i)) {
                text.append("  n").append(input).append(" -> n").append(i).append(";\n");
            }
        }
        return text.append("}\n").toString();
    }

    private static String escape(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
