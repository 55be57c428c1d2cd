package glissade.autograd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A map from nodes to small numbers, by open addressing on the nodes' ids. It is only ever asked for one node; nothing runs
/// through it, so its layout cannot be seen in a result.
final class NodeTable {

    static final int ABSENT = Integer.MIN_VALUE;

    private @Nullable Node[] nodes = new Node[16];
    private int[] numbers = new int[16];
    private int size;

    int find(Node node) {
        int at = slot(node);
        return nodes[at] == null ? ABSENT : numbers[at];
    }

    void put(Node node, int number) {
        int at = slot(node);
        if (nodes[at] == null) {
            if (2 * (size + 1) > nodes.length) {
                grow();
                at = slot(node);
            }
            nodes[at] = node;
            size++;
        }
        numbers[at] = number;
    }

    /// Where the node is, or would be.
    private int slot(Node node) {
        int mask = nodes.length - 1;
        int at = Long.hashCode(node.id * 0x9E3779B97F4A7C15L) & mask;
        while (nodes[at] != null && nodes[at] != node) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        var oldNodes = nodes;
        var oldNumbers = numbers;
        nodes = Arrays.copyOf(new Node[0], oldNodes.length * 2);
        numbers = new int[nodes.length];
        for (int i = 0; i < oldNodes.length; i++) {
            var node = oldNodes[i];
            if (node != null) {
                int at = slot(node);
                nodes[at] = node;
                numbers[at] = oldNumbers[i];
            }
        }
    }
}
