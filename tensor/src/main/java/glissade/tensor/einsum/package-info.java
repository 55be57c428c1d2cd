/// The Einstein sum, the one operation with a language of its own: hidden from users, exported to the library's own modules.
///
/// `Equation` reads the text, `Einsum` matches it with shapes and makes steps of it. There are two kinds of step: `Relabelling`, of one
/// operand (diagonals, sums, order of axes), and `Contraction`, of two (a product of matrices or of elements). The gradient of each
/// is a step of its own kind, so gradients of any order are Einstein sums too.
package glissade.tensor.einsum;
