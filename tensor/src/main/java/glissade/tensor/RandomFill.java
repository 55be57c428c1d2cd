package glissade.tensor;

/// Loops that fill part of an array with random numbers, one word of the stream for each element: element `i` of a fill
/// that starts at `position` depends on word `position + i` and nothing else. So a fill in pieces, or by several
/// threads, gives the same numbers as a fill at once.
final class RandomFill {

    /// Words computed at a time: they stay in the first-level cache.
    private static final int CHUNK = 1024;

    private RandomFill() {
    }

    /// A random word as a number in [0, 1): its upper 24 bits, which is what a float holds.
    static float unit(int word) {
        return (word >>> 8) * 0x1p-24f;
    }

    /// The number of words out of 2³² that are below `probability` of them.
    static long threshold(double probability) {
        return (long) Math.rint(probability * 0x1p32);
    }

    /// Uniform on [0, 1), in steps of 2⁻²⁴.
    static void uniform(long seed, long stream, long position, float[] out, int offset, int n) {
        int[] words = new int[Math.min(n, CHUNK)];
        for (int done = 0; done < n; done += words.length) {
            int count = Math.min(words.length, n - done);
            Philox.words(seed, stream, position + done, words, 0, count);
            for (int i = 0; i < count; i++) {
                out[offset + done + i] = unit(words[i]);
            }
        }
    }

    /// Uniform on [low, high), computed in double, rounded to float and held below `high`.
    static void uniform(
            long seed, long stream, long position, double low, double high, float[] out, int offset, int n) {
        uniform(seed, stream, position, out, offset, n);
        float bound = (float) high;
        float largest = Math.max((float) low, bound < high ? bound : Math.nextDown(bound));
        double width = high - low;
        for (int i = offset; i < offset + n; i++) {
            out[i] = Math.min((float) (low + width * out[i]), largest);
        }
    }

    /// Normal with the given mean and standard deviation, by [NormalQuantile]; computed in double, rounded to float.
    static void normal(long seed, long stream, long position, double mean, double std, float[] out, int offset, int n) {
        int[] words = new int[Math.min(n, CHUNK)];
        for (int done = 0; done < n; done += words.length) {
            int count = Math.min(words.length, n - done);
            Philox.words(seed, stream, position + done, words, 0, count);
            NormalQuantile.fill(words, mean, std, out, offset + done, count);
        }
    }

    /// True where the word, read as unsigned, is below `threshold`.
    static void bernoulli(long seed, long stream, long position, long threshold, boolean[] out, int offset, int n) {
        int[] words = new int[Math.min(n, CHUNK)];
        for (int done = 0; done < n; done += words.length) {
            int count = Math.min(words.length, n - done);
            Philox.words(seed, stream, position + done, words, 0, count);
            for (int i = 0; i < count; i++) {
                out[offset + done + i] = Integer.toUnsignedLong(words[i]) < threshold;
            }
        }
    }
}
