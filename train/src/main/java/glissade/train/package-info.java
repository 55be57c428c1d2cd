/// Small parts that hang onto a training loop of one's own. The loop stays visible; nothing here calls it.
///
///     var adam = new Adam().over(net.parameters());
///     try (var stop = StopSignal.install()) {
///         for (int epoch = Checkpoint.resume(run, net, adam); epoch < 5; epoch++) {
///             var loss = new Average();
///             try (var progress = Progress.of("epoch " + (epoch + 1), batches.count())) {
///                 for (Labelled batch : batches.epoch(epoch)) {
///                     if (stop.requested()) {
///                         return; // to go on later from the last whole epoch
///                     }
///                     var batchLoss = Losses.crossEntropy(net.forward(batch.inputs()), batch.labels());
///                     adam.step(batchLoss.backward());
///                     loss.add(batchLoss.item(), batch.size());
///                     progress.step(() -> "loss " + loss);
///                 }
///             }
///             Checkpoint.save(run, net, adam, epoch + 1);
///         }
///     }
///
/// [Average] and [Accuracy] are exact however uneven the batches. [Progress] shows a line on a terminal and is silent
/// in a pipe. [Checkpoint] saves weights, or all that a run needs to go on bit for bit. [StopSignal] lets Ctrl-C end
/// the loop after the current step, with time to save.
package glissade.train;
