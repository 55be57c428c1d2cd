package glissade.tensor;

/// The counter-based generator Philox4x32-10: ten rounds of multiplication and exclusive-or turn a 128-bit counter
/// and a 64-bit key into four random 32-bit words. There is no state to carry from one block to the next, so any word
/// of a stream can be computed at once, and in any order.
///
/// The key is a stream's seed; the counter's upper half is the stream's id and its lower half the number of the
/// block. So streams of one seed never share a counter. Word `p` of a stream is word `p mod 4` of block `⌊p / 4⌋`.
///
/// Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3.
final class Philox {

    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int KEY_STEP_0 = 0x9E3779B9;
    private static final int KEY_STEP_1 = 0xBB67AE85;
    private static final long LOW = 0xFFFFFFFFL;

    /// Blocks that the bulk loop computes side by side.
    static final int LANES = 128;

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
        if (end - at >= 4 * LANES) {
            long[] lanes = new long[4 * LANES];
            for (; end - at >= 4 * LANES; at += 4 * LANES) {
                blocks(seed, stream, block, lanes, out, at);
                block += LANES;
            }
        }
        for (; end - at >= 4; at += 4) {
            block(seed, stream, block++, out, at);
        }
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

    /// One block: the definition.
    static void block(long seed, long stream, long block, int[] out, int offset) {
        int c0 = (int) block;
        int c1 = (int) (block >>> 32);
        int c2 = (int) stream;
        int c3 = (int) (stream >>> 32);
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = (c0 & LOW) * MULTIPLIER_0;
            long p1 = (c2 & LOW) * MULTIPLIER_1;
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += KEY_STEP_0;
            k1 += KEY_STEP_1;
        }
        out[offset] = c0;
        out[offset + 1] = c1;
        out[offset + 2] = c2;
        out[offset + 3] = c3;
    }

    /// [#LANES] successive blocks, round by round: plain loops over `long` lanes, which the compiler vectorises. Word
    /// j of the counters stands in `lanes` from j · [#LANES] on. Only the lower halves of the lanes count; the upper
    /// ones hold leftovers and are masked off before a multiplication.
    private static void blocks(long seed, long stream, long block, long[] lanes, int[] out, int offset) {
        for (int i = 0; i < LANES; i++) {
            lanes[i] = block + i;
            lanes[LANES + i] = (block + i) >>> 32;
            lanes[2 * LANES + i] = stream;
            lanes[3 * LANES + i] = stream >>> 32;
        }
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            round(lanes, k0, k1);
            k0 += KEY_STEP_0;
            k1 += KEY_STEP_1;
        }
        for (int i = 0; i < LANES; i++) {
            out[offset + 4 * i] = (int) lanes[i];
            out[offset + 4 * i + 1] = (int) lanes[LANES + i];
            out[offset + 4 * i + 2] = (int) lanes[2 * LANES + i];
            out[offset + 4 * i + 3] = (int) lanes[3 * LANES + i];
        }
    }

    private static void round(long[] lanes, long k0, long k1) {
        for (int i = 0; i < LANES; i++) {
            long p0 = (lanes[i] & LOW) * MULTIPLIER_0;
            long p1 = (lanes[2 * LANES + i] & LOW) * MULTIPLIER_1;
            lanes[i] = (p1 >>> 32) ^ lanes[LANES + i] ^ k0;
            lanes[LANES + i] = p1;
            lanes[2 * LANES + i] = (p0 >>> 32) ^ lanes[3 * LANES + i] ^ k1;
            lanes[3 * LANES + i] = p0;
        }
    }
}
