/// What the library's own layers promise about their arrays, so that those serve again.
///
/// Users cannot reach this package: a promise that is not kept would change numbers without a word.
@NullMarked
package glissade.autograd.memory;

import org.jspecify.annotations.NullMarked;
