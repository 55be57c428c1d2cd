package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.ShapeException;

/// What becomes of the losses of single elements.
public enum Reduction {

    /// They stay: one number an element, or a sample.
    NONE {
        @Override
        public Variable of(Variable losses) {
            return losses;
        }
    },

    /// Their mean, so that the size of the batch does not change the size of a step. Of nothing it is NaN.
    MEAN {
        @Override
        public Variable of(Variable losses) {
            return losses.mean();
        }
    },

    /// Their sum.
    SUM {
        @Override
        public Variable of(Variable losses) {
            return losses.sum();
        }
    },

    /// Their sum divided by the size of the first axis: the mean over the batch of each sample's whole loss.
    BATCH_MEAN {
        @Override
        public Variable of(Variable losses) {
            if (losses.shape().rank() == 0) {
                throw ShapeException.of("batchMean", "a single number has no batch").operand("losses", losses.shape())
                        .fix("use MEAN or SUM");
            }
            return losses.sum().div(losses.shape().size(0));
        }
    };

    /// One number of many losses, or the losses themselves.
    public abstract Variable of(Variable losses);
}
