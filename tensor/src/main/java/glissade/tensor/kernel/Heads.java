package glissade.tensor.kernel;

/// The matrices of attention's heads in an array, wherever they stand in it: that of batch entry b and head h begins at
/// `offset + b · batch + h · head`, its rows stand `row` apart, and a row is contiguous.
///
/// @param array what they stand in
/// @param offset where the first one begins
/// @param batch from one batch entry to the next
/// @param head from one head to the next
/// @param row from one row to the next
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
public record Heads(float[] array, int offset, int batch, int head, int row) {

    /// Heads side by side in the rows of `[batch, length, width]`, from column `column` on, each of `size` columns.
    public static Heads inRows(float[] array, int length, int width, int column, int size) {
        return new Heads(array, column, length * width, size, width);
    }

    int at(int b, int h) {
        return offset + b * batch + h * head;
    }
}
