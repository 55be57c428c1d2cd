package glissade.tensor.einsum;

import static glissade.tensor.einsum.Labels.has;
import static glissade.tensor.einsum.Labels.without;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;

/// A step of one operand, from some labels of its axes to others:
///
/// - a label that stands twice in `from` takes the diagonal;
/// - a label that is not in `to` is summed over;
/// - a label that is not in `from` is a new axis, along which the numbers are repeated;
/// - a label that stands twice in `to` puts the numbers on a diagonal of zeros.
///
/// The map is linear, and its transpose, which pulls gradients back, is the way from `to` to `from`.
///
/// @param from the labels of the operand's axes
/// @param source the operand's shape
/// @param to the labels of the result's axes
/// @param target the result's shape
public record Relabelling(String from, Shape source, String to, Shape target) {

    /// Whether it changes nothing.
    public boolean isIdentity() {
        return from.equals(to);
    }

    /// The way back.
    public Relabelling transposed() {
        return new Relabelling(to, target, from, source);
    }

    /// Takes the step. The result may share its elements with the operand.
    public Tensor apply(Tensor operand) {
        Tensor x = operand;
        String labels = from;
        for (char label : Labels.unique(from).toCharArray()) {
            while (labels.indexOf(label) != labels.lastIndexOf(label)) {
                String others = withoutFirst(withoutFirst(labels, label), label);
                x = Labels.permute(x, labels, others + label + label).diagonal(0);
                labels = others + label;
            }
        }
        x = sum(x, labels);
        labels = Labels.common(labels, to);
        String unique = Labels.unique(to);
        String order = Labels.common(unique, labels);
        x = broadcast(Labels.permute(x, labels, order), order, unique);
        labels = unique;
        for (int i = 0; i < to.length(); i++) {
            char label = to.charAt(i);
            if (to.indexOf(label) < i) {
                String others = withoutFirst(labels, label);
                x = Labels.permute(x, labels, others + label).diagEmbed(0);
                labels = others + label + label;
            }
        }
        return Labels.permute(x, labels, to);
    }

    private Tensor sum(Tensor x, String labels) {
        String summed = without(labels, to);
        int[] axes = summed.chars().map(labels::indexOf).toArray();
        return axes.length == 0 ? x : x.sum(axes);
    }

    private Tensor broadcast(Tensor x, String labels, String all) {
        if (labels.equals(all)) {
            return x;
        }
        int[] ones = new int[all.length()];
        int[] sizes = new int[all.length()];
        for (int i = 0; i < ones.length; i++) {
            sizes[i] = target.size(to.indexOf(all.charAt(i)));
            ones[i] = has(labels, all.charAt(i)) ? sizes[i] : 1;
        }
        return x.reshape(ones).broadcastTo(Shape.of(sizes));
    }

    private static String withoutFirst(String labels, char label) {
        int at = labels.indexOf(label);
        return labels.substring(0, at) + labels.substring(at + 1);
    }
}
