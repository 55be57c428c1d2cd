/// Checks of the whole library from outside: that its results are PyTorch's numbers, and the same bits everywhere.
package glissade.conformance;
