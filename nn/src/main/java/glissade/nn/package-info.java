/// Layers, nets and losses.
///
/// A layer is a record. Its components are what it learns ([glissade.autograd.Param]), what it remembers
/// ([RunningStatistics], a random stream) and the layers inside it; its one method says how a variable goes through:
///
///     record Block(Linear wide, Linear narrow) implements Layer {
///         public Variable forward(Variable x) {
///             return x.add(narrow.forward(wide.forward(x).relu()));
///         }
///     }
///
/// There is nothing to register: a walk over the components finds the state and names it. A function without state is a layer too:
/// `Variable::tanh`, `x -> x.reshape(-1, 784)`. [Sequential] chains layers; [Stateful#describe] prints what a net is made of, and
/// [Summary] adds shapes, multiply-adds and memory. What takes or returns something else than one variable is [Stateful], with a forward
/// of its own.
///
/// # Two doors
///
/// `new Linear(weight, bias)` makes a layer of given numbers, `Linear.init(784, 128, random)` one of random numbers
/// that a training can start from. A [glissade.tensor.RandomStream] with a seed makes the same net on every machine.
///
/// # Names
///
/// Names are PyTorch's, so weights files of either side fit the other. A component's name is turned into snake_case,
/// items of a list are numbered, and dots join the parts; the list of a [Sequential] adds no name ([Unnamed]):
///
///     Sequential.of(new Block(…), new Relu()).state().names()
///             // 0.wide.weight, 0.wide.bias, 0.narrow.weight, 0.narrow.bias
///
/// One param in two places (tied weights) stands under both names in [Stateful#state()] and once in
/// [Stateful#parameters()], so that an optimizer moves it once.
///
/// # State
///
/// [Stateful#state()] is what a weights file holds: params and running statistics. [Stateful#load] takes it back and is
/// strict: the message lists every name that is missing, left over or of another shape, and nothing has changed then.
/// [Stateful#loadMatching] takes over what fits, such as a pretrained body under a new head, and reports the rest.
/// [Stateful#copyOf] makes a second net with state of its own, a teacher for instance.
/// Positions of random streams are apart, in [Stateful#streams()]: a run that stopped needs them to go on with the same
/// bits, PyTorch's files do not know them.
///
/// State that the walk cannot reach would be lost without a word, so it is refused: a lambda that captures a layer, a
/// class that is no record and has a layer in a field, a layer in a map. The way out is a record, a list, or
/// [Stateful#parts()].
///
/// # Mode
///
/// Whether a layer trains is not stored in it. It asks [glissade.autograd.Mode], which belongs to the running code:
///
///     Variable loss = Losses.crossEntropy(net.forward(images), labels);      // dropout drops, the graph is recorded
///     Tensor scores = net.predict(images);                                   // neither
///
/// So nothing must be switched back, and one net can train on one thread while another thread asks it.
///
/// # Losses
///
/// A loss is a function that ends in a single number ([Losses]; [CrossEntropy], [MarginLosses] and [Ctc] have more). Those of
/// classes take logits, not probabilities: the logarithm of a softmax is exact where the softmax itself has long become 0.
///
/// # Space
///
/// [Conv] and [MaxPool] work over one, two or three axes behind batch and channels, as many as kernel and input have:
///
///     Sequential.of(Conv.init(1, 32, Shape.of(3, 3), new ConvWindow().padding(1), random), new Relu(), new MaxPool(2),
///             new Flatten(), Linear.init(32 * 14 * 14, 10, random))       // [64, 1, 28, 28] → [64, 10]
///
/// # Sequences
///
/// [Lstm], [Gru] and [Rnn] are layers; `run` also takes and gives states, and the sequences' lengths. What reads token numbers, as
/// [Embedding] does, or takes masks, as [MultiHeadAttention] and [TransformerEncoder] can, is called by name:
///
///     Variable x = positions.forward(embedding.forward(tokens));             // [batch, length] → [batch, length, features]
///     Variable y = encoder.forward(x, AttentionMask.CAUSAL.withIgnoredKeys(padding));
///
/// # How it starts
///
/// Layers start as PyTorch's do. [Init] has the other ways, each with its paper, and [Gain] and [Fans] what they count with.
package glissade.nn;
