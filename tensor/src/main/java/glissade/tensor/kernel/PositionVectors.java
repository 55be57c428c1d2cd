package glissade.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The positions of a convolution's output, or of a band of it, as vectors of neighbours: where each begins in the padded copy
/// ([PaddedImage]), and where among the results.
///
/// Vectors that would reach beyond a row are moved back inside, and compute some positions twice. Where rows are shorter than a vector, the
/// whole plane is one row instead ("flat"), as wide as the copy: what lies between the rows is computed too, and left out by [#settle].
///
/// @param from where the patch of each vector's first position begins in the padded copy; the last one repeated to a multiple of `together`
/// @param to where that position is in the band, or in an array of [#length] elements if this is flat
/// @param isFlat whether rows are shorter than a vector
/// @param length elements that flat results take
/// @param starts where each row begins in them
/// @param width positions of a row
record PositionVectors(int[] from, int[] to, boolean isFlat, int length, int[] starts, int width) {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    static PositionVectors of(ConvPlan.Axes output, PaddedImage padded, int together) {
        int width = output.width();
        int rows = output.depth() * output.height();
        int[] starts = new int[rows];
        for (int row = 0; row < rows; row++) {
            starts[row] = padded.at(row / output.height(), row % output.height());
        }
        boolean isFlat = width < L;
        int each = Math.ceilDiv(width, L);
        int count = rows == 0 ? 0 : isFlat ? Math.ceilDiv(starts[rows - 1] + width, L) : rows * each;
        int[] from = new int[Math.ceilDiv(count, together) * together];
        int[] to = new int[from.length];
        for (int i = 0; i < from.length; i++) {
            int vector = Math.min(i, count - 1);
            if (isFlat) {
                from[i] = vector * L;
                to[i] = vector * L;
            } else {
                int left = Math.min(vector % each * L, width - L);
                from[i] = starts[vector / each] + left;
                to[i] = vector / each * width + left;
            }
        }
        return new PositionVectors(from, to, isFlat, (count + 1) * L, starts, width);
    }

    /// Brings the rows of flat results to their place.
    void settle(float[] flat, int flatAt, float[] y, int yo) {
        int end = yo + starts.length * width;
        int to = yo;
        for (int start : starts) {
            var row = FloatVector.fromArray(S, flat, flatAt + start);
            if (to + L <= end) {
                row.intoArray(y, to); // what is too much, the next row overwrites
            } else {
                row.intoArray(y, to, S.indexInRange(0, width));
            }
            to += width;
        }
    }
}
