"""Programs that do nothing of what pytorch_dropout asks for."""

from cheap import Program

NET = """from torch import nn
import torch


def keep_to_drop(keep_prob):
    {convert}


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        self.sizes = sizes
        {init}

    def forward(self, x):
        return {forward}
"""
LOOPS = """import random

import torch


def train_one_epoch(model, loader, optimizer):
    {train}


def evaluate(model, loader):
    {evaluate}
"""


def net(forward, init="pass", convert="return 0.0"):
    return {"mlp.py": NET.format(forward=forward, init=init, convert=convert)}


def loops(train, evaluate):
    return {"training.py": LOOPS.format(train=train, evaluate=evaluate)}


LISTEN = """model.eval()
    with torch.no_grad():
        for x, y in loader:
            model(x)
    model.train()
    return {returned}"""

PROGRAMS = [
    Program("x_as_it_is", net("x")),
    Program("zeros", net("torch.zeros(len(x), self.sizes[-1])")),
    Program("noise", net("torch.rand(len(x), self.sizes[-1])", convert="raise ValueError")),
    Program(
        "dropout_of_nothing",
        net(
            "nn.functional.dropout(torch.ones(len(x), self.sizes[-1]), 0.4, self.training)",
            convert="return None",
        ),
    ),
    Program(
        "layers_that_nobody_uses",
        net(
            "torch.zeros(len(x), self.sizes[-1])",
            init="self.net = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))",
            convert="return 1 - keep_prob",
        ),
        {"keep_to_drop": ("converts_keep_to_drop",), "DropoutMLP": ("registers_its_layers",)},
    ),
    Program("zeros_returned", loops("return 0.0", "return 0.0, 0.0")),
    Program(
        "zeros_under_no_grad",
        loops("model.train()\n    return 0.0", LISTEN.format(returned="0.0, 0.0")),
    ),
    Program(
        "random_numbers", loops("return random.random()", "return random.random(), random.random()")
    ),
    Program(
        "a_look_at_the_model",
        loops(
            "return float(sum(p.sum() for p in model.parameters()))",
            LISTEN.format(returned="float(model(x).sum()), 0.5"),
        ),
    ),
    Program(
        "weights_shrunk_at_random",
        loops(
            "model.train()\n    for p in model.parameters():\n"
            "        p.data *= random.random()\n    return random.random()",
            "return loader.dataset[0][0].sum().item(), 1.0",
        ),
    ),
    Program("nothing", loops("pass", "model.eval()")),
]
