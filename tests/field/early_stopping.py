"""Field cases of early_stopping: classes as people copy them, loops, splits and flips."""

from field import FULL, Case

STOPPING, LOOP, SPLIT = "EarlyStopping", "train_with_early_stopping", "train_dev_test_split"
CLASS = """import copy
import math


class EarlyStopping:
    def __init__(self, patience=10, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_epoch, self.best_params = math.inf, 0, None
        {init}

    def step(self, dev_loss, params):
        {step}
"""
COUNT = """self.epoch += 1
if {better}:
    self.best_loss, self.best_epoch, self.bad = dev_loss, self.epoch, 0
    self.best_params = copy.deepcopy(params)
else:
    self.bad += 1
    if self.best_params is None:
        self.best_epoch, self.best_params = self.epoch, copy.deepcopy(params)
"""
BETTER = "dev_loss < self.best_loss - self.min_delta"
INIT = "self.epoch, self.bad = 0, 0"


def stopping(step="", end="return self.bad >= self.patience", better=BETTER, init=INIT):
    """A stopping.py with this class."""
    lines = (step or COUNT.format(better=better)) + end
    body = "\n        ".join(lines.strip().split("\n"))
    return {"stopping.py": CLASS.format(init=init.replace("\n", "\n        "), step=body)}


RESTORE = """for name in params:
    params[name][:] = stopping.best_params[name]
return losses
"""
TRAIN = "train_one_epoch(params)\nlosses.append(dev_loss(params))\n"


def loop(body=TRAIN, ask="if stopping.step(losses[-1], params):\n    break\n", end=RESTORE):
    """A stopping.py with this loop."""
    inside = "\n        ".join((body + ask).strip().split("\n"))
    after = "\n    ".join(end.strip().split("\n"))
    head = "def train_with_early_stopping(train_one_epoch, dev_loss, params, stopping, max_epochs):"
    text = (
        f"{head}\n    losses = []\n    for _ in range(max_epochs):\n        {inside}\n    {after}\n"
    )
    return {"stopping.py": text}


SPLITTING = """import numpy as np


def train_dev_test_split(X, y, dev=0.2, test=0.2, seed=0):
    rng = np.random.default_rng(seed)
    parts = [[], [], []]
    for label in {labels}:
        rows = rng.permutation(np.where(y == label)[0])
        a, b = {cuts}
        for part, some in zip(parts, (rows[a + b:], rows[:a], rows[a:a + b])):
            part.append(some)
    train, in_dev, in_test = (rng.permutation(np.concatenate(part)) for part in parts)
    return {returned}
"""
SIX = "X[train], y[train], X[in_dev], y[in_dev], X[in_test], y[in_test]"


def splitting(
    labels="np.unique(y)", cuts="int(dev * len(rows)), int(test * len(rows))", returned=SIX
):
    text = SPLITTING.format(labels=labels, cuts=cuts, returned=returned)
    return {"splitting.py": text}


def augmenting(name, lines, settings):
    body = "\n    ".join(lines.strip().split("\n"))
    return {"augmenting.py": f"import numpy as np\n\n\ndef {name}(images, seed, {settings}):\n"
                             f"    rng = np.random.default_rng(seed)\n    {body}\n"}  # fmt: skip


FLIP = "out = images.copy()\nout[{which}] = out[{which}][{how}]\nreturn out"


def flip(which="rng.random(len(images)) < chance", how=":, :, ::-1"):
    lines = f"which = {which}\n" + FLIP.format(which="which", how=how)
    return augmenting("random_flip", lines, "chance=0.5")


PYTORCH = '''import numpy as np


class EarlyStopping:
    """Stops when the validation loss has not improved for a while."""

    def __init__(self, patience=7, verbose=False, delta=0, path="best.pt", trace_func=print):
        self.patience, self.verbose, self.delta = patience, verbose, delta
        self.counter, self.early_stop = 0, False
        self.best_score, self.val_loss_min = None, np.inf
        self.path, self.trace_func = path, trace_func

    def __call__(self, val_loss, model):
        score = -val_loss
        if self.best_score is None:
            self.best_score = score
            self.save_checkpoint(val_loss, model)
        elif score < self.best_score + self.delta:
            self.counter += 1
            if self.counter >= self.patience:
                self.early_stop = True
        else:
            self.best_score, self.counter = score, 0
            self.save_checkpoint(val_loss, model)

    def save_checkpoint(self, val_loss, model):
        import torch
        torch.save(model.state_dict(), self.path)
        self.val_loss_min = val_loss
'''
CONTRACT = ["step\\(dev_loss, params\\)"]
FIRST = ["first (epoch|loss|params|parameters).*(kept|stored|copied|remembered)"]
NEVER = ["Which number does the first call"]
MOST = (0.8, 0.95)  # one point of twelve, or two

CASES = [
    Case("deepcopy_and_a_count", stopping(), {STOPPING: FULL}, why="Right, in one of many styles."),
    Case(
        "first_epoch_only_compared_with",
        stopping(
            "self.epoch += 1\n"
            "if self.before is None:\n"
            "    self.before = dev_loss\n"
            "elif dev_loss < self.before - self.min_delta:\n"
            "    self.before = self.best_loss = dev_loss\n"
            "    self.best_epoch, self.bad = self.epoch, 0\n"
            "    self.best_params = copy.deepcopy(params)\n"
            "else:\n"
            "    self.bad += 1\n",
            init=INIT + "\nself.before = None",
        ),
        {STOPPING: (0.4, 0.95)},
        {STOPPING: FIRST},
        NEVER,
        "The first loss is noted and its parameters are not kept.",
    ),
    Case(
        "first_loss_without_its_params",
        stopping(
            "self.epoch += 1\n"
            "if self.epoch == 1:\n"
            "    self.best_loss, self.best_epoch = dev_loss, 1\n"
            "    return False\n" + COUNT.format(better=BETTER).replace("self.epoch += 1\n", "")
        ),
        {STOPPING: (0.4, 0.95)},
        {STOPPING: FIRST},
        NEVER,
        "The first loss and its number are kept, and its parameters are not.",
    ),
    Case(
        "true_for_go_on",
        stopping(end="return self.bad < self.patience"),
        {STOPPING: MOST},
        {STOPPING: ["go on"]},
        why="One mistake: the answer the other way round. All attributes are right.",
    ),
    Case(
        "improved_is_returned",
        stopping(end="return self.bad == 0"),
        {STOPPING: (0.7, 0.95)},
        {STOPPING: ["improve"]},
        why="Whether the epoch improved is returned; what is kept is right.",
    ),
    Case(
        "a_flag_and_no_answer",
        stopping(
            end="if self.bad >= self.patience:\n    self.should_stop = True",
            init=INIT + "\nself.should_stop = False",
        ),
        {STOPPING: MOST},
        {STOPPING: ["returns nothing", "return(s)? it"]},
        why="The attribute is right, and nobody is told.",
    ),
    Case(
        "stop_and_loss_returned",
        stopping(end="return self.bad >= self.patience, self.best_loss"),
        {STOPPING: MOST},
        {STOPPING: ["tuple|pair"]},
        why="A pair is always true.",
    ),
    Case(
        "nan_passed_over",
        stopping("if dev_loss != dev_loss:\n    return False\n" + COUNT.format(better=BETTER)),
        {STOPPING: (0.7, 0.95)},
        {STOPPING: ["NaN"]},
        why="Epochs with NaN are not counted.",
    ),
    Case(
        "min_delta_upward",
        stopping(better="dev_loss < self.best_loss + self.min_delta"),
        {STOPPING: MOST},
        {STOPPING: ["min_delta"]},
        why="min_delta has the wrong sign; everything else is right.",
    ),
    Case(
        "min_delta_reached_is_enough",
        stopping(better="self.best_loss - dev_loss >= self.min_delta"),
        {STOPPING: MOST},
        {STOPPING: ["equal|strict|MORE"]},
        why="A loss that is lower by just min_delta counts.",
    ),
    Case(
        "dict_of_params",
        stopping(COUNT.format(better=BETTER).replace("copy.deepcopy(params)", "dict(params)")),
        {STOPPING: (0.7, 0.9)},
        {STOPPING: ["copied|copy"]},
        why="The dict is copied and its arrays are not: two points of twelve.",
    ),
    Case(
        "late_and_from_0",
        stopping(
            COUNT.format(better=BETTER),
            end="return self.bad > self.patience",
            init="self.epoch, self.bad = -1, 0",
        ),
        {STOPPING: (0.8, 0.9)},
        {STOPPING: ["epoch 0|one epoch more|late"]},
        why="Two mistakes of a point each.",
    ),
    Case(
        "from_a_pytorch_tutorial",
        {"stopping.py": PYTORCH},
        {STOPPING: (0, 0.2)},
        {STOPPING: CONTRACT},
        why="Another contract: it is called, sets a flag and saves a model.",
    ),
    Case(
        "loop_one_epoch_late",
        loop(
            body="train_one_epoch(params)\nif stop:\n    break\nlosses.append(dev_loss(params))\n",
            ask="stop = stopping.step(losses[-1], params)\n",
        )
        | {},
        {LOOP: (0, 0.95)},
        why="The first pass knows no stop: nothing runs. (See the next one.)",
    ),
    Case(
        "loop_asks_before_it_stops",
        loop(body="if losses and stopping.best_loss < 0:\n    break\n" + TRAIN),
        {LOOP: FULL},
        why="Right: a further condition that never holds.",
    ),
    Case(
        "loop_reads_the_flag",
        loop(ask="stopping.step(losses[-1], params)\nif stopping.early_stop:\n    break\n"),
        {LOOP: (0.7, 0.95)},
        {LOOP: ["early_stop", "attribute"]},
        why="The answer is taken from an attribute of another class.",
    ),
    Case(
        "loop_returns_the_params_too",
        loop(end=RESTORE.replace("return losses", "return losses, params")),
        {LOOP: (0.7, 0.95)},
        {LOOP: ["tuple"]},
        why="A pair where the list is asked; it does all the rest.",
    ),
    Case(
        "loop_binds_a_name",
        loop(end="params = stopping.best_params\nreturn losses"),
        {LOOP: (0.5, 0.8)},
        {LOOP: ["another dict|name"]},
        why="The caller's dict is not restored, whichever way the loop ends.",
    ),
    Case(
        "loop_with_update",
        loop(end="params.update(stopping.best_params)\nreturn losses"),
        {LOOP: FULL},
        why="Right: the dict of the caller holds the best arrays.",
    ),
    Case("split_in_a_style_of_its_own", splitting(), {SPLIT: FULL}, why="Right."),
    Case(
        "split_rounds_up_by_one",
        splitting(cuts="int(dev * len(rows)) + 2, int(test * len(rows))"),
        {SPLIT: (0.6, 0.9)},
        {SPLIT: ["should have"]},
        why="Each class gives up to two more than its share to dev.",
    ),
    Case(
        "split_returns_pairs_swapped",
        splitting(returned="X[train], y[train], X[in_test], y[in_test], X[in_dev], y[in_dev]"),
        {SPLIT: (0.7, 0.8)},
        {SPLIT: ["size of the test|share|should have"]},
        why="dev and test are exchanged: the shares are wrong and nothing else.",
    ),
    Case(
        "flip_by_fliplr",
        flip(how=":, ::-1, :"),
        {"random_flip": (0.6, 0.7)},
        {"random_flip": ["upside down"]},
        why="Rows for columns; coins, seeds and copies are right.",
    ),
    Case(
        "flip_of_a_fixed_number",
        flip(which="rng.choice(len(images), int(chance * len(images)), replace=False)"),
        {"random_flip": (0.7, 0.9)},
        {"random_flip": ["[Ee]xactly"]},
        why="Just so many of each batch: no image has a coin of its own.",
    ),
    Case(
        "flip_every_other_image",
        flip(which="np.arange(len(images)) % 2 == rng.integers(2)"),
        {"random_flip": (0.5, 0.9)},
        {"random_flip": ["coin|random numbers|exactly"]},
        why="One draw for all, in a pattern.",
    ),
]
