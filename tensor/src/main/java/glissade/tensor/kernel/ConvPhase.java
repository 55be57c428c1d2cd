package glissade.tensor.kernel;

import glissade.tensor.kernel.ConvPlan.Axes;

/// The elements of a convolution's input that a stride apart from each other, from one of the first on: a position of the output sees all of
/// them through the same elements of the kernel, so that their gradient is a convolution of the output's gradient without strides. With
/// strides of 1 there is one phase, the whole input.
///
/// Along an axis with the stride s, the padding p and the dilation d, the output's place i sees element `i · s − p + k · d` of the input through
/// the kernel's element k. So element `q · s + r` is seen through those k where `k · d − p − r` is a multiple of s, which are some apart
/// from each other, and through the next of them from the place before.
///
/// @param from the first element along each axis, r
/// @param size how many elements there are along each axis
/// @param plan the convolution: its kernel has only the elements that see the phase, from the last to the first; there may be none. Its padding
///        may be negative: then it leaves elements out
/// @param taps which elements of the kernel they are, in that order
record ConvPhase(Axes from, Axes size, ConvPlan plan, int[] taps) {

    /// One axis of a phase: its kernel is elements `first + j · step` of the whole one, for `count` j.
    private record Axis(int size, int first, int step, int count, int padding, int dilation) {

        static Axis of(int from, int size, int kernel, int stride, int before, int dilation) {
            int common = stride;
            for (int rest = dilation; rest != 0;) {
                int next = common % rest;
                common = rest;
                rest = next;
            }
            int step = stride / common;
            int most = Math.min(step, kernel);
            int first = 0;
            while (first < most && (first * dilation - before - from) % stride != 0) {
                first++;
            }
            int count = first == most ? 0 : Math.ceilDiv(kernel - first, step);
            int apart = dilation / common;
            int padding = count == 0 ? 0 : (count - 1) * apart - (from + before - first * dilation) / stride;
            return new Axis(Math.max(0, Math.ceilDiv(size - from, stride)), first, step, count, padding, apart);
        }

        int tap(int j) {
            return first + (count - 1 - j) * step;
        }
    }

    /// The phase of a plan that begins at `from`.
    static ConvPhase of(ConvPlan plan, Axes from) {
        Axes kernel = plan.kernel();
        Axis d = Axis.of(from.depth(), plan.size().depth(), kernel.depth(), plan.stride().depth(),
                plan.before().depth(), plan.dilation().depth());
        Axis h = Axis.of(from.height(), plan.size().height(), kernel.height(), plan.stride().height(),
                plan.before().height(), plan.dilation().height());
        Axis w = Axis.of(from.width(), plan.size().width(), kernel.width(), plan.stride().width(),
                plan.before().width(), plan.dilation().width());
        int[] taps = new int[d.count * h.count * w.count];
        int at = 0;
        for (int i = 0; i < d.count; i++) {
            for (int j = 0; j < h.count; j++) {
                for (int k = 0; k < w.count; k++) {
                    taps[at++] = (d.tap(i) * kernel.height() + h.tap(j)) * kernel.width() + w.tap(k);
                }
            }
        }
        Axes size = new Axes(d.size, h.size, w.size);
        var phase = new ConvPlan(plan.batch(), plan.out(), plan.in(), plan.groups(), plan.output(),
                new Axes(d.count, h.count, w.count), size, new Axes(1, 1, 1), new Axes(d.padding, h.padding, w.padding),
                new Axes(d.dilation, h.dilation, w.dilation), plan.rank());
        return new ConvPhase(from, size, phase, taps);
    }
}
