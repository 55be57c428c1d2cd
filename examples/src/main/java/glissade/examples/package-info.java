/// Lessons: programs that train something small, written to be read. Each shows its training loop in one method.
///
/// | lesson | what it shows |
/// | --- | --- |
/// | 1 [LinearRegression] | loss, gradient, step: the loop, and four update rules that walk down the same loss |
/// | 2 [MnistMlp] | the same loop with batches, a net of two layers, metrics, progress, saved weights and Ctrl-C |
/// | 3 [MnistCnn] | the same training with convolutions |
/// | 4 [OptimizerRace] | every rule on five functions of two numbers, and the ways they take |
/// | 5 [AdamStepByStep] | three steps of Adam by hand, and the case in which Adam walks uphill |
/// | 6 [LearningRates] | every schedule, drawn |
/// | 7 [OptimizerCurves] | every rule on a small net |
///
///     mvn -q compile exec:exec -Dexample=linear-regression
///     mvn -q compile exec:exec -Dexample=mnist -Dargs="--epochs 1"
///
/// Start with lesson 1 and read its `train`; then that of [MnistTraining], which lessons 2 and 3 share. The rest makes a
/// program of them: [Main] finds the lesson, [MnistOptions] and [Check] read what the user typed, [Plot] draws.
package glissade.examples;
