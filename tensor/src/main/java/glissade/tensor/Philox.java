package glissade.tensor;

import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.PhiloxBlocks;

/// The counter-based generator Philox4x32-10: ten rounds of multiplication and exclusive-or turn a 128-bit counter
/// and a 64-bit key into four random 32-bit words. There is no state to carry from one block to the next, so any word
/// of a stream can be computed at once, and in any order.
///
/// The key is a stream's seed; the counter's upper half is the stream's id and its lower half the number of the
/// block. So streams of one seed never share a counter. Word `p` of a stream is word `p mod 4` of block `⌊p / 4⌋`.
///
/// Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3.
final class Philox {

    private static final PhiloxBlocks BLOCKS = Kernels.active().philox();

    private Philox() {
    }

    /// The words `position … position + n − 1` of a stream, into `out` from `offset` on.
    static void words(long seed, long stream, long position, int[] out, int offset, int n) {
        long block = position >>> 2;
        int at = offset;
        int end = offset + n;
        int skipped = (int) position & 3;
        if (skipped != 0 && at < end) {
            at = part(seed, stream, block++, skipped, out, at, Math.min(end, at + 4 - skipped));
        }
        int whole = (end - at) / 4;
        BLOCKS.blocks(seed, stream, block, whole, out, at);
        block += whole;
        at += 4 * whole;
        if (at < end) {
            part(seed, stream, block, 0, out, at, end);
        }
    }

    /// A block from its word `first` on, into `out[from … to − 1]`; returns `to`.
    private static int part(long seed, long stream, long block, int first, int[] out, int from, int to) {
        int[] words = new int[4];
        block(seed, stream, block, words, 0);
        System.arraycopy(words, first, out, from, to - from);
        return to;
    }

    /// One block.
    static void block(long seed, long stream, long block, int[] out, int offset) {
        PhiloxBlocks.block(seed, stream, block, out, offset);
    }
}
