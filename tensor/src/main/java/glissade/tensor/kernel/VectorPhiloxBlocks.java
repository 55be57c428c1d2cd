package glissade.tensor.kernel;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [PhiloxBlocks] with vectors: a block in each lane, and in a vector one word of each, of which the lower half counts; the upper one holds
/// leftovers, which are masked off before a multiplication. Thread-safe.
final class VectorPhiloxBlocks extends PhiloxBlocks {

    private static final VectorSpecies<Long> S = VectorElementary.SPECIES.withLanes(long.class);
    private static final int L = S.length();
    private static final LongVector NUMBERS = LongVector.zero(S).addIndex(1);
    private static final VectorShuffle<Long> LOWER_TWICE = VectorShuffle.fromOp(S, lane -> lane / 2);
    private static final VectorShuffle<Long> UPPER_TWICE = VectorShuffle.fromOp(S, lane -> (L + lane) / 2);
    private static final VectorMask<Long> ODD = VectorMask.fromLong(S, 0xAAAAAAAAL & ((1L << L) - 1));

    @Override
    public void blocks(long seed, long stream, long block, int count, int[] out, int offset) {
        int i = 0;
        for (; i <= count - L; i += L) {
            someBlocks(seed, stream, block + i, out, offset + 4 * i);
        }
        super.blocks(seed, stream, block + i, count - i, out, offset + 4 * i);
    }

    private static void someBlocks(long seed, long stream, long block, int[] out, int offset) {
        LongVector c0 = NUMBERS.add(block);
        LongVector c1 = c0.lanewise(LSHR, 32);
        LongVector c2 = LongVector.broadcast(S, stream);
        LongVector c3 = c2.lanewise(LSHR, 32);
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            LongVector p0 = c0.and(LOW).mul(MULTIPLIER_0);
            LongVector p1 = c2.and(LOW).mul(MULTIPLIER_1);
            c0 = p1.lanewise(LSHR, 32).lanewise(XOR, c1).lanewise(XOR, k0);
            c1 = p1;
            c2 = p0.lanewise(LSHR, 32).lanewise(XOR, c3).lanewise(XOR, k1);
            c3 = p0;
            k0 += KEY_STEP_0;
            k1 += KEY_STEP_1;
        }
        LongVector first = c0.and(LOW).or(c1.lanewise(LSHL, 32));
        LongVector second = c2.and(LOW).or(c3.lanewise(LSHL, 32));
        first.rearrange(LOWER_TWICE).blend(second.rearrange(LOWER_TWICE), ODD).reinterpretAsInts().intoArray(out,
                offset);
        first.rearrange(UPPER_TWICE).blend(second.rearrange(UPPER_TWICE), ODD).reinterpretAsInts().intoArray(out,
                offset + 2 * L);
    }
}
