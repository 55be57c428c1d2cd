package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The known answers are those of the Random123 library (kat_vectors, philox4x32 with 10 rounds).
class PhiloxTest {

    @Test
    void block_zeros_isKnownAnswer() {
        assertThat(block(0, 0, 0)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    }

    @Test
    void block_ones_isKnownAnswer() {
        assertThat(block(-1, -1, -1)).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    }

    @Test
    void block_digitsOfPi_isKnownAnswer() {
        assertThat(block(0x299f31d0_a4093822L, 0x03707344_13198a2eL, 0x85a308d3_243f6a88L))
                .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    private static int[] block(long seed, long stream, long block) {
        int[] out = new int[4];
        Philox.block(seed, stream, block, out, 0);
        return out;
    }

    /// Sizes around a word, a block, and the bulk loop; positions at each place in a block, and where the block's
    /// number passes 32 bits.
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "3, 1", "1, 2", "3, 2", "2, 7", "5, 8", "0, 511", "0, 512", "1, 511", "3, 515",
        "2, 1030", "17179869183, 1100", "9223372036854774000, 1500"})
    void words_anyRange_areTheBlocksWords(long position, int n) {
        long seed = 0x0123456789ABCDEFL;
        long stream = 0xFEDCBA9876543210L;
        int[] out = new int[n + 2];
        Arrays.fill(out, 77);
        int[] expected = out.clone();
        for (int i = 0; i < n; i++) {
            expected[1 + i] = block(seed, stream, (position + i) / 4)[(int) ((position + i) % 4)];
        }

        Philox.words(seed, stream, position, out, 1, n);

        assertThat(out).containsExactly(expected);
    }
}
