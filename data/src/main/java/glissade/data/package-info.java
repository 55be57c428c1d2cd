/// Data sets, and their way to a training loop in batches.
///
/// A [Dataset] has a size and hands out a batch for any row numbers. [Labelled] (inputs and class labels) and [Pairs] (inputs and
/// targets) hold tensors and are data sets and batches at once; [ImageBytes] keeps images as bytes and makes floats of a batch at a time;
/// an own data set is two methods, and [Dataset#map] changes another's batches. [Batches] cuts one into batches, in an order that is a
/// function of a seed and the epoch alone:
///
///     var mnist = Mnist.read(Path.of("datasets/mnist"));
///     var batches = Batches.of(mnist.train(), 64).shuffled(42);
///     for (int epoch = 0; epoch < 5; epoch++) {
///         for (Labelled batch : batches.epoch(epoch)) {
///             // batch.inputs() [64, 784], batch.labels() [64]
///         }
///     }
///
/// [IdxFile] reads the format of MNIST, plain or gzipped.
package glissade.data;
