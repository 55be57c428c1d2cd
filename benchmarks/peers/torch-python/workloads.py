"""The workloads with PyTorch, as a user of PyTorch writes them.

Prints a line workload,peer,threads,metric,value for each figure. What each workload is stands beside Glissade's own, in
the classes named ...Workloads of the package glissade.benchmarks.
"""

import argparse
import inspect
import re

import torch
from torch import nn
from torch.nn import functional

import timing
from training import add_training, linear_regression

SIZES = {"1k": 1000, "100k": 100_000, "10m": 10_000_000}


def add_matmul(timed):
    for n in (32, 64, 128, 256, 512, 1024, 2048):
        product(timed, "sgemm", f"n{n}", n, n, n)
    for batch, wide, narrow in ((64, 784, 128), (128, 784, 512)):
        for family, m, k, n in (("sgemm_nn", batch, wide, narrow), ("sgemm_nt", batch, wide, narrow),
                                ("sgemm_nt", batch, narrow, wide), ("sgemm_tn", wide, batch, narrow)):
            product(timed, family, f"{m}x{k}x{n}", m, k, n)
    product(timed, "sgemm_nn", "512x512x1", 512, 512, 1)
    product(timed, "sgemm_nt", "1x784x128", 1, 784, 128)


def product(timed, family, size, m, k, n):
    def matrices():
        a = torch.rand(k, m).t() if family == "sgemm_tn" else torch.rand(m, k)
        b = torch.rand(n, k).t() if family == "sgemm_nt" else torch.rand(k, n)
        return a, b

    def into_given():
        a, b = matrices()
        c = torch.empty(m, n)
        return lambda: torch.mm(a, b, out=c)

    def into_new():
        a, b = matrices()
        return lambda: torch.mm(a, b)

    timed.calls(f"{family}/{size}", into_given, timing.flop(2.0 * m * k * n))
    timed.calls(f"{family}_new/{size}", into_new, timing.flop(2.0 * m * k * n))


def add_elementwise(timed):
    for size, n in SIZES.items():
        def add(n=n):
            a, b, c = torch.rand(n), torch.rand(n), torch.empty(n)
            return lambda: torch.add(a, b, out=c)

        def add_new(n=n):
            a, b = torch.rand(n), torch.rand(n)
            return lambda: a + b

        def relu_of_line(n=n):
            x, w, b = torch.rand(n) - 0.5, torch.rand(n), torch.rand(n) - 0.5
            return lambda: torch.relu(x * w + b)

        def total(n=n):
            x = torch.rand(n)
            return x.sum

        timed.calls(f"ew_add/{size}", add, timing.elements(n, 12))
        timed.calls(f"ew_add_new/{size}", add_new, timing.elements(n, 12))
        timed.calls(f"ew_relu_xw_b/{size}", relu_of_line, timing.elements(n, 16))
        for name, function in (("ew_exp", torch.exp), ("ew_tanh", torch.tanh), ("ew_sigmoid", torch.sigmoid)):
            unary(timed, name, size, n, function)
        timed.calls(f"sum/{size}", total, timing.elements(n, 4))


def unary(timed, name, size, n, function):
    def into_given():
        x, y = torch.rand(n) * 4 - 2, torch.empty(n)
        return lambda: function(x, out=y)

    def into_new():
        x = torch.rand(n) * 4 - 2
        return lambda: function(x)

    timed.calls(f"{name}/{size}", into_given, timing.elements(n, 8))
    timed.calls(f"{name}_new/{size}", into_new, timing.elements(n, 8))


def add_rows(timed):
    def softmax():
        x = torch.rand(128, 1000) * 8 - 4
        return lambda: torch.softmax(x, 1)

    def layer_norm():
        x, gain, bias = torch.rand(128, 512), torch.rand(512), torch.rand(512)
        return lambda: functional.layer_norm(x, (512,), gain, bias, 1e-5)

    timed.calls("softmax/128x1000", softmax, timing.elements(128 * 1000, 8))
    timed.calls("layer_norm/128x512", layer_norm, timing.elements(128 * 512, 8))


def add_convolution(timed):
    for batch, channels, side, out in ((64, 1, 28, 32), (64, 32, 14, 64), (32, 64, 16, 64)):
        size = f"b{batch}_{channels}x{side}x{side}_{out}"
        flop = 2.0 * batch * out * side * side * channels * 9

        def leaves(tracked, batch=batch, channels=channels, side=side, out=out):
            data = (torch.rand(batch, channels, side, side), torch.rand(out, channels, 3, 3) - 0.5, torch.rand(out))
            return [x.requires_grad_(tracked) for x in data]

        def forward(leaves=leaves):
            x, weight, bias = leaves(False)
            return lambda: functional.conv2d(x, weight, bias, padding=1)

        def both_ways(leaves=leaves, batch=batch, side=side, out=out):
            inputs = leaves(True)
            x, weight, bias = inputs
            dy = torch.rand(batch, out, side, side)
            return lambda: torch.autograd.grad(functional.conv2d(x, weight, bias, padding=1), inputs, dy)

        timed.calls(f"conv2d_fwd/{size}", forward, timing.flop(flop))
        timed.calls(f"conv2d_fwdbwd/{size}", both_ways, timing.flop(3 * flop))


def add_optimizers(timed):
    rules = {
        "opt_adam": (torch.optim.Adam, 28, {}),
        "opt_adamw": (torch.optim.AdamW, 28, {"weight_decay": 0.01}),
        "opt_sgdm": (torch.optim.SGD, 20, {"momentum": 0.9}),
        "opt_rmsprop": (torch.optim.RMSprop, 20, {"alpha": 0.99}),
        "opt_adam_foreach": (torch.optim.Adam, 28, {"foreach": True}),
    }
    version = tuple(int(part) for part in re.findall(r"\d+", torch.__version__)[:2])
    if version >= (2, 4):  # the first with fused kernels on the CPU
        rules["opt_adam_fused"] = (torch.optim.Adam, 28, {"fused": True})
        rules["opt_adamw_fused"] = (torch.optim.AdamW, 28, {"weight_decay": 0.01, "fused": True})
        rules["opt_sgdm_fused"] = (torch.optim.SGD, 20, {"momentum": 0.9, "fused": True})
    for size, n in {**SIZES, "50m": 50_000_000}.items():
        for name, (rule, size_of_param, more) in rules.items():
            def step(n=n, rule=rule, more=more):
                param = nn.Parameter(torch.rand(n))
                param.grad = torch.rand(n) - 0.5
                return rule([param], lr=1e-3, **more).step

            timed.calls(f"{name}/{size}", step, timing.params(n, size_of_param))
    for rule, more, size_of_param in ((torch.optim.Adam, {}, 28), (torch.optim.AdamW, {"weight_decay": 0.01}, 28),
                                      (torch.optim.SGD, {}, 12)):
        for way in ("", "foreach", "fused"):
            for count in (1, 50, 1000, 10_000):
                def many(count=count, rule=rule, more={**more, **({way: True} if way else {})}):
                    params = [nn.Parameter(torch.rand(100_000 // count)) for _ in range(count)]
                    for param in params:
                        param.grad = torch.rand(100_000 // count) - 0.5
                    return rule(params, lr=1e-3, **more).step

                name = f"opt_{rule.__name__.lower()}_many{'_' if way else ''}{way}/{count}x{100_000 // count}"
                timed.calls(name, many, timing.params(100_000, size_of_param))
    for name in ["SGD", "Adagrad", "Adadelta", "RMSprop", "Adam", "AdamW", "Adamax", "NAdam", "RAdam", "Rprop", "ASGD",
                 "Adafactor", "Muon"]:
        rule = getattr(torch.optim, name, None)
        for way, more in {"": {}, "_foreach": {"foreach": True}, "_fused": {"fused": True}}.items():
            if rule is None or list(more)[:1] and list(more)[0] not in inspect.signature(rule).parameters:
                continue

            def every(rule=rule, more=more):
                param = nn.Parameter(torch.rand(250, 400))
                param.grad = torch.rand(250, 400) - 0.5
                return rule([param], lr=1e-3, **more).step

            timed.calls(f"rule_{name.lower()}{way}/100k", every, timing.params(100_000, 4))


def install_size():
    """The megabytes of torch's package and of those it needs."""
    from importlib import metadata

    seen, todo, size = set(), ["torch"], 0
    while todo:
        name = re.match(r"[\w.-]+", todo.pop()).group().lower().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for other platforms, or optional
        size += sum(path.locate().stat().st_size for path in package.files or [] if path.locate().is_file())
        todo += [need for need in package.requires or [] if "extra ==" not in need]
    return size / 1e6


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--peer", default="torch-python")
    parser.add_argument("--only", type=re.compile, default=re.compile(""))
    parser.add_argument("--warm", type=float, default=0.6)
    parser.add_argument("--samples", type=int, default=7)
    parser.add_argument("--sample", type=float, default=0.08)
    parser.add_argument("--startup", action="store_true")
    return parser.parse_args()


def main():
    given = options()
    torch.set_num_threads(given.threads)
    torch.manual_seed(1)
    if given.startup:
        step = linear_regression()
        for _ in range(100):
            step()
        print("trained 100 steps")
        return
    timed = timing.Timing(given)
    with torch.no_grad():
        add_matmul(timed)
        add_elementwise(timed)
        add_rows(timed)
    add_convolution(timed)
    add_optimizers(timed)
    add_training(timed)
    if timed.wanted("install"):
        timed.line("install", "packages_mb", install_size())


if __name__ == "__main__":
    main()
