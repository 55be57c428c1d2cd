"""Whole steps and epochs of training with Adam, lr 1e-3."""

import torch
import torch.utils.data
from torch import nn
from torch.nn import functional

import timing

EXAMPLES = 60_000


def add_training(timed):
    timed.calls("train_linreg/b32", linear_regression, timing.samples(32))
    for batch in (32, 64, 128):
        classifier(timed, "train_mlp128", batch, lambda: mlp(784, 128, 10), 784)
    classifier(timed, "train_mlp512x2", 128, lambda: mlp(784, 512, 512, 10), 784)
    classifier(timed, "train_cnn", 64, cnn, 1, 28, 28)
    classifier(timed, "train_lstm", 64, Lstm, 28, 28)
    classifier(timed, "train_transformer", 16, Transformer, 64, 128)
    timed.epochs("epoch_mlp128/b64", epoch, timing.samples(EXAMPLES))
    timed.epochs("epoch_loader_mlp128/b64", epoch_of_loader, timing.samples(EXAMPLES))


def linear_regression():
    x = torch.rand(32, 1)
    y = 3 * x + 1
    return stepper(nn.Linear(1, 1), functional.mse_loss, lambda: (x, y))


def classifier(timed, name, batch, net, *shape):
    def setup():
        x, labels = torch.rand(batch, *shape), torch.randint(10, (batch,))
        return stepper(net(), functional.cross_entropy, lambda: (x, labels))

    timed.calls(f"{name}/b{batch}", setup, timing.samples(batch))


def stepper(net, loss_of, batch):
    """A call that takes one step on a batch."""
    adam = torch.optim.Adam(net.parameters(), lr=1e-3)

    def step():
        x, target = batch()
        adam.zero_grad()
        loss_of(net(x), target).backward()
        adam.step()

    return step


def mlp(*widths):
    layers = []
    for inside, outside in zip(widths, widths[1:]):
        layers += [nn.Linear(inside, outside), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(3136, 128), nn.ReLU(), nn.Linear(128, 10))


class Lstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 128, batch_first=True)
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        outputs, _ = self.lstm(x)
        return self.out(outputs[:, -1])


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = nn.TransformerEncoderLayer(128, 4, 512, dropout=0.0, batch_first=True)
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        return self.out(self.block(x).mean(1))


def examples():
    return torch.rand(EXAMPLES, 784), torch.randint(10, (EXAMPLES,))


def epoch():
    inputs, labels = examples()
    batch = [inputs, labels]
    step = stepper(mlp(784, 128, 10), functional.cross_entropy, lambda: batch)

    def run():
        order = torch.randperm(EXAMPLES)
        for rows in order.split(64):
            batch[:] = inputs[rows], labels[rows]
            step()

    return run


def epoch_of_loader():
    data = torch.utils.data.TensorDataset(*examples())
    loader = torch.utils.data.DataLoader(data, batch_size=64, shuffle=True)
    batch = [None, None]
    step = stepper(mlp(784, 128, 10), functional.cross_entropy, lambda: batch)

    def run():
        for inputs, labels in loader:
            batch[:] = inputs, labels
            step()

    return run
