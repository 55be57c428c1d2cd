package glissade.conformance;

import java.util.Map;

/// The rows of all families: the one place where golden ops meet the library.
final class Mappings {

    private static final Map<String, Ops> FAMILIES = Map.of(
            "ops", new Ops().all(ElementwiseGoldens.ops()).all(FunctionGoldens.ops()).all(ActivationGoldens.ops())
                    .all(MatmulGoldens.ops()).all(ReductionGoldens.ops())
                    .all(MovementGoldens.ops()).all(IndexGoldens.ops()).all(OrderGoldens.ops()),
            "conv_pool", ConvPoolGoldens.ops(),
            "layers", LayerGoldens.ops().all(ActivationGoldens.layers()),
            "losses", LossGoldens.ops(),
            "optim", OptimGoldens.ops().all(OptimFunctionGoldens.ops()),
            "optim_more",
            OptimMoreGoldens.ops().all(OptimFunctionGoldens.moreOps()).all(ClipGoldens.ops())
                    .all(TransformGoldens.ops())
                    .all(RateGoldens.ops()).all(AverageGoldens.ops()),
            "schedulers", ScheduleGoldens.ops(),
            "autograd",
            ExpressionGoldens.ops().all(HigherOrderGoldens.ops()).all(EngineGoldens.ops()).all(ClipGoldens.ops()),
            "training", TrainingGoldens.ops(),
            "init", InitGoldens.ops());

    private Mappings() {
    }

    /// A family's rows; none of a family that there is nothing for yet.
    static Ops family(String name) {
        return FAMILIES.getOrDefault(name, new Ops());
    }
}
