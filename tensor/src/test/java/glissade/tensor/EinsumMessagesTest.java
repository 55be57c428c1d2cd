package glissade.tensor;

import static glissade.tensor.MessageCase.argument;
import static glissade.tensor.MessageCase.shape;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every error of einsum and outer, to the last character.
class EinsumMessagesTest {

    private static final Tensor X = Tensor.zeros(2, 3);

    static final List<MessageCase> CASES = List.of(
            // the text
            argument(() -> Tensor.einsum("ij,jk=>ik", X, X), """
                    einsum: '=' has no meaning here
                      ij,jk=>ik
                           ^
                      fix: axes are letters from a to z or A to Z, '...' stands for any axes, ',' parts the \
                    operands and '->' comes before the result"""),
            argument(() -> Tensor.einsum("ij,jk>ik", X, X), """
                    einsum: '>' has no meaning here
                      ij,jk>ik
                           ^
                      fix: axes are letters from a to z or A to Z, '...' stands for any axes, ',' parts the \
                    operands and '->' comes before the result"""),
            argument(() -> Tensor.einsum("ij - > ji", X), """
                    einsum: a '-' without its '>'
                      ij - > ji
                         ^
                      fix: axes are letters from a to z or A to Z, '...' stands for any axes, ',' parts the \
                    operands and '->' comes before the result"""),
            argument(() -> Tensor.einsum("..i->i", X), """
                    einsum: a '.' that is not one of three
                      ..i->i
                      ^
                      fix: axes are letters from a to z or A to Z, '...' stands for any axes, ',' parts the \
                    operands and '->' comes before the result"""),
            argument(() -> Tensor.einsum("i\tj->1", X), """
                    einsum: the character 9 has no meaning here
                      i j->1
                       ^
                      fix: axes are letters from a to z or A to Z, '...' stands for any axes, ',' parts the \
                    operands and '->' comes before the result"""),
            argument(() -> Tensor.einsum("...i...->i", X), """
                    einsum: a second '...' in one term
                      ...i...->i
                          ^
                      fix: one of them stands for as many axes as are left"""),
            argument(() -> Tensor.einsum("ij->i->", X), """
                    einsum: a second '->'
                      ij->i->
                           ^
                      fix: an equation has one result"""),
            argument(() -> Tensor.einsum("ij->i,j", X), """
                    einsum: a ',' after the '->'
                      ij->i,j
                           ^
                      fix: an equation has one result"""),
            argument(() -> Tensor.einsum("ij -> iji", X), """
                    einsum: the result has 'i' twice
                      ij -> iji
                              ^
                      fix: name each axis of the result once; diagEmbed puts numbers on a diagonal"""),
            argument(() -> Tensor.einsum("ij,jk->iz", X, X), """
                    einsum: no operand has the result's 'z'
                      ij,jk->iz
                              ^
                      fix: broadcastTo repeats along new axes"""),
            // the operands
            argument(() -> Tensor.einsum("ij,jk->ik", X), """
                    einsum: the equation has 2 terms for 1 operand
                      ij,jk->ik
                         ^
                      fix: give one operand for each term before the '->'"""),
            argument(() -> Tensor.einsum("ij", X, X, X), """
                    einsum: the equation has 1 term for 3 operands
                      ij
                      ^
                      fix: give one operand for each term before the '->'"""),
            argument(() -> Tensor.einsum(""), """
                    einsum: the equation has 1 term for 0 operands
                     \s
                      ^
                      fix: give one operand for each term before the '->'"""),
            shape(() -> Tensor.einsum("ij, jkl -> ik", X, X), """
                    einsum: operand 1 has 2 axes, but its term names 3
                      ij, jkl -> ik
                          ^
                      operand 1 [2, 3]
                      at EinsumMessagesTest.java:LINE
                      fix: give each axis a letter; '...' stands for those that need none"""),
            shape(() -> Tensor.einsum("ij,->", X, X), """
                    einsum: operand 1 has 2 axes, but its term names 0
                      ij,->
                         ^
                      operand 1 [2, 3]
                      at EinsumMessagesTest.java:LINE
                      fix: give each axis a letter; '...' stands for those that need none"""),
            shape(() -> Tensor.einsum("i->i", X), """
                    einsum: operand 0 has 2 axes, but its term names 1
                      i->i
                      ^
                      operand 0 [2, 3]
                      at EinsumMessagesTest.java:LINE
                      fix: give each axis a letter; '...' stands for those that need none"""),
            shape(() -> Tensor.einsum("...ijk->i", X), """
                    einsum: operand 0 has 2 axes, but its term names 3
                      ...ijk->i
                      ^
                      operand 0 [2, 3]
                      at EinsumMessagesTest.java:LINE
                      fix: give each axis a letter; '...' stands for those that need none"""),
            shape(() -> Tensor.einsum("ij, jk -> ik", X, X), """
                    einsum: letter 'j' stands for size 3 in operand 0 and for size 2 in operand 1
                      ij, jk -> ik
                          ^
                      operand 0 [2, 3]
                                    ^
                      operand 1 [2, 3]
                                 ^
                      at EinsumMessagesTest.java:LINE
                      fix: axes with one letter have one size, or size 1, which is repeated"""),
            shape(() -> Tensor.einsum("ij,ij,ij", Tensor.zeros(2, 1), X, Tensor.zeros(2, 4)), """
                    einsum: letter 'j' stands for size 3 in operand 1 and for size 4 in operand 2
                      ij,ij,ij
                             ^
                      operand 1 [2, 3]
                                    ^
                      operand 2 [2, 4]
                                    ^
                      at EinsumMessagesTest.java:LINE
                      fix: axes with one letter have one size, or size 1, which is repeated"""),
            shape(() -> Tensor.einsum("...i,i...", X, Tensor.zeros(3, 1, 4)), """
                    einsum: an axis of '...' stands for size 2 in operand 0 and for size 4 in operand 1
                      ...i,i...
                            ^
                      operand 0 [2, 3]
                                 ^
                      operand 1 [3, 1, 4]
                                       ^
                      at EinsumMessagesTest.java:LINE
                      fix: axes with one letter have one size, or size 1, which is repeated; those of '...' \
                    are aligned at the last"""),
            shape(() -> Tensor.einsum("ii", X), """
                    einsum: letter 'i' stands twice in operand 0, for sizes 2 and 3
                      ii
                       ^
                      operand 0 [2, 3]
                                    ^
                      at EinsumMessagesTest.java:LINE
                      fix: a letter that stands twice takes the diagonal, so the sizes must be equal"""),
            shape(() -> Tensor.einsum("ii", Tensor.zeros(1, 3)), """
                    einsum: letter 'i' stands twice in operand 0, for sizes 1 and 3
                      ii
                       ^
                      operand 0 [1, 3]
                                    ^
                      at EinsumMessagesTest.java:LINE
                      fix: a letter that stands twice takes the diagonal, so the sizes must be equal"""),
            shape(() -> Tensor.einsum("i,j,k,l", Tensor.zeros(1 << 10), Tensor.zeros(1 << 10), Tensor.zeros(1 << 10),
                    Tensor.zeros(1 << 10)), """
                            shape: [1024, 1024, 1024, 1024] has 1099511627776 elements (4398046511104 bytes of \
                            float32); a tensor has at most 2147483639
                              at EinsumMessagesTest.java:LINE
                              fix: work on parts of it, such as smaller batches"""),
            // outer, linear
            shape(() -> X.outer(Tensor.of(1)), """
                    outer: two vectors are needed
                      left  [2, 3]
                      right [1]
                      at EinsumMessagesTest.java:LINE
                      fix: reshape(-1) makes a vector of any tensor"""),
            shape(() -> X.linear(Tensor.zeros(4, 2)), """
                    linear: the input's last axis is 3, but this layer takes 2 features
                      input  [2, 3]
                                 ^
                      weight [4, 2]
                                 ^
                      at EinsumMessagesTest.java:LINE
                      fix: give it rows of 2 features, or build this layer for 3"""));

    @ParameterizedTest
    @FieldSource("CASES")
    void message_ofEachError_isWhole(MessageCase error) {
        error.check();
    }
}
