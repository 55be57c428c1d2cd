package glissade.tensor.kernel;

/// Blocks of the generator Philox4x32-10, four words each, plain: the definition. Ten rounds turn a 128-bit counter, of which the upper half is
/// the stream's id and the lower one the block's number, and a 64-bit key, the seed, into the words.
///
/// Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3. Stateless and thread-safe.
public class PhiloxBlocks {

    static final int ROUNDS = 10;
    static final long MULTIPLIER_0 = 0xD2511F53L;
    static final long MULTIPLIER_1 = 0xCD9E8D57L;
    static final int KEY_STEP_0 = 0x9E3779B9;
    static final int KEY_STEP_1 = 0xBB67AE85;
    static final long LOW = 0xFFFFFFFFL;

    /// One block.
    public static void block(long seed, long stream, long block, int[] out, int offset) {
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

    /// `count` successive blocks from `block` on.
    public void blocks(long seed, long stream, long block, int count, int[] out, int offset) {
        for (int i = 0; i < count; i++) {
            block(seed, stream, block + i, out, offset + 4 * i);
        }
    }
}
