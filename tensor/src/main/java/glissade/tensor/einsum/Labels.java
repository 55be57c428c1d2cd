package glissade.tensor.einsum;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;

/// Names of a tensor's axes, one character each, in a string.
final class Labels {

    private Labels() {
    }

    static boolean has(String labels, char label) {
        return labels.indexOf(label) >= 0;
    }

    /// Those that stand in `other` too, in their own order.
    static String common(String labels, String other) {
        return kept(labels, other, true);
    }

    /// Those that do not stand in `other`.
    static String without(String labels, String other) {
        return kept(labels, other, false);
    }

    private static String kept(String labels, String other, boolean inOther) {
        var kept = new StringBuilder();
        for (char label : labels.toCharArray()) {
            if (has(other, label) == inOther) {
                kept.append(label);
            }
        }
        return kept.toString();
    }

    /// Each label once, in the order of their first places.
    static String unique(String labels) {
        var unique = new StringBuilder();
        for (int i = 0; i < labels.length(); i++) {
            if (labels.indexOf(labels.charAt(i)) == i) {
                unique.append(labels.charAt(i));
            }
        }
        return unique.toString();
    }

    /// The tensor with its axes in another order; labels that stand twice keep their order.
    static Tensor permute(Tensor x, String from, String to) {
        if (from.equals(to)) {
            return x;
        }
        int[] axes = new int[to.length()];
        for (int i = 0; i < axes.length; i++) {
            int before = to.lastIndexOf(to.charAt(i), i - 1);
            axes[i] = from.indexOf(to.charAt(i), before < 0 ? 0 : axes[before] + 1);
        }
        return x.permute(axes);
    }

    /// The product of the sizes of some of a shape's axes.
    static int product(Shape shape, String labels, String some) {
        int product = 1;
        for (char label : some.toCharArray()) {
            product *= shape.size(labels.indexOf(label));
        }
        return product;
    }
}
