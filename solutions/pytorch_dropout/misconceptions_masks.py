"""What students get wrong about dropping in DropoutMLP, each as a change of the reference.

drop_prob, as PyTorch's p, is the probability of DROPPING a unit.
"""

from checks_mlp import (
    drops_after_each_hidden_layer,
    drops_each_unit_on_its_own,
    drops_hidden_units,
    drops_nothing_in_eval_mode,
    drops_with_drop_prob,
    net,
    rescales_what_it_keeps,
)

LAYER = "            layers += [nn.Linear(inputs, outputs), nn.ReLU(), nn.Dropout(p=drop_prob)]\n"
HIDDEN = "        self.hidden = nn.Sequential(*layers)\n"
LAST = "        self.last = nn.Linear(sizes[-2], sizes[-1])\n"
FORWARD = "        return self.last(self.hidden(x.flatten(start_dim=1)))\n"
DROPOUT = "nn.Dropout(p=drop_prob)"
BY_HAND = """

class {name}(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        {kept}
        {out}


class DropoutMLP(nn.Module):
"""
CLASS = "\n\nclass DropoutMLP(nn.Module):\n"
RAND = "kept = (x.new_empty({shape}).uniform_() >= self.p).float()"


def own_layer(name, kept, out):
    """A dropout layer written by hand takes the place of nn.Dropout."""
    layer = BY_HAND.format(name=name, kept=kept, out=out)
    return {CLASS: layer, LAYER: LAYER.replace(DROPOUT, f"{name}(drop_prob)")}


net.misconception(
    "drop_prob_taken_for_keep_prob",
    replace={LAYER: LAYER.replace("p=drop_prob", "p=1 - drop_prob")},
    fails=[drops_with_drop_prob],
    message="drop_prob is converted once more, as if it were a probability of keeping.",
    hint="PyTorch's p is the probability of dropping, and so is drop_prob.",
)

net.misconception(
    "drop_prob_ignored",
    replace={LAYER: LAYER.replace("p=drop_prob", "")},
    fails=[drops_with_drop_prob],
    message="nn.Dropout() is made without drop_prob, so that it always drops one half.",
)

net.misconception(
    "two_dropouts_in_a_row",
    replace={LAYER: LAYER.replace(DROPOUT, f"{DROPOUT}, {DROPOUT}")},
    fails=[drops_with_drop_prob],
    message=(
        "Two dropouts stand behind each other (before and after the relu, say), so that too little"
        " is kept."
    ),
)

net.misconception(
    "dropout_after_the_output",
    replace={
        LAST: "        self.last = nn.Sequential(nn.Linear(sizes[-2], sizes[-1]),"
        " nn.Dropout(p=drop_prob))\n"
    },
    fails=[drops_after_each_hidden_layer],
    message="The scores are dropped too.",
    hint="A dropped score is a class that the net was not allowed to name.",
)

net.misconception(
    "dropout_on_the_input",
    replace={HIDDEN: "        self.hidden = nn.Sequential(nn.Dropout(p=drop_prob), *layers)\n"},
    fails=[drops_after_each_hidden_layer],
    message="The inputs are dropped as well; here only hidden units are.",
)

net.misconception(
    "dropout_after_the_first_layer_only",
    replace={
        HIDDEN: "        layers[3:] = [m for m in layers[3:] if not isinstance(m, nn.Dropout)]\n"
        + HIDDEN
    },
    fails=[drops_after_each_hidden_layer],
    message="Dropout follows the first hidden layer only.",
    hint="Every hidden layer has its own dropout.",
)

net.misconception(
    "dropout_after_the_last_hidden_layer_only",
    replace={
        HIDDEN: "        layers[:-3] = [m for m in layers[:-3] if not isinstance(m, nn.Dropout)]\n"
        + HIDDEN
    },
    fails=[drops_after_each_hidden_layer],
    message="Only the last hidden layer is dropped.",
    hint="Every hidden layer has its own dropout.",
)

net.misconception(
    "no_dropout_at_all",
    replace={LAYER: LAYER.replace(f", {DROPOUT}", "")},
    fails=[drops_hidden_units],
    message="No layer drops anything in train mode.",
)

net.misconception(
    "drops_in_eval_mode_too",
    replace={
        LAYER: LAYER.replace(f", {DROPOUT}", ""),
        LAST: LAST + "        self.drop_prob = drop_prob\n",
        FORWARD: "        x = x.flatten(start_dim=1)\n"
        "        for layer in self.hidden:\n"
        "            x = layer(x)\n"
        "            if isinstance(layer, nn.ReLU):\n"
        "                x = nn.functional.dropout(x, p=self.drop_prob)\n"
        "        return self.last(x)\n",
    },
    fails=[drops_nothing_in_eval_mode],
    message=(
        "Dropout goes on in eval mode. nn.functional.dropout drops unless it is told"
        " training=self.training, and eval() does not reach modules in a plain list."
    ),
)

net.misconception(
    "drops_whole_examples",
    replace={LAYER: LAYER.replace("nn.Dropout(", "nn.Dropout1d(")},
    fails=[drops_each_unit_on_its_own],
    message="nn.Dropout1d drops whole rows of an (N, units) activation: all units of an example.",
    hint="Which of PyTorch's dropouts is for single units?",
)

net.misconception(
    "one_mask_for_the_batch",
    replace=own_layer("Drop", RAND.format(shape="x.shape[1:]"), "return x * kept / (1 - self.p)"),
    fails=[drops_each_unit_on_its_own],
    message="One mask is drawn for the whole batch.",
)

net.misconception(
    "scaled_in_eval_mode_as_well",
    replace={
        CLASS: "\n\nclass Scale(nn.Module):\n"
        "    def __init__(self, factor):\n"
        "        super().__init__()\n"
        "        self.factor = factor\n\n"
        "    def forward(self, x):\n"
        "        return x if self.training else x * self.factor\n" + CLASS,
        LAYER: LAYER.replace(DROPOUT, f"{DROPOUT}, Scale(1 - drop_prob)"),
    },
    fails=[drops_nothing_in_eval_mode],
    message=(
        "In eval mode units are multiplied by the probability of keeping them. That belongs to"
        " dropout without rescaling, as in the paper; nn.Dropout has rescaled in train mode."
    ),
    hint="With nn.Dropout, eval mode needs no factor.",
)

net.misconception(
    "kept_units_not_rescaled",
    replace=own_layer("Drop", RAND.format(shape="x.shape"), "return x * kept"),
    fails=[rescales_what_it_keeps],
    message="Kept units are passed on as they are, so that in eval mode all sums are larger.",
)

net.misconception(
    "kept_units_rescaled_twice",
    replace={
        LAYER: LAYER.replace(DROPOUT, f"{DROPOUT}, Times(1 / (1 - drop_prob))"),
        CLASS: "\n\nclass Times(nn.Module):\n"
        "    def __init__(self, factor):\n"
        "        super().__init__()\n"
        "        self.factor = factor\n\n"
        "    def forward(self, x):\n"
        "        return x * self.factor if self.training else x\n" + CLASS,
    },
    fails=[rescales_what_it_keeps],
    message="What nn.Dropout keeps it has divided by 1 - p already; here it is divided once more.",
)

net.misconception(
    "kept_units_divided_by_p",
    replace=own_layer("Drop", RAND.format(shape="x.shape"), "return x * kept / self.p"),
    fails=[rescales_what_it_keeps],
    message="Kept units are divided by p. That is right where p keeps; here it drops.",
    hint="By what must a unit be divided that is kept with probability 1 - p?",
)
