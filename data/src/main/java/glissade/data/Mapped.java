package glissade.data;

import glissade.tensor.Indices;
import java.util.function.Function;

/// Another data set's batches with a function applied to each.
record Mapped<B, C>(Dataset<B> source, Function<? super B, ? extends C> function) implements Dataset<C> {

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public C batch(Indices rows) {
        return function.apply(source.batch(rows));
    }
}
