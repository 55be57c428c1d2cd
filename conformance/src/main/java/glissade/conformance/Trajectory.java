package glissade.conformance;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// A tensor's values in time.
final class Trajectory {

    private final List<Numbers> values = new ArrayList<>();

    void add(Tensor value) {
        values.add(Numbers.of(value));
    }

    /// The values stacked, `[time, …]`.
    Numbers numbers() {
        IntStream sizes = values.getFirst().shape().rank() == 0 ? IntStream.empty()
                : IntStream.of(values.getFirst().shape().toArray());
        return new Numbers(Numbers.Kind.FLOAT, Shape.of(IntStream.concat(IntStream.of(values.size()), sizes).toArray()),
                values.stream().flatMapToDouble(value -> DoubleStream.of(value.data())).toArray());
    }
}
