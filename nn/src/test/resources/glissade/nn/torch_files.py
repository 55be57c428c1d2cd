"""Writes and checks the files of TorchFilesTest, with real PyTorch.

torch_files.py make FOLDER    writes net.safetensors, lstm.safetensors and types.safetensors
torch_files.py check FOLDER   reads ours-net.safetensors and ours-lstm.safetensors, as Glissade wrote them, and requires
                              that PyTorch's modules, with that state, give the outputs that stand beside it
The committed files were made with PyTorch 2.13, NumPy and safetensors 0.8.
"""

import sys
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import nn


def net():
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(36, 5)
    )


def lstm():
    return nn.LSTM(3, 4, num_layers=2, bidirectional=True, batch_first=True)


def first(result):
    return result[0] if isinstance(result, tuple) else result


def make(folder):
    torch.manual_seed(6)
    for name, module, shape in [("net", net(), (2, 3, 6, 6)), ("lstm", lstm(), (2, 5, 3))]:
        for _ in range(3):
            module(torch.randn(shape))  # running statistics that are not those of the start
        module.eval()
        x = torch.randn(shape)
        with torch.no_grad():
            y = first(module(x))
        state = {"state." + key: value.clone() for key, value in module.state_dict().items()}
        save_file({**state, "x": x, "y": y.contiguous()}, folder / (name + ".safetensors"), {"format": "pt"})
    numbers = [0, 1, 2.5, -3.25, 1e-3, 65504, float("inf"), float("-inf")]
    types = {
        "f64": torch.tensor([0.1, 1e300, -1e-300, 1 + 2**-24 + 2**-50], dtype=torch.float64),
        "f16": torch.tensor(numbers, dtype=torch.float16),
        "bf16": torch.tensor(numbers, dtype=torch.bfloat16),
        "i32": torch.tensor([[-(2**31), 2**31 - 1]], dtype=torch.int32),
        "i16": torch.tensor([-(2**15), 2**15 - 1], dtype=torch.int16),
        "i8": torch.tensor([-128, 127], dtype=torch.int8),
        "u8": torch.tensor([0, 255], dtype=torch.uint8),
        "bool": torch.tensor([True, False, True]),
    }
    save_file(types, folder / "types.safetensors")


def check(folder):
    for name, module in [("net", net()), ("lstm", lstm())]:
        path = folder / ("ours-" + name + ".safetensors")
        tensors = load_file(path)
        module.load_state_dict({k[6:]: v for k, v in tensors.items() if k.startswith("state.")}, strict=True)
        module.eval()
        with torch.no_grad():
            y = first(module(tensors["x"]))
        torch.testing.assert_close(y, tensors["y"], rtol=1e-5, atol=1e-6)
        with safe_open(path, "pt") as file:
            assert file.metadata()["format"] == "pt", file.metadata()
        print(name, "agrees with PyTorch", torch.__version__)


{"make": make, "check": check}[sys.argv[1]](Path(sys.argv[2]))
