package glissade.conformance;

import tools.jackson.databind.json.JsonMapper;

/// Cases written for tests.
final class Planted {

    /// `y = tanh x` at 0 and 1/2, with gradients.
    static final String TANH = """
            {"name": "tanh", "op": "tanh", "args": {},
             "inputs": {"x": {"shape": [2], "data": [0.0, 0.5]}},
             "output": {"shape": [2], "data": [0.0, 0.46211715726000976]},
             "upstream": {"shape": [2], "data": [1.0, 2.0]},
             "grads": {"x": {"shape": [2], "data": [1.0, 1.5728954659318548]}}, "f32_err": 1e-8}
            """;

    private Planted() {
    }

    static GoldenCase golden(String family, String json) {
        return new GoldenCase(family, JsonMapper.shared().readTree(json));
    }

    static GoldenCase tanh() {
        return golden("ops", TANH);
    }
}
