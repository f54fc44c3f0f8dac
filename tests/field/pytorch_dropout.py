"""Field cases of pytorch_dropout; here p is the probability of DROPPING a unit."""

from field import FULL, Case

CONVERT, NET, TRAIN, EVALUATE = "keep_to_drop", "DropoutMLP", "train_one_epoch", "evaluate"

MLP = """import torch
import torch.nn.functional as F
from torch import nn


def keep_to_drop(keep_prob):
    {convert}


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        self.p = drop_prob
        {layers}

    def forward(self, x):
        {forward}
"""
LAYERS = """self.fcs = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:]))
        self.drop = nn.Dropout(drop_prob)"""
FORWARD = """x = torch.flatten(x, 1)
        for fc in self.fcs[:-1]:
            x = self.drop(F.relu(fc(x)))
        return self.fcs[-1](x)"""


def mlp(layers=LAYERS, forward=FORWARD, convert="", **edits):
    convert = convert or "if keep_prob <= 0 or keep_prob > 1:\n        raise ValueError\n" + (
        "    return 1.0 - keep_prob"
    )
    text = MLP.format(convert=convert, layers=layers, forward=forward)
    for right, wrong in edits.items():
        text = text.replace(right, wrong)
    return {"mlp.py": text}


LOOP = """import torch
import torch.nn as nn
import torch.nn.functional as F

criterion = nn.CrossEntropyLoss()


def train_one_epoch(model, loader, optimizer):
    model.train()
    running_loss, count = 0.0, 0
    for inputs, targets in loader:
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, targets)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        count += inputs.size(0)
    return running_loss / count


def evaluate(model, loader):
    mode = model.training
    model.eval()
    loss_sum, correct, total = 0.0, 0, 0
    with torch.no_grad():
        for inputs, targets in loader:
            outputs = model(inputs)
            loss_sum += criterion(outputs, targets).item() * inputs.size(0)
            _, predicted = torch.max(outputs, 1)
            correct += (predicted == targets).sum().item()
            total += targets.size(0)
    model.train(mode)
    return loss_sum / total, correct / total
"""


def loop(*edits):
    text = LOOP
    for right, wrong in edits:
        assert right in text
        text = text.replace(right, wrong)
    return {"training.py": text}


CASES = [
    Case("mlp_as_in_tutorials", mlp(), {CONVERT: FULL, NET: FULL}),
    Case(
        "mlp_ends_in_log_softmax",
        mlp(forward=FORWARD.replace("self.fcs[-1](x)", "F.log_softmax(self.fcs[-1](x), dim=1)")),
        {NET: (0.6, 0.95), CONVERT: FULL},
        {NET: ["softmax"]},
        why="Dropout is right; one layer too many at the end costs its own points.",
    ),
    Case(
        "mlp_ends_in_relu_and_log_softmax",
        mlp(
            forward=FORWARD.replace("self.fcs[-1](x)", "F.log_softmax(F.relu(self.fcs[-1](x)), 1)")
        ),
        {NET: (0.6, 0.95)},
        {NET: ["relu.*softmax"]},
        why="Two layers too many at the end; both are named.",
    ),
    Case(
        "mlp_without_relu",
        mlp(forward=FORWARD.replace("F.relu(fc(x))", "fc(x)")),
        {NET: (0.6, 0.95)},
        {NET: ["relu"]},
        why="One thing is missing; what is dropped is right.",
    ),
    Case(
        "mlp_relu_after_the_last",
        mlp(forward=FORWARD.replace("self.fcs[-1](x)", "F.relu(self.fcs[-1](x))")),
        {NET: (0.6, 0.95)},
        {NET: ["relu"]},
    ),
    Case(
        "mlp_dropout_after_the_scores",
        mlp(forward=FORWARD.replace("self.fcs[-1](x)", "self.drop(self.fcs[-1](x))")),
        {NET: (0.7, 0.95)},
        {NET: ["scores are dropped"]},
        ["no hidden unit"],
    ),
    Case(
        "mlp_layers_in_a_list",
        mlp(
            layers=LAYERS.replace("nn.ModuleList(", "list("),
        ),
        {NET: (0.7, 0.95)},
        {NET: ["plain list"]},
        ["different scores"],
        why="parameters() misses them. What they compute is right.",
    ),
    Case(
        "mlp_no_hidden_layers",
        mlp(
            layers="self.last = nn.Linear(sizes[0], sizes[-1])",
            forward="return self.last(x.flatten(1))",
        ),
        {NET: (0, 0.5)},
        {},
        ["plain list"],
        why="No layer is in a list.",
    ),
    Case(
        "mlp_view_784",
        mlp(forward=FORWARD.replace("torch.flatten(x, 1)", "x.view(-1, 784)")),
        {NET: (0.75, 0.95)},
        {NET: ["784"]},
        why="Right for the sizes that the net has when nothing is said.",
    ),
    Case(
        "mlp_sizes_ignored",
        mlp(layers="sizes = (784, 512, 512, 512, 10)\n        " + LAYERS),
        {NET: (0.7, 0.95)},
        {NET: ["sizes"]},
    ),
    Case(
        "mlp_functional_without_training",
        mlp(
            forward=FORWARD.replace("self.drop(F.relu(fc(x)))", "F.dropout(F.relu(fc(x)), self.p)")
        ),
        {NET: (0.7, 0.9)},
        {NET: ["training=self.training"]},
    ),
    Case(
        "mlp_functional_of_one_half",
        mlp(
            forward=FORWARD.replace(
                "self.drop(F.relu(fc(x)))", "F.dropout(F.relu(fc(x)), training=self.training)"
            )
        ),
        {NET: (0.7, 0.9)},
        {NET: ["one half"]},
    ),
    Case(
        "mlp_dropout_before_each_layer",
        mlp(
            forward=FORWARD.replace("self.drop(F.relu(fc(x)))", "F.relu(fc(self.drop(x)))").replace(
                "self.fcs[-1](x)", "self.fcs[-1](self.drop(x))"
            )
        ),
        {NET: (0.7, 0.95)},
        {NET: ["inputs are dropped"]},
    ),
    Case(
        "mlp_layers_set_for_added",
        mlp(
            layers="for a, b in zip(sizes[:-2], sizes[1:-1]):\n"
            "            layers = [nn.Linear(a, b), nn.ReLU(), nn.Dropout(drop_prob)]\n"
            "        self.net = nn.Sequential(*layers, nn.Linear(sizes[-2], sizes[-1]))",
            forward="return self.net(x.flatten(1))",
        ),
        {NET: (0.3, 0.8)},
        why="One sign; with one hidden layer the net is right.",
    ),
    Case(
        "mlp_logits_and_probas",
        mlp(
            forward=FORWARD.replace(
                "return self.fcs[-1](x)",
                "logits = self.fcs[-1](x)\n        return logits, F.softmax(logits, dim=1)",
            )
        ),
        {NET: (0.7, 0.95)},
        {NET: ["tuple|beside the scores"]},
        why="The first of two values is what was asked for.",
    ),
    Case(
        "keep_prob_as_it_is",
        mlp(
            convert="if not 0 < keep_prob <= 1:\n        raise ValueError\n    return keep_prob"
        ),
        {CONVERT: (0.5, 0.5), NET: FULL},
        {CONVERT: ["as it is"]},
    ),
    Case("loops_as_in_tutorials", loop(), {TRAIN: FULL, EVALUATE: FULL}),
    Case(
        "calls_model_forward",
        loop(("model(inputs)", "model.forward(inputs)")),
        {TRAIN: FULL, EVALUATE: FULL},
        {},
        ["never called"],
        why="Right: model.forward(x) instead of model(x), as many tutorials write.",
    ),
    Case(
        "mean_over_the_data_set",
        loop(("running_loss / count", "running_loss / len(loader.dataset)")),
        {TRAIN: (0, 0.95), EVALUATE: FULL},
        {TRAIN: ["dataset", "sampler", "loader gave"]},
        why="Wrong as soon as the loader has a sampler or drops the last batch.",
    ),
    Case(
        "returns_loss_and_accuracy",
        loop(
            ("        loss.backward()",
             "        hits = (outputs.argmax(1) == targets).sum().item()\n        loss.backward()"),
            ("running_loss / count", "running_loss / count, hits / count"),
        ),
        {TRAIN: (0.75, 0.99), EVALUATE: FULL},
        {TRAIN: ["pair", "tuple", "two values", "one number"]},
        ["is a list"],
        why="A tuple where one number is asked.",
    ),
    Case(
        "clears_only_after_the_step",
        loop(
            ("        optimizer.zero_grad()\n", ""),
            ("        optimizer.step()\n",
             "        optimizer.step()\n        optimizer.zero_grad()\n"),
        ),
        {TRAIN: (0.7, 0.95), EVALUATE: FULL},
        {TRAIN: ["left over"]},
    ),
    Case(
        "backward_forgotten",
        loop(("        loss.backward()\n", "")),
        {TRAIN: (0.3, 0.7)},
        {TRAIN: ["no backward pass"]},
        ["between backward and step"],
    ),
    Case(
        "gradient_clipping",
        loop(("        optimizer.step()\n",
              "        nn.utils.clip_grad_norm_(model.parameters(), 1.0)\n"
              "        optimizer.step()\n")),
        {TRAIN: (0.6, 0.95)},
        {TRAIN: ["norm"]},
        why="Nobody asked for it; all else is right.",
    ),
    Case(
        "own_optimizer",
        loop(("    running_loss, count = 0.0, 0\n",
              "    running_loss, count = 0.0, 0\n"
              "    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)\n")),
        {TRAIN: (0.6, 0.95)},
        why="The optimizer that was handed over is not used; the loss is right all the same.",
    ),
    Case(
        "quickstart",
        loop(
            ("loss_sum += criterion(outputs, targets).item() * inputs.size(0)",
             "loss_sum += criterion(outputs, targets).item()"),
            ("loss_sum / total, correct / total",
             "loss_sum / len(loader), correct / len(loader.dataset)"),
        ),
        {TRAIN: FULL, EVALUATE: (0.7, 0.95)},
        {EVALUATE: ["batch means"]},
        why="Two slips of a well-known tutorial, each at its own point.",
    ),
    Case(
        "accuracy_in_percent",
        loop(("correct / total\n", "100.0 * correct / total\n")),
        {EVALUATE: (0.85, 0.95)},
        {EVALUATE: ["percent"]},
    ),
    Case(
        "accuracy_then_loss",
        loop(("loss_sum / total, correct / total", "correct / total, loss_sum / total")),
        {EVALUATE: (0.8, 0.95)},
        {EVALUATE: ["order"]},
        why="Both values are right, in the wrong places.",
    ),
    Case(
        "labels_in_a_column",
        loop(("            _, predicted = torch.max(outputs, 1)\n",
              "            predicted = outputs.argmax(1, keepdim=True)\n")),
        {EVALUATE: (0.6, 0.95)},
        {EVALUATE: [r"\(N, 1\)"]},
    ),
    Case(
        "left_in_eval_mode",
        loop(("    model.train(mode)\n", "")),
        {TRAIN: FULL, EVALUATE: (0.75, 0.9)},
        {EVALUATE: ["left in eval mode"]},
    ),
    Case(
        "tensor_returned",
        loop(("running_loss += loss.item()", "running_loss += loss.detach()")),
        {TRAIN: (0.8, 0.95)},
        {TRAIN: ["tensor"]},
        ["history of"],
    ),
]  # fmt: skip
