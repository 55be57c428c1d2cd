/// Variables that remember how they were computed, and their derivatives.
///
/// # The chain rule by hand, and by the library
///
/// Take one number x = 2 and compute `a = 3x`, `b = a²`, `y = b + a`. Forward: a = 6, b = 36, y = 42. How fast does y change with x?
/// Go backward, from the result to the input, and ask of each value v how fast y changes with it; call that number dv.
///
/// - `dy = 1`: y changes with itself as fast as itself.
/// - `y = b + a`: a sum passes dy on to both sides. So `db = 1`, and a gets 1.
/// - `b = a²`: its slope is 2a. So a gets `2a · db = 12` as well.
/// - a was used twice, and what it gets adds up: `da = 1 + 12 = 13`.
/// - `a = 3x`: its slope is 3. So `dx = 3 · da = 39`.
///
/// The library does the same, with tensors in place of numbers:
///
///     Variable x = Variable.tracked(Tensor.scalar(2));
///     Variable a = x.mul(3);
///     Variable y = a.square().add(a);
///     y.backward().of(x)                 // 39
///
/// Each operation on variables computes its value and notes, for each input, a *pull-back*: a function from the gradient of its
/// output to that of the input. [glissade.autograd.Variable#backward()] starts with dy = 1 and pulls it through the operations, each
/// after all that used it. That is reverse-mode differentiation: one sweep gives the gradient with respect to all inputs,
/// at a small multiple of the cost of the computation. `Graph.text(y)` shows what was noted:
///
///     %0 = tracked  []
///     %1 = mul      []  ← %0
///     %2 = square   []  ← %1
///     %3 = add      []  ← %2 %1
///
/// # What is where
///
/// - [glissade.autograd.Variable]: values with their history; operations stand in families, such as
///   [glissade.autograd.ElementwiseOps].
/// - [glissade.autograd.Param]: a leaf that training changes. [glissade.autograd.Params]: several, with names.
/// - [glissade.autograd.Gradients]: what a sweep found.
/// - [glissade.autograd.Mode]: whether operations are recorded, and whether layers behave as in training.
/// - [glissade.autograd.Recompute]: segments that keep no values and are run again in the sweep.
/// - [glissade.autograd.Anomalies]: which operation makes a NaN or an infinity.
/// - [glissade.autograd.GradientCheck]: derivatives against differences; [glissade.autograd.Graph]: the history as text or picture.
///
/// # Higher derivatives
///
/// [glissade.autograd.Variable#gradient] returns a variable that was recorded itself, so it can be differentiated again:
///
///     Variable slope = x.square().mul(x).gradient(x);     // 3x² = 12
///     slope.gradient(x)                                   // 6x = 12
///
/// [glissade.autograd.Derivatives] composes such sweeps: derivatives of a function at a point, products with its Jacobian and its
/// Hessian, and both in full.
///
///     Derivatives.hessian(v -> v.square().mul(v).sum(), Tensor.of(1, 2))     // [[6, 0], [0, 12]]
///
/// # An operation of one's own
///
/// A method that computes a value and gives a pull-back for each input, and a check of it:
///
///     static Variable cube(Variable x) {
///         return Variable.record("cube", x.value().mul(x.value().square()),
///                 x.pull(dy -> dy.mul(x.square()).mul(3)));
///     }
///
///     GradientCheck.of(v -> cube(v.getFirst()), Tensor.of(0.5f, -1, 2)).requireCorrect();
///
/// The classes behind it, in the order in which to read them: `Node` and `Edge` (the graph), `Sweep` (the way back),
/// `Segment` (a part that is run again).
package glissade.autograd;
