package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class PrintingTest {

    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    @Test
    void rankZero_standsBesideTheShape() {
        assertThat(Tensor.scalar(3)).hasToString("Tensor [] 3");
        assertThat(Tensor.scalar(0.1)).hasToString("Tensor [] 0.1000");
        assertThat(Tensor.scalar(NAN)).hasToString("Tensor [] nan");
        assertThat(Indices.of(Shape.SCALAR, -7)).hasToString("Indices [] -7");
    }

    @Test
    void rankOne_isOneLineInAlignedColumns() {
        assertThat(Tensor.of(1, -20, 300)).hasToString("Tensor [3]\n[  1, -20, 300]");
        assertThat(Tensor.of(1, -2.5f, 300)).hasToString("Tensor [3]\n[  1.0000,  -2.5000, 300.0000]");
        assertThat(Tensor.of(5)).hasToString("Tensor [1]\n[5]");
    }

    @Test
    void rankTwo_isALineARow() {
        assertThat(Tensor.of(Shape.of(2, 3), 1, 2, 3, -4, 50, 6)).hasToString("""
                Tensor [2, 3]
                [[ 1,  2,  3],
                 [-4, 50,  6]]""");
    }

    @Test
    void rankThree_hasABlankLineBetweenMatrices() {
        assertThat(Tensor.range(12).reshape(2, 2, 3)).hasToString("""
                Tensor [2, 2, 3]
                [[[ 0,  1,  2],
                  [ 3,  4,  5]],

                 [[ 6,  7,  8],
                  [ 9, 10, 11]]]""");
    }

    @Test
    void rankFour_hasTwoBlankLinesBetweenBlocks() {
        assertThat(Tensor.range(8).reshape(2, 2, 1, 2)).hasToString("""
                Tensor [2, 2, 1, 2]
                [[[[0, 1]],

                  [[2, 3]]],


                 [[[4, 5]],

                  [[6, 7]]]]""");
    }

    @Test
    void empty_isTheShapeAlone() {
        assertThat(Tensor.zeros(0)).hasToString("Tensor [0]");
        assertThat(Tensor.zeros(2, 0, 3)).hasToString("Tensor [2, 0, 3]");
        assertThat(Indices.of()).hasToString("Indices [0]");
        assertThat(Mask.of()).hasToString("Mask [0]");
    }

    @Test
    void notFinite_hasNamesAndDoesNotDecideTheFormat() {
        assertThat(Tensor.of(1, NAN, INF, -INF)).hasToString("Tensor [4]\n[   1,  nan,  inf, -inf]");
        assertThat(Tensor.of(1.5f, NAN, INF, -INF)).hasToString("Tensor [4]\n[1.5000,    nan,    inf,   -inf]");
        assertThat(Tensor.of(NAN, INF)).hasToString("Tensor [2]\n[nan, inf]");
    }

    @Test
    void negativeZero_keepsItsSign() {
        assertThat(Tensor.of(-0f, 0f)).hasToString("Tensor [2]\n[-0,  0]");
    }

    @Test
    void scientific_isUsedForVeryLargeVerySmallOrBoth() {
        assertThat(Tensor.of(1e-5f, 2e-4f)).hasToString("Tensor [2]\n[1.0000e-05, 2.0000e-04]");
        assertThat(Tensor.of(1e-5f, -20)).hasToString("Tensor [2]\n[ 1.0000e-05, -2.0000e+01]");
        assertThat(Tensor.of(1e8f, 0)).hasToString("Tensor [2]\n[1.0000e+08, 0.0000e+00]");
        assertThat(Tensor.of(Float.MIN_VALUE, Float.MAX_VALUE)).hasToString("Tensor [2]\n[1.4013e-45, 3.4028e+38]");
    }

    @Test
    void scientific_isNotUsedWithin() {
        assertThat(Tensor.of(500_000, 0.5)).hasToString("Tensor [2]\n[500000.0000,      0.5000]");
        assertThat(Tensor.of(0.001f, 0)).hasToString("Tensor [2]\n[0.0010, 0.0000]");
        assertThat(Tensor.of(1e-5f, 2)).hasToString("Tensor [2]\n[0.0000, 2.0000]");
        assertThat(Tensor.of(99_999_992, 1)).hasToString("Tensor [2]\n[99999992,        1]");
    }

    @Test
    void thousandElements_areShownInFull() {
        assertThat(Tensor.range(1000).toString()).doesNotContain("…").contains(" 3,   4,").endsWith(" 998, 999]");
    }

    @Test
    void moreElements_showThreeFromEachEnd() {
        assertThat(Tensor.range(1001)).hasToString("Tensor [1001]\n[   0,    1,    2, …,  998,  999, 1000]");
        assertThat(Tensor.range(1400).reshape(200, 7)).hasToString("""
                Tensor [200, 7]
                [[   0,    1,    2, …,    4,    5,    6],
                 [   7,    8,    9, …,   11,   12,   13],
                 [  14,   15,   16, …,   18,   19,   20],
                 …,
                 [1379, 1380, 1381, …, 1383, 1384, 1385],
                 [1386, 1387, 1388, …, 1390, 1391, 1392],
                 [1393, 1394, 1395, …, 1397, 1398, 1399]]""");
    }

    @Test
    void moreElements_axesOfSix_areShownInFull() {
        assertThat(Tensor.range(1200).reshape(200, 6).toString())
                .contains("\n [   6,    7,    8,    9,   10,   11],\n");
    }

    @Test
    void elidedMatrices_haveBlankLinesAroundTheDots() {
        assertThat(Tensor.range(1001).reshape(1001, 1, 1)).hasToString("""
                Tensor [1001, 1, 1]
                [[[   0]],

                 [[   1]],

                 [[   2]],

                 …,

                 [[ 998]],

                 [[ 999]],

                 [[1000]]]""");
    }

    @Test
    void elidedElements_doNotDecideTheFormat() {
        assertThat(Naive.tensor(Shape.of(2000), i -> i[0] == 1000 ? 0.5f : 1))
                .hasToString("Tensor [2000]\n[1, 1, 1, …, 1, 1, 1]");
    }

    @Test
    void indicesAndMasks_areAlignedToo() {
        assertThat(Indices.of(Shape.of(2, 2), 1, -20, 3, 4)).hasToString("Indices [2, 2]\n[[  1, -20],\n [  3,   4]]");
        assertThat(Mask.of(true, false)).hasToString("Mask [2]\n[ true, false]");
        assertThat(Indices.range(0, 2000)).hasToString("Indices [2000]\n[   0,    1,    2, …, 1997, 1998, 1999]");
    }

    @Test
    void otherLocale_changesNothing() {
        var usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Tensor.of(0.5f, 1e-9f)).hasToString("Tensor [2]\n[5.0000e-01, 1.0000e-09]");
            assertThat(Tensor.of(0.5f)).hasToString("Tensor [1]\n[0.5000]");
        } finally {
            Locale.setDefault(usual);
        }
    }
}
