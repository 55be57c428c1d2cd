/// What a tensor is.
///
/// A tensor is numbers with a shape. `[64, 784]` is the shape of 64 rows of 784 numbers each: a batch of 64 images of
/// 28 × 28 pixels, say. The places in the shape are called axes, and are counted from 0, or from the end with negative
/// numbers: axis −1 is the last. How many there are is the rank: 0 for a single number, 1 for a vector, 2 for a matrix.
///
///     var x = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);    // Tensor [2, 3]
///                                                             // [[1, 2, 3],
///                                                             //  [4, 5, 6]]
///
/// **Storage.** The numbers are float32 and lie in one `float[]`, row-major: the last axis varies fastest, so element
/// `[i, j]` of shape `[2, 3]` stands at `3 · i + j`. There are no gaps. Hence `reshape` costs nothing: it is the same
/// array under another shape. `transpose` must copy. A [Tensor] never changes: each operation gives a new one, arrays
/// are copied on the way in and out, and threads may share tensors freely.
///
/// **Elementwise operations and broadcasting.** `a.add(b)` adds element to element. Where shapes differ they are
/// aligned at the last axis; an axis of size 1, or one that is missing in front, is repeated to the size of the other
/// side's. Sizes that differ otherwise are an error ([ShapeException]), which shows both shapes. So a vector of three
/// goes with each row:
///
///     x.add(Tensor.of(10, 20, 30))                   //    [2, 3]     1  2  3     10 20 30     11 22 33
///                                                    //  +    [3]     4  5  6  +  10 20 30  =  14 25 36
///
/// and a column, which is a matrix with one column, with each column:
///
///     x.mul(Tensor.of(Shape.of(2, 1), 1, -1))        //    [2, 3]     1  2  3      1  1  1      1  2  3
///                                                    //  · [2, 1]     4  5  6  ·  −1 −1 −1  =  −4 −5 −6
///
/// Nothing is really repeated in memory. `sumTo` is the way back: it adds up what was repeated.
///
/// **Reductions** make one number of many, over all axes or over the given ones, which are then gone:
///
///     x.sum()                                        // []      21
///     x.sum(0)                                       // [3]     5, 7, 9      one for each column
///     x.mean(-1)                                     // [2]     2, 5         one for each row
///     x.sub(x.mean(-1).unsqueeze(-1))                // [2, 3]  each row without its mean
///
/// `unsqueeze` puts the axis back with size 1, so that the result broadcasts to where it came from.
///
/// **Products.** `matmul` multiplies matrices and batches of them; `mul` multiplies element by element.
///
/// **Labels and masks** are no numbers to calculate with. [Indices] holds whole numbers (class labels, token ids, rows
/// to pick), [Mask] truth values.
///
/// **The same bits everywhere.** The order in which numbers are added, and each step of `exp` or `tanh`, are fixed by
/// the sizes alone. So a result has the same bits on one thread and on sixteen ([Threads]), with any vector width or
/// without the Vector API ([Backend]), and on any machine. Random numbers are a function of seed, stream and position
/// ([RandomStream]). Two tensors are equal if their shapes and all their bits are.
///
/// **Names and files.** A [StateDict] is an ordered list of names with a tensor, or whole numbers of 64 bits, to each:
/// the weights of a network, the state of an optimizer. It is written as safetensors ([SafeTensors]), a file that other
/// frameworks read:
///
///     SafeTensors.write(Path.of("net.safetensors"), StateDict.empty().with("weight", x));
package glissade.tensor;
