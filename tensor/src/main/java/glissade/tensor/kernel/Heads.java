package glissade.tensor.kernel;

import glissade.tensor.Shape;

/// The matrices of attention's heads in an array, wherever they stand in it: rows stand `row` apart, and a row is contiguous.
///
/// @param array what they stand in
/// @param at where each one begins
/// @param row from one row to the next
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
public record Heads(float[] array, int[] at, int row) {

    /// Heads side by side in the rows of `[batch, length, width]`, from column `column` on, each of `size` columns: one batch entry's after
    /// the other's.
    public static Heads inRows(float[] array, int batch, int heads, int length, int width, int column, int size) {
        int[] at = new int[batch * heads];
        for (int i = 0; i < at.length; i++) {
            at[i] = column + i / heads * length * width + i % heads * size;
        }
        return new Heads(array, at, width);
    }

    /// Contiguous matrices of `rows` rows of `size` elements, the axes before them broadcast from `own` to `batch`.
    public static Heads broadcast(float[] array, Shape own, Shape batch, int rows, int size) {
        return new Heads(array, BatchOffsets.of(own, batch, rows * size), size);
    }

    /// The same places in another array.
    public Heads in(float[] other) {
        return new Heads(other, at, row);
    }
}
