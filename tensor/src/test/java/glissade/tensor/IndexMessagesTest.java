package glissade.tensor;

import static glissade.tensor.MessageCase.argument;
import static glissade.tensor.MessageCase.bounds;
import static glissade.tensor.MessageCase.shape;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every error of the operations that pick and put, to the last character.
class IndexMessagesTest {

    private static final Tensor X = Tensor.zeros(2, 3);

    static final List<MessageCase> CASES = List.of(
            // rows
            shape(() -> Tensor.scalar(1).rows(Indices.of(0)), """
                    rows: a single number has no rows
                      tensor []
                      at IndexMessagesTest.java:LINE
                      fix: reshape(1, 1) makes it a row"""),
            bounds(() -> X.rows(Indices.of(1, 2)),
                    "rows: index 2, at [1] of the indices, is outside of axis 0 of [2, 3]; use 0 to 1"),
            bounds(() -> X.rows(Indices.of(-1)), "rows: index -1, at [0] of the indices, is outside of axis 0 of "
                    + "[2, 3]; use 0 to 1, for negative ones do not count from the end here"),
            bounds(() -> Tensor.zeros(0, 3).rows(Indices.of(0)),
                    "rows: index 0, at [0] of the indices, is outside of axis 0 of [0, 3], which is empty"),
            shape(() -> X.scatterRows(Indices.of(0), 2), """
                    scatterRows: there is not one row for each index
                      tensor  [2, 3]
                      indices [1]
                      at IndexMessagesTest.java:LINE
                      fix: the tensor's first axes must be the shape of the indices"""),
            shape(() -> X.scatterRows(Indices.of(0, 1), -1), """
                    shape: a size is -1; sizes are 0 or more: [-1, 3]
                      at IndexMessagesTest.java:LINE"""),
            bounds(() -> X.scatterRows(Indices.of(0, 2), 2),
                    "scatterRows: index 2, at [1] of the indices, is outside of axis 0 of [2, 3]; use 0 to 1"),
            bounds(() -> X.scatterRows(Indices.of(0, 0), 0),
                    "scatterRows: index 0, at [0] of the indices, is outside of axis 0 of [0, 3], which is empty"),
            // indexSelect, indexAdd
            shape(() -> X.indexSelect(2, Indices.of(0)), """
                    indexSelect: there is no axis 2 in [2, 3], which has 2 axes
                      at IndexMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            bounds(() -> X.indexSelect(-1, Indices.of(new int[][] {{0, 1}, {2, 3}})),
                    "indexSelect: index 3, at [1, 1] of the indices, is outside of axis 1 of [2, 3]; use 0 to 2"),
            shape(() -> X.indexAdd(-3, Indices.of(0), X), """
                    indexAdd: there is no axis -3 in [2, 3], which has 2 axes
                      at IndexMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> X.indexAdd(1, Indices.of(0, 1), X), """
                    indexAdd: there is not one slice of the source for each index
                      tensor  [2, 3]
                                  ^
                      indices [2]
                      source  [2, 3]
                      at IndexMessagesTest.java:LINE
                      fix: the source's shape must be [2, 2]"""),
            bounds(() -> X.indexAdd(0, Indices.of(1, -2), X),
                    "indexAdd: index -2, at [1] of the indices, is outside of "
                            + "axis 0 of [2, 3]; use 0 to 1, for negative ones do not count from the end here"),
            // index, positions
            shape(() -> X.index(), """
                    index: 0 indices are given for 2 axes
                      tensor [2, 3]
                      at IndexMessagesTest.java:LINE
                      fix: give one for each axis, or for the first few"""),
            shape(() -> Tensor.of(1, 2).index(Indices.of(0), Indices.of(0)), """
                    index: 2 indices are given for 1 axis
                      tensor [2]
                      at IndexMessagesTest.java:LINE
                      fix: give one for each axis, or for the first few"""),
            shape(() -> X.index(Indices.of(0, 1), Indices.of(0, 1, 2)), """
                    index: the indices do not broadcast
                      axis 0 [2]
                      axis 1 [3]
                      at IndexMessagesTest.java:LINE
                      fix: aligned at their last axis, their sizes must be equal or 1"""),
            bounds(() -> X.index(Indices.of(0, 1), Indices.of(-3, -4)),
                    "index: index -4, at [1] of the indices, is outside of axis 1 of [2, 3]; use -3 to 2"),
            bounds(() -> Shape.of(2, 3).positions(Indices.of(2)),
                    "positions: index 2, at [0] of the indices, is outside of axis 0 of [2, 3]; use -2 to 1"),
            bounds(() -> Shape.of(0).positions(Indices.of(0)),
                    "positions: index 0, at [0] of the indices, is outside of axis 0 of [0], which is empty"),
            // gather, scatter
            shape(() -> Tensor.scalar(1).gather(0, Indices.of(0)), """
                    gather: there is no axis 0 in [], which has 0 axes
                      at IndexMessagesTest.java:LINE
                      fix: a single number has no axes"""),
            shape(() -> X.gather(1, Indices.of(0, 1)), """
                    gather: the indices have not as many axes as the tensor
                      tensor  [2, 3]
                      indices [2]
                      at IndexMessagesTest.java:LINE
                      fix: give an index for each element wanted; indexSelect and indexAdd move whole slices"""),
            shape(() -> X.gather(1, Indices.range(0, 3).reshape(3, 1)), """
                    gather: the indices reach beyond the tensor at axis 0
                      tensor  [2, 3]
                               ^
                      indices [3, 1]
                               ^
                      at IndexMessagesTest.java:LINE
                      fix: only along axis 1 may the indices be more than the tensor's elements"""),
            bounds(() -> X.gather(1, Indices.of(new int[][] {{0, 1}, {2, -1}})), "gather: index -1, at [1, 1] of the "
                    + "indices, is outside of axis 1 of [2, 3]; use 0 to 2, for negative ones do not count from the end here"),
            bounds(() -> X.scatter(0, Indices.of(new int[][] {{2}}), 1),
                    "scatter: index 2, at [0, 0] of the indices, is outside of axis 0 of [2, 3]; use 0 to 1"),
            shape(() -> X.scatter(0, Indices.of(new int[][] {{1}}), X), """
                    scatter: there is not one element of the source for each index
                      indices [1, 1]
                      source  [2, 3]
                      at IndexMessagesTest.java:LINE
                      fix: the source must have the shape of the indices"""),
            shape(() -> X.scatterAdd(0, Indices.of(new int[][] {{1}}), Tensor.of(1)), """
                    scatterAdd: there is not one element of the source for each index
                      indices [1, 1]
                      source  [1]
                      at IndexMessagesTest.java:LINE
                      fix: the source must have the shape of the indices"""),
            bounds(() -> X.scatterAdd(1, Indices.of(new int[][] {{3}}), Tensor.ones(1, 1)),
                    "scatterAdd: index 3, at [0, 0] of the indices, is outside of axis 1 of [2, 3]; use 0 to 2"),
            // masks
            shape(() -> X.where(Mask.of(true, false), Tensor.of(1)), """
                    where: the shapes do not broadcast
                      tensor [2, 3]
                      mask   [2]
                      other  [1]
                      at IndexMessagesTest.java:LINE
                      fix: aligned at their last axis, their sizes must be equal or 1"""),
            shape(() -> X.where(Mask.of(true), Tensor.of(1, 2)), """
                    where: the shapes do not broadcast
                      tensor [2, 3]
                      mask   [1]
                      other  [2]
                      at IndexMessagesTest.java:LINE
                      fix: aligned at their last axis, their sizes must be equal or 1"""),
            shape(() -> X.maskedFill(Mask.of(true, false), 0), """
                    maskedFill: the shapes do not broadcast
                      tensor [2, 3]
                      mask   [2]
                      at IndexMessagesTest.java:LINE
                      fix: aligned at their last axis, their sizes must be equal or 1"""),
            shape(() -> X.maskedSelect(Mask.of(true, false)), """
                    maskedSelect: the shapes do not broadcast
                      tensor [2, 3]
                      mask   [2]
                      at IndexMessagesTest.java:LINE
                      fix: aligned at their last axis, their sizes must be equal or 1"""),
            shape(() -> X.maskedScatter(Mask.of(true, false), X), """
                    maskedScatter: the shapes do not broadcast
                      tensor [2, 3]
                      mask   [2]
                      at IndexMessagesTest.java:LINE
                      fix: aligned at their last axis, their sizes must be equal or 1"""),
            shape(() -> X.maskedScatter(Mask.of(true, false, false), Tensor.of(1, 2, 3)), """
                    maskedScatter: the mask, broadcast to [2, 3], chooses 2 elements, but the source has 3
                      tensor [2, 3]
                      mask   [3]
                      source [3]
                      at IndexMessagesTest.java:LINE
                      fix: give one number for each true element of the mask"""),
            shape(() -> Mask.of(true, false).broadcastTo(Shape.of(3)), """
                    broadcastTo: [2] cannot be repeated to [3]
                      at IndexMessagesTest.java:LINE
                      fix: aligned at the last axis, each size must be 1 or the target's"""),
            // whole numbers
            bounds(() -> Tensor.oneHot(Indices.of(0, 3), 3),
                    "oneHot: index 3, at [1] of the indices, is outside of axis 1 of [2, 3]; use 0 to 2"),
            shape(() -> Tensor.oneHot(Indices.of(0), -1), """
                    shape: a size is -1; sizes are 0 or more: [1, -1]
                      at IndexMessagesTest.java:LINE"""),
            shape(() -> Indices.of(new int[][] {{1, 2}, {3}}), """
                    indices: row 0 has 2 numbers and row 1 has 1
                      at IndexMessagesTest.java:LINE
                      fix: give each row as many numbers"""),
            argument(() -> Tensor.of(1, 2.5f).toIndices(), "toIndices: 2.5, at [1] of [2], is no whole number from "
                    + "-2147483648 to 2147483647; round first"),
            argument(() -> Tensor.scalar(Double.NaN).toIndices(),
                    "toIndices: NaN, at [] of [], is no whole number from "
                            + "-2147483648 to 2147483647; round first"),
            argument(() -> Tensor.of(0x1p31f).toIndices(), "toIndices: 2.1474836E9, at [0] of [1], is no whole number "
                    + "from -2147483648 to 2147483647; round first"));

    @ParameterizedTest
    @FieldSource("CASES")
    void message_ofEachError_isWhole(MessageCase error) {
        error.check();
    }
}
