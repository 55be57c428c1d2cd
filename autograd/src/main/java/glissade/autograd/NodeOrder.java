package glissade.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The nodes that one depends on, and itself, inputs before the nodes that use them.
///
/// The order is that of a depth-first search, given by the graph alone. Nothing recurses, so depth costs no stack.
final class NodeOrder {

    private static final Edge[] NO_EDGES = {};

    private final List<Node> order = new ArrayList<>();
    /// A node's place in `order`.
    private final NodeTable places = new NodeTable();
    private final long first;

    /// @param first nodes with a lower id are outside of the segment that is looked at: their inputs are not followed; 0 for a whole graph
    NodeOrder(Node root, long first) {
        this.first = first;
        sort(root);
    }

    List<Node> order() {
        return order;
    }

    /// A node's place in the order; [NodeTable#ABSENT] if it has none.
    int find(Node node) {
        return places.find(node);
    }

    /// The nodes that one depends on, and itself: inputs first.
    static List<Node> sorted(Node root) {
        return new NodeOrder(root, 0).order;
    }

    /// The edges of a segment to what was there before it began, and to leaves: one for each output that it reads.
    static Edge[] inputs(Node root, long first) {
        var found = new ArrayList<Edge>();
        var seen = new NodeTable();
        for (Node node : new NodeOrder(root, first).order) {
            for (Edge edge : node.id < first ? NO_EDGES : node.inputs()) {
                Node target = edge.target;
                if (target != null && (target.id < first || target.leaf() != null)
                        && (seen.find(target) == NodeTable.ABSENT || found.stream().noneMatch(edge::hasSameEnd))) {
                    seen.put(target, found.size());
                    found.add(Edge.into(edge));
                }
            }
        }
        return found.toArray(Edge[]::new);
    }

    private void sort(Node root) {
        var path = new ArrayList<Node>();
        int[] next = new int[16];
        path.add(root);
        places.put(root, -1);
        while (!path.isEmpty()) {
            int depth = path.size() - 1;
            Node node = path.get(depth);
            Edge[] inputs = inputs(node);
            if (next[depth] == inputs.length) {
                path.removeLast();
                next[depth] = 0;
                places.put(node, order.size());
                order.add(node);
                continue;
            }
            Edge edge = inputs[next[depth]++];
            Node target = edge.target;
            if (target != null) {
                requireUnchanged(node, edge, target);
                if (edge.carries() && places.find(target) == NodeTable.ABSENT) {
                    places.put(target, -1);
                    path.add(target);
                    if (path.size() > next.length) {
                        next = Arrays.copyOf(next, 2 * next.length);
                    }
                }
            }
        }
    }

    /// A node's edges; none where the segment ends.
    Edge[] inputs(Node node) {
        return node.id < first ? NO_EDGES : node.inputs();
    }

    private static void requireUnchanged(Node node, Edge edge, Node target) {
        if (target.version() != edge.version) {
            String name = target.leaf() instanceof Param param ? param.description() : "an input";
            throw new IllegalStateException("backward: " + name + " has changed since operation '" + node.op
                    + "' read it, so the gradient would be that of another computation"
                    + "\n  fix: compute the loss after the change, or call backward() before it; a copy taken with detach()"
                    + " does not change");
        }
    }
}
