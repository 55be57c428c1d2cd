package glissade.data;

import glissade.tensor.Indices;

/// Some rows of another data set.
record Subset<B>(Dataset<B> source, Indices rows) implements Dataset<B> {

    @Override
    public int size() {
        return rows.shape().size(0);
    }

    @Override
    public B batch(Indices rows) {
        return source.batch(RowNumbers.gather(this.rows, rows));
    }
}
