package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Backend;
import glissade.tensor.ConvWindow;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private record Around(Linear inner) implements Layer {
        @Override
        public Variable forward(Variable x) {
            return x.add(inner.forward(x));
        }

        @Override
        public String toString() {
            return "Around\n  " + inner;
        }
    }

    /// Layers called by a record, one of them twice.
    private record Pictures(Conv conv1, Conv conv2, Relu relu, MaxPool pool, Dropout dropout, Linear fc)
            implements Layer {
        @Override
        public Variable forward(Variable x) {
            Variable y = pool.forward(relu.forward(conv1.forward(x)));
            y = pool.forward(relu.forward(conv2.forward(y)));
            return fc.forward(dropout.forward(y.flatten(1, -1)));
        }
    }

    /// Starts without a param, so that only what follows says which one it is.
    private record Down(MaxPool pool, Conv conv) implements Layer {
        @Override
        public Variable forward(Variable x) {
            return conv.forward(pool.forward(x)).relu();
        }
    }

    private record Downs(List<Down> downs) implements Layer {
        @Override
        public Variable forward(Variable x) {
            Variable y = x;
            for (Down down : downs) {
                y = down.forward(y);
            }
            return y;
        }
    }

    private record Translator(Embedding words, TransformerEncoder encoder, TransformerDecoder decoder)
            implements
            Stateful {
        Variable forward(Indices source, Indices target) {
            return decoder.forward(words.forward(target), encoder.forward(words.forward(source)), AttentionMask.CAUSAL,
                    AttentionMask.NONE);
        }
    }

    private static RandomStream random() {
        return RandomStream.of(1);
    }

    private static Sequential net() {
        var random = random();
        return Sequential.of(Linear.init(784, 128, random), new Relu(), Dropout.init(0.5, random),
                Sequential.of(new Around(Linear.init(128, 128, random)), x -> x.tanh()),
                Linear.init(128, 10, random));
    }

    private static Map<String, Summary.Row> rows(Summary summary) {
        var rows = new TreeMap<String, Summary.Row>();
        summary.layers().forEach(row -> rows.put(row.name(), row));
        return rows;
    }

    private static Map<String, Shape> outputs(Summary summary) {
        var outputs = new TreeMap<String, Shape>();
        summary.layers().forEach(row -> outputs.put(row.name(), row.output()));
        return outputs;
    }

    @Test
    void toString_net_isATable() {
        assertThat(Summary.of(net(), Shape.of(1, 784)).toString()).isEqualTo("""
                           layer                  output     params  multiply-adds  activations
                0          Linear(784 → 128)      [1, 128]  100,480        100,352      0.5 KiB
                1          Relu                   [1, 128]        0              0      0.5 KiB
                2          Dropout(0.5)           [1, 128]        0              0      0.0 KiB
                3          Sequential             [1, 128]   16,512         16,384      1.5 KiB
                3.0          Around               [1, 128]   16,512         16,384      1.0 KiB
                3.0.inner      Linear(128 → 128)  [1, 128]   16,512         16,384      0.5 KiB
                3.1          lambda               [1, 128]        0              0      0.5 KiB
                4          Linear(128 → 10)       [1, 10]     1,290          1,280      0.0 KiB
                118,282 params, 462.0 KiB; 118,016 multiply-adds; activations 2.5 KiB; input [1, 784]; output [1, 10]
                """ + Backend.description());
    }

    @Test
    void toString_singleLayer_isARow() {
        var net = Linear.init(1023, 1024, random());

        assertThat(Summary.of(net, Shape.of(2, 1023)).toString()).isEqualTo(
                """
                          layer                output        params  multiply-adds  activations
                          Linear(1023 → 1024)  [2, 1024]  1,048,576      2,095,104      8.0 KiB
                        1,048,576 params, 4.0 MiB; 2,095,104 multiply-adds; activations 8.0 KiB; input [2, 1023]; output [2, 1024]
                        """
                        + Backend.description());
    }

    @Test
    void of_net_behavesAsAtTestAndLeavesItAsItWas() {
        var net = Sequential.of(net(), BatchNorm1d.of(10));
        var state = net.state();
        var streams = net.streams();

        var summary = Summary.of(net, Shape.of(1, 784));

        assertThat(net.state()).isEqualTo(state);
        assertThat(net.streams()).isEqualTo(streams);
        assertThat(summary.layers().getLast().output()).isEqualTo(Shape.of(1, 10));
    }

    @Test
    void layers_ofARecord_haveTheirShapes() {
        var random = random();
        var net = new Pictures(Conv.init(1, 4, Shape.of(3, 3), new ConvWindow().padding(1), random),
                Conv.init(4, 8, Shape.of(3, 3), new ConvWindow().padding(1).groups(2), random), new Relu(),
                new MaxPool(2), Dropout.init(0.5, random), Linear.init(8 * 7 * 7, 10, random));

        var summary = Summary.of(net, Shape.of(2, 1, 28, 28));

        assertThat(outputs(summary)).containsExactlyInAnyOrderEntriesOf(
                Map.of("conv1", Shape.of(2, 4, 28, 28), "conv2", Shape.of(2, 8, 14, 14), "relu", Shape.of(2, 8, 14, 14),
                        "pool", Shape.of(2, 8, 7, 7), "dropout", Shape.of(2, 392), "fc", Shape.of(2, 10)));
        var rows = rows(summary);
        assertThat(rows.get("conv1").multiplyAdds()).isEqualTo(2 * 4 * 28 * 28 * 9);
        assertThat(rows.get("conv2").multiplyAdds()).isEqualTo(2 * 8 * 14 * 14 * 2 * 9);
        assertThat(rows.get("fc").multiplyAdds()).isEqualTo(2 * 392 * 10);
        assertThat(summary.net().multiplyAdds()).isEqualTo(2 * (28224 + 28224 + 3920));
        assertThat(rows.get("relu").activationBytes()).isEqualTo(4 * 2 * (4 * 28 * 28 + 8 * 14 * 14));
        assertThat(summary.net().output()).isEqualTo(Shape.of(2, 10));
    }

    @Test
    void layers_ofAListThatARecordCalls_areToldApartByTheirParams() {
        var random = random();
        var net = new Downs(List.of(
                new Down(new MaxPool(2), Conv.init(1, 2, Shape.of(1, 1), new ConvWindow(), random)),
                new Down(new MaxPool(2), Conv.init(2, 3, Shape.of(1, 1), new ConvWindow(), random)),
                new Down(new MaxPool(2), Conv.init(3, 4, Shape.of(1, 1), new ConvWindow(), random))));

        assertThat(outputs(Summary.of(net, Shape.of(1, 1, 8, 8)))).containsExactlyInAnyOrderEntriesOf(Map.of(
                "downs.0", Shape.of(1, 2, 4, 4), "downs.0.pool", Shape.of(1, 1, 4, 4), "downs.0.conv",
                Shape.of(1, 2, 4, 4), "downs.1", Shape.of(1, 3, 2, 2), "downs.1.pool", Shape.of(1, 2, 2, 2),
                "downs.1.conv", Shape.of(1, 3, 2, 2), "downs.2", Shape.of(1, 4, 1, 1), "downs.2.pool",
                Shape.of(1, 3, 1, 1), "downs.2.conv", Shape.of(1, 4, 1, 1)));
    }

    @Test
    void layers_withoutParamsOfOneType_areTakenInTheirOrder() {
        record Two(MaxPool first, MaxPool second) implements Layer {
            @Override
            public Variable forward(Variable x) {
                return second.forward(first.forward(x));
            }
        }

        assertThat(outputs(Summary.of(new Two(new MaxPool(2), new MaxPool(3)), Shape.of(1, 1, 12))))
                .isEqualTo(Map.of("first", Shape.of(1, 1, 6), "second", Shape.of(1, 1, 2)));
    }

    @Test
    void layers_inResidualAndBranches_haveTheirShapes() {
        var random = random();
        var net = Sequential.of(new Residual(Sequential.of(Linear.init(4, 4, random), new Relu(), new Relu())),
                Branches.cat(1, Linear.init(4, 2, random), new AtTest(BatchNorm1d.of(4))));

        assertThat(outputs(Summary.of(net, Shape.of(3, 4)))).isEqualTo(Map.of("0", Shape.of(3, 4), "0.layer",
                Shape.of(3, 4), "0.layer.0", Shape.of(3, 4), "0.layer.1", Shape.of(3, 4), "0.layer.2", Shape.of(3, 4),
                "1", Shape.of(3, 6), "1.0", Shape.of(3, 2), "1.1", Shape.of(3, 4)));
    }

    @Test
    void of_severalInputs_areGivenByACall() {
        var random = random();
        var options = TransformerOptions.DEFAULT.withFeedForward(16);
        var net = new Translator(Embedding.init(9, 8, random), TransformerEncoder.init(2, 8, 2, options, random),
                TransformerDecoder.init(1, 8, 2, options, random));

        var summary = Summary.of(net,
                () -> net.forward(Indices.of(Shape.of(3, 5), new int[15]), Indices.of(Shape.of(3, 4), new int[12])));

        var outputs = outputs(summary);
        // the weights' dropout is a part of the attention's one operation and puts out nothing of its own
        assertThat(outputs.entrySet()).filteredOn(row -> row.getValue() == null).extracting(Map.Entry::getKey)
                .allMatch(name -> name.endsWith("attn.dropout"));
        assertThat(outputs.get("words")).isEqualTo(Shape.of(3, 5, 8));
        assertThat(outputs.get("encoder.layers.1.linear1")).isEqualTo(Shape.of(3, 5, 16));
        assertThat(outputs.get("encoder.layers.0.self_attn.out_proj")).isEqualTo(Shape.of(3, 5, 8));
        assertThat(outputs.get("encoder")).isEqualTo(Shape.of(3, 5, 8));
        assertThat(outputs.get("decoder.layers.0.multihead_attn")).isEqualTo(Shape.of(3, 4, 8));
        // projections, scores, weighted sums
        var rows = rows(summary);
        assertThat(rows.get("encoder.layers.0.self_attn").multiplyAdds())
                .isEqualTo(3 * (4 * 5 * 8 * 8 + 2 * 5 * 5 * 8));
        assertThat(rows.get("decoder.layers.0.multihead_attn").multiplyAdds())
                .isEqualTo(3 * (2 * 4 * 8 * 8 + 2 * 5 * 8 * 8 + 2 * 4 * 5 * 8));
        assertThat(rows.get("encoder.layers.1").multiplyAdds())
                .isEqualTo(3 * (4 * 5 * 8 * 8 + 2 * 5 * 5 * 8 + 2 * 5 * 8 * 16));
        assertThat(summary.input()).isNull();
        assertThat(summary.toString()).contains("\ndecoder.layers.0.self_attn.out_proj ");
    }

    @Test
    void toString_memory_isInMebibytesFromTheFirstOn() {
        var row = new Summary.Row("", "Net", null, (1 << 18) - 1, 0, 1 << 20);

        assertThat(new Summary(null, row, List.of()).toString()).contains("262,143 params, 1024.0 KiB;")
                .contains("activations 1.0 MiB\n");
    }

    @Test
    void layers_recurrent_countEveryTime() {
        var net = Sequential.of(Lstm.init(3, 4, random()), Gru.init(4, 5, RecurrentOptions.DEFAULT.withLayers(2)
                .withBidirectional(true), random()));

        var rows = rows(Summary.of(net, Shape.of(7, 2, 3)));

        assertThat(rows.get("0").output()).isEqualTo(Shape.of(7, 2, 4));
        assertThat(rows.get("0").multiplyAdds()).isEqualTo(7 * 2 * 4 * 4 * (3 + 4));
        assertThat(rows.get("1").output()).isEqualTo(Shape.of(7, 2, 10));
        assertThat(rows.get("1").multiplyAdds()).isEqualTo(7 * 2 * 2 * 3 * 5 * (4 + 5 + 10 + 5));
    }

    @Test
    void layers_recurrentWithStates_haveTheOutputsShape() {
        record Tagger(Lstm lstm, Linear head) implements Stateful {
            Variable forward(Variable x) {
                var out = lstm.run(x, null, null, null);
                return head.forward(out.output()).add(out.hidden().sum());
            }
        }
        var net = new Tagger(Lstm.init(3, 4, random()), Linear.init(4, 2, random()));

        var outputs = outputs(Summary.of(net, () -> net.forward(Variable.of(Tensor.zeros(6, 1, 3)))));

        assertThat(outputs.get("lstm")).isEqualTo(Shape.of(6, 1, 4));
        assertThat(outputs.get("head")).isEqualTo(Shape.of(6, 1, 2));
    }

    @Test
    void multiplyAdds_transposedAndBilinear_areThoseOfTheirFormulas() {
        var up = ConvTranspose.init(4, 6, Shape.of(3), new ConvWindow().stride(2).groups(2), random());
        var pair = Bilinear.init(3, 4, 5, random());

        assertThat(Summary.of(up, Shape.of(2, 4, 5)).net().multiplyAdds()).isEqualTo(2 * 5 * 4 * 3 * 3);
        assertThat(Summary.of(pair,
                () -> pair.forward(Variable.of(Tensor.zeros(2, 3)), Variable.of(Tensor.zeros(2, 4)))).net()
                .multiplyAdds()).isEqualTo(2 * (3 * 4 * 5 + 4 * 5));
    }

    @Test
    void rows_layerOfOnesOwn_readsItsParamsItself() {
        record Scale(Param factor) implements Layer {
            @Override
            public Variable forward(Variable x) {
                return x.mul(factor);
            }
        }

        var summary = Summary.of(Sequential.of(new Scale(Param.of(Tensor.ones(3)))), Shape.of(2, 3));

        assertThat(summary.layers())
                .containsExactly(new Summary.Row("0", "Scale(factor [3])", Shape.of(2, 3), 3, 0, 24));
    }

    @Test
    void rows_layerThatIsNotCalled_hasNoShape() {
        record Half(Linear used, Linear unused) implements Layer {
            @Override
            public Variable forward(Variable x) {
                return used.forward(x);
            }
        }
        var net = new Half(Linear.init(2, 3, random()), Linear.init(2, 4, random()));

        var summary = Summary.of(net, Shape.of(1, 2));

        assertThat(rows(summary).get("unused").output()).isNull();
        assertThat(summary.toString()).contains("unused  Linear(2 → 4)  –           12              0      0.0 KiB\n");
    }

    @Test
    void parameters_sharedLayer_isCountedOnceInAll() {
        var layer = Linear.init(2, 2, random());

        var summary = Summary.of(Sequential.of(layer, layer), Shape.of(1, 2));

        assertThat(summary.parameters()).isEqualTo(6);
        assertThat(summary.layers()).extracting(Summary.Row::parameters).containsExactly(6L, 6L);
        assertThat(summary.layers()).extracting(Summary.Row::multiplyAdds).containsExactly(4L, 4L);
    }

    @Test
    void of_inputThatDoesNotFit_namesTheLayer() {
        var net = Sequential.of(new Relu(), Sequential.of(Linear.init(3, 2, random())));

        assertThatThrownBy(() -> Summary.of(net, Shape.of(1, 4))).isExactlyInstanceOf(ShapeException.class).message()
                .contains("\n  at layer 1.0 (Linear), SummaryTest.java:");
        assertThatThrownBy(() -> Summary.of(Linear.init(3, 2, random()), Shape.of(1, 4))).message()
                .contains("\n  at SummaryTest.java:");
    }
}
