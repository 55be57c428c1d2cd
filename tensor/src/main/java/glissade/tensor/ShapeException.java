package glissade.tensor;

import glissade.tensor.kernel.UserLine;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Shapes that do not fit together. The message names the operation, every shape with the axis at fault marked, the
/// layer and the user's line, and the likely fix:
///
///     linear: the input's last axis is 784, but this layer takes 128 features
///       input  [64, 784]
///                   ^^^
///       weight [10, 128]
///                   ^^^
///       at layer 2 (Linear), Net.java:31
///       fix: give it rows of 128 features, or build this layer for 784
///
/// Own operations throw it too:
/// `throw ShapeException.of("outer", "a vector is needed").operand("left", a.shape()).fix("reshape it");`
///
/// For one thread at a time.
public final class ShapeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String problem;
    private final ArrayList<String> lines = new ArrayList<>();
    private String path = "";
    private @Nullable String layer;
    private @Nullable String fix;

    private ShapeException(String problem) {
        super(problem);
        this.problem = problem;
    }

    /// An exception that says which operation failed and why, in one line: `op: problem`.
    public static ShapeException of(String op, String problem) {
        return new ShapeException(op + ": " + problem);
    }

    /// Adds an operand with its shape; returns this exception.
    public ShapeException operand(String name, Shape shape) {
        lines.add(name + "\t" + shape);
        return this;
    }

    /// Adds an operand with its shape and marks one of its axes (negative: from the end); returns this exception.
    public ShapeException operand(String name, Shape shape, int markedAxis) {
        operand(name, shape);
        int axis = shape.axis(markedAxis);
        int start = 1;
        for (int i = 0; i < axis; i++) {
            start += digits(shape.size(i)) + 2;
        }
        lines.add("\t" + " ".repeat(start) + "^".repeat(digits(shape.size(axis))));
        return this;
    }

    private static int digits(int size) {
        return Integer.toString(size).length();
    }

    /// Adds the likely fix, without a full stop; returns this exception.
    public ShapeException fix(String advice) {
        fix = advice;
        return this;
    }

    /// Says in which layer it happened; a container calls it as the exception passes through. The innermost layer's
    /// `type` is kept, and the names grow outwards: `layer encoder.2 (Linear)`. Returns this exception.
    public ShapeException inside(String name, String type) {
        path = path.isEmpty() ? name : name + "." + path;
        if (layer == null) {
            layer = type;
        }
        return this;
    }

    /// The whole message, in several lines.
    @Override
    public String getMessage() {
        var text = new StringBuilder(problem);
        int width = 0;
        for (String line : lines) {
            width = Math.max(width, line.indexOf('\t'));
        }
        for (String line : lines) {
            int tab = line.indexOf('\t');
            text.append("\n  ").append(line, 0, tab).append(" ".repeat(width - tab + 1)).append(line, tab + 1,
                    line.length());
        }
        String where = where();
        if (!where.isEmpty()) {
            text.append("\n  at ").append(where);
        }
        if (fix != null) {
            text.append("\n  fix: ").append(fix);
        }
        return text.toString();
    }

    private String where() {
        String line = UserLine.of(getStackTrace());
        String inLayer = layer == null ? "" : "layer " + path + " (" + layer + ")";
        return inLayer.isEmpty() || line.isEmpty() ? inLayer + line : inLayer + ", " + line;
    }
}
