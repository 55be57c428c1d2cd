package glissade.tensor.einsum;

import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.einsum.Equation.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An equation matched with the shapes of its operands, as steps: each operand is relabelled, then joined to the product of those
/// before it, from left to right. A label that no later operand and not the result has is summed over as soon as it can be.
///
/// Labels are the equation's letters, and for the axes of an ellipsis characters of their own, counted from the last axis. An axis of
/// size 1 where another operand's is larger is dropped: it belongs to no label.
public final class Einsum {

    /// The label of an ellipsis' last axis; those before it follow.
    private static final char LAST = 256;

    private final Equation equation;
    private final List<Shape> given;
    private final List<String> labels = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();
    private final Map<Character, Integer> sizes = new HashMap<>();
    private final List<Relabelling> operands = new ArrayList<>();
    private final List<Contraction> contractions = new ArrayList<>();

    private Einsum(Equation equation, List<Shape> given) {
        this.equation = equation;
        this.given = given;
    }

    /// Matches an equation with shapes.
    ///
    /// @throws IllegalArgumentException if it is no equation, or has another number of operands
    /// @throws ShapeException if an operand has another number of axes, or the sizes of a letter differ
    public static Einsum of(String equation, List<Shape> shapes) {
        var parsed = Equation.parse(equation);
        int named = parsed.operands().size();
        if (named != shapes.size()) {
            Term alone = parsed.operands().get(Math.min(named - 1, shapes.size())); // the first without an operand
            throw new IllegalArgumentException("einsum: the equation has " + named + (named == 1 ? " term" : " terms")
                    + " for " + shapes.size() + (shapes.size() == 1 ? " operand" : " operands") + parsed.marked(alone)
                    + "\n  fix: give one operand for each term before the '->'");
        }
        var einsum = new Einsum(parsed, List.copyOf(shapes));
        einsum.label();
        einsum.measure();
        einsum.dropRepeated();
        einsum.plan();
        return einsum;
    }

    /// An operand's shape, without the axes of size 1 that are to be repeated.
    public Shape shape(int operand) {
        return shapes.get(operand);
    }

    /// The step of one operand.
    public Relabelling operand(int operand) {
        return operands.get(operand);
    }

    /// The step that joins an operand, which is not the first, to the product of those before it.
    public Contraction contraction(int operand) {
        return contractions.get(operand - 1);
    }

    private void label() {
        for (int i = 0; i < given.size(); i++) {
            Term term = equation.operands().get(i);
            int rank = given.get(i).rank();
            int open = rank - term.named().length();
            if (open < 0 || open > 0 && !term.hasEllipsis()) {
                String axes = rank + (rank == 1 ? " axis" : " axes");
                throw ShapeException.of("einsum", "operand " + i + " has " + axes + ", but its term names "
                        + term.named().length() + equation.marked(term)).operand("operand " + i, given.get(i))
                        .fix("give each axis a letter; '...' stands for those that need none");
            }
            labels.add(labels(term, open));
        }
    }

    /// A term's letters, its ellipsis replaced by labels of as many axes.
    private static String labels(Term term, int open) {
        var ellipsis = new StringBuilder();
        for (int i = open - 1; i >= 0; i--) {
            ellipsis.append((char) (LAST + i));
        }
        return term.letters().replace(String.valueOf(Equation.ELLIPSIS), ellipsis);
    }

    /// Finds each label's size.
    private void measure() {
        var owners = new HashMap<Character, Integer>();
        for (int i = 0; i < given.size(); i++) {
            String own = labels.get(i);
            for (int axis = 0; axis < own.length(); axis++) {
                char label = own.charAt(axis);
                int size = given.get(i).size(axis);
                int first = own.indexOf(label);
                if (given.get(i).size(first) != size) {
                    throw ShapeException
                            .of("einsum", "letter '" + label + "' stands twice in operand " + i + ", for sizes "
                                    + given.get(i).size(first) + " and " + size
                                    + equation.marked(equation.operands().get(i), label))
                            .operand("operand " + i, given.get(i), axis)
                            .fix("a letter that stands twice takes the diagonal, so the sizes must be equal");
                }
                int known = sizes.getOrDefault(label, 1);
                if (known != 1 && size != 1 && known != size) {
                    throw differ(label, owners.getOrDefault(label, 0), i, axis);
                }
                if (known == 1) {
                    sizes.put(label, size);
                    owners.put(label, i);
                }
            }
        }
    }

    private ShapeException differ(char label, int first, int second, int axis) {
        Shape left = given.get(first);
        Shape right = given.get(second);
        int firstAxis = labels.get(first).indexOf(label);
        String sizesDiffer = " stands for size " + left.size(firstAxis) + " in operand " + first + " and for size "
                + right.size(axis) + " in operand " + second;
        Term term = equation.operands().get(second);
        String problem = label < LAST ? "letter '" + label + "'" + sizesDiffer + equation.marked(term, label)
                : "an axis of '...'" + sizesDiffer + equation.marked(term, Equation.ELLIPSIS);
        return ShapeException.of("einsum", problem).operand("operand " + first, left, firstAxis)
                .operand("operand " + second, right, axis)
                .fix("axes with one letter have one size, or size 1, which is repeated"
                        + (label < LAST ? "" : "; those of '...' are aligned at the last"));
    }

    private void dropRepeated() {
        for (int i = 0; i < given.size(); i++) {
            var kept = new StringBuilder();
            int[] keptSizes = new int[given.get(i).rank()];
            for (int axis = 0; axis < keptSizes.length; axis++) {
                char label = labels.get(i).charAt(axis);
                if (given.get(i).size(axis) == size(label)) {
                    keptSizes[kept.length()] = size(label);
                    kept.append(label);
                }
            }
            labels.set(i, kept.toString());
            shapes.add(Shape.of(Arrays.copyOf(keptSizes, kept.length())));
        }
    }

    private void plan() {
        int open = (int) sizes.keySet().stream().filter(label -> label >= LAST).count();
        String result = labels(equation.result(), open);
        Shape target = shape(result); // refuses a result that is too large, before anything is computed
        int count = labels.size();
        if (count == 1) {
            operands.add(new Relabelling(labels.getFirst(), shapes.getFirst(), result, target));
            return;
        }
        String product = "";
        for (int i = 0; i < count; i++) {
            String elsewhere =
                    result + String.join("", labels.subList(0, i)) + String.join("", labels.subList(i + 1, count));
            String own = Labels.common(Labels.unique(labels.get(i)), elsewhere);
            operands.add(new Relabelling(labels.get(i), shapes.get(i), own, shape(own)));
            if (i == 0) {
                product = own;
                continue;
            }
            String later = result + String.join("", labels.subList(i + 1, count));
            String joined = i == count - 1 ? result
                    : Labels.common(product + Labels.without(own, product), later);
            contractions.add(new Contraction(product, own, joined));
            product = joined;
        }
    }

    private Shape shape(String some) {
        return Shape.of(some.chars().map(label -> size((char) label)).toArray());
    }

    private int size(char label) {
        return sizes.getOrDefault(label, 1);
    }
}
