package glissade.conformance;

import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// A tensor as a golden file writes it: row-major, in double, whatever its type.
///
/// @param kind the type, as far as it matters for comparing
/// @param shape the sizes of its axes
/// @param data the elements; booleans are 0 and 1
record Numbers(Kind kind, Shape shape, double[] data) implements Leaf {

    /// How elements are compared: floats by a tolerance, the others exactly.
    enum Kind {
        FLOAT, INTEGER, BOOLEAN
    }

    Numbers {
        if (shape.elements() != data.length) {
            throw new IllegalArgumentException("a tensor of shape " + shape + " has " + data.length + " numbers");
        }
    }

    static boolean isTensor(JsonNode json) {
        return json.isObject() && json.path("shape").isArray() && json.path("data").isArray();
    }

    /// A tensor of a golden file.
    static Numbers tensor(JsonNode json) {
        if (!isTensor(json)) {
            throw new IllegalArgumentException("a tensor needs shape and data, found " + json);
        }
        int[] sizes = json.path("shape").values().stream().mapToInt(JsonNode::intValue).toArray();
        double[] data = json.path("data").values().stream().mapToDouble(Numbers::number).toArray();
        Kind kind = switch (json.path("dtype").stringValue("float64")) {
            case "float64", "float32" -> Kind.FLOAT;
            case "int64" -> Kind.INTEGER;
            case "bool" -> Kind.BOOLEAN;
            case String other -> throw new IllegalArgumentException("there is no dtype '" + other + "'");
        };
        return new Numbers(kind, Shape.of(sizes), data);
    }

    /// Whether this is a number, a boolean, or a list of numbers, perhaps of lists of one length.
    static boolean isPlain(JsonNode json) {
        if (json.isArray()) {
            return json.size() > 0 && json.values().stream().allMatch(Numbers::isPlain)
                    && json.values().stream().map(Numbers::plainShape).distinct().count() == 1;
        }
        return json.isNumber() || json.isBoolean() || json.isString() && isSpecial(json.stringValue());
    }

    /// A number or list of numbers.
    static Numbers plain(JsonNode json) {
        if (!json.isArray()) {
            return new Numbers(json.isBoolean() ? Kind.BOOLEAN : Kind.FLOAT, Shape.SCALAR, new double[] {number(json)});
        }
        double[] data = json.values().stream().flatMapToDouble(part -> Arrays.stream(plain(part).data)).toArray();
        return new Numbers(Kind.FLOAT, plainShape(json), data);
    }

    private static Shape plainShape(JsonNode json) {
        if (!json.isArray()) {
            return Shape.SCALAR;
        }
        int[] inner = json.isEmpty() ? new int[0] : plainShape(json.path(0)).toArray();
        return Shape.of(IntStream.concat(IntStream.of(json.size()), Arrays.stream(inner)).toArray());
    }

    /// A number, or one of the words for those that JSON does not have; true is 1.
    static double number(JsonNode json) {
        if (json.isBoolean()) {
            return json.booleanValue() ? 1 : 0;
        }
        return json.isString() && isSpecial(json.stringValue()) ? Double.parseDouble(json.stringValue())
                : json.doubleValue();
    }

    private static boolean isSpecial(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    static Numbers of(Tensor tensor) {
        float[] values = tensor.toArray();
        return new Numbers(Kind.FLOAT, tensor.shape(),
                IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray());
    }

    static Numbers of(Indices indices) {
        return new Numbers(Kind.INTEGER, indices.shape(), Arrays.stream(indices.toArray()).asDoubleStream().toArray());
    }

    static Numbers of(Mask mask) {
        boolean[] values = mask.toArray();
        return new Numbers(Kind.BOOLEAN, mask.shape(),
                IntStream.range(0, values.length).mapToDouble(i -> values[i] ? 1 : 0).toArray());
    }

    static Numbers of(double... values) {
        return new Numbers(Kind.FLOAT, Shape.of(values.length), values);
    }

    static Numbers scalar(double value) {
        return new Numbers(Kind.FLOAT, Shape.SCALAR, new double[] {value});
    }

    static Numbers scalar(boolean value) {
        return new Numbers(Kind.BOOLEAN, Shape.SCALAR, new double[] {value ? 1 : 0});
    }

    /// The numbers rounded to float32.
    Tensor tensor() {
        requireKind(Kind.FLOAT);
        float[] values = new float[data.length];
        for (int i = 0; i < data.length; i++) {
            values[i] = (float) data[i];
        }
        return Tensor.of(shape, values);
    }

    Indices indices() {
        requireKind(Kind.INTEGER);
        return Indices.of(shape, Arrays.stream(data).mapToInt(value -> Math.toIntExact((long) value)).toArray());
    }

    Mask mask() {
        requireKind(Kind.BOOLEAN);
        boolean[] values = new boolean[data.length];
        for (int i = 0; i < data.length; i++) {
            values[i] = data[i] != 0;
        }
        return Mask.of(shape, values);
    }

    private void requireKind(Kind wanted) {
        if (kind != wanted) {
            throw new IllegalArgumentException("the numbers are of kind " + kind + ", not " + wanted);
        }
    }
}
