"""Wrong versions of DropoutMLP that drop wrongly, each as a change of the reference.

drop_prob, as PyTorch's p, is the probability of DROPPING a unit.
"""

from checks_mlp import drops_nothing_in_eval_mode, net
from checks_mlp_masks import (
    drops_after_each_hidden_layer,
    drops_each_unit_on_its_own,
    drops_hidden_units,
    drops_with_drop_prob,
    rescales_what_it_keeps,
)
from misconceptions import FORWARD, HIDDEN, LAST, LAYER

DROPOUT = "nn.Dropout(p=drop_prob)"
CLASS = "\n\nclass DropoutMLP(nn.Module):\n"
BY_HAND = """

class ByHand(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        kept = (x.new_empty({shape}).uniform_() >= self.p).float()
        return {train} if self.training else {test}
"""
ONCE = """        if not hasattr(self, "mask"):
            self.mask = """


def by_hand(layers, train, test="x", shape="x.shape"):
    """The change that puts these layers, one of them written by hand, in place of nn.Dropout."""
    layer = BY_HAND.format(shape=shape, train=train, test=test)
    return {CLASS: layer + CLASS, LAYER: LAYER.replace(DROPOUT, layers)}


net.misconception(
    "drop_prob_taken_for_keep_prob",
    replace={LAYER: LAYER.replace("p=drop_prob", "p=1 - drop_prob")},
    fails=[drops_with_drop_prob],
    message="drop_prob is converted to 1 - drop_prob, as if it were the probability of keeping.",
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
    message="Dropout is applied twice, for example before and after the relu: too little is kept.",
)
net.misconception(
    "dropout_after_the_output",
    replace={
        LAST: "        self.last = nn.Sequential(nn.Linear(sizes[-2], sizes[-1]),"
        " nn.Dropout(p=drop_prob))\n"
    },
    fails=[drops_after_each_hidden_layer],
    message="The scores are dropped too.",
    hint="A dropped score is 0, whatever the net has computed for this class.",
)
net.misconception(
    "dropout_on_the_input",
    replace={HIDDEN: HIDDEN.replace("*layers", f"{DROPOUT}, *layers")},
    fails=[drops_after_each_hidden_layer],
    message="The inputs are dropped as well; here only hidden units are.",
)
net.misconception(
    "dropout_before_each_hidden_layer",
    replace={
        LAYER: LAYER.replace(f", {DROPOUT}", "").replace("[nn.", f"[{DROPOUT}, nn."),
    },
    fails=[drops_after_each_hidden_layer],
    message="Dropout stands before each hidden layer: the inputs are dropped, and the last hidden"
    " layer is not.",
)
for name, at, message in (
    ("dropout_after_the_first_layer_only", "3:", "Dropout follows the first hidden layer only."),
    ("dropout_after_the_last_hidden_layer_only", ":-3", "Only the last hidden layer is dropped."),
):
    rest = (
        f"        layers[{at}] = [m for m in layers[{at}] if isinstance(m, (nn.Linear, nn.ReLU))]\n"
    )
    net.misconception(
        name,
        replace={HIDDEN: rest + HIDDEN},
        fails=[drops_after_each_hidden_layer],
        message=message,
        hint="Every hidden layer has its own dropout.",
    )
net.misconception(
    "no_dropout_at_all",
    replace={LAYER: LAYER.replace(f", {DROPOUT}", "")},
    fails=[drops_hidden_units, drops_after_each_hidden_layer],
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
    message="Dropout is on in eval mode. nn.functional.dropout drops unless it is given"
    " training=self.training, and eval() does not reach a dropout that is in a plain list or made"
    " in forward.",
)
net.misconception(
    "drops_whole_examples",
    replace={LAYER: LAYER.replace("nn.Dropout(", "nn.Dropout1d(")},
    fails=[drops_each_unit_on_its_own],
    message="nn.Dropout1d drops whole rows of an (N, units) activation: all units of an example.",
    hint="Which dropout layer of PyTorch drops single units?",
)
net.misconception(
    "one_mask_for_the_batch",
    replace=by_hand("ByHand(drop_prob)", "x * kept / (1 - self.p)", shape="x.shape[1:]"),
    fails=[drops_each_unit_on_its_own],
    message="One mask is drawn for the whole batch.",
)
net.misconception(
    "one_mask_for_good",
    replace={
        CLASS: BY_HAND.format(
            shape="x.shape[1:]", train="x * self.mask / (1 - self.p)", test="x"
        ).replace("        kept = ", ONCE)
        + CLASS,
        LAYER: LAYER.replace(DROPOUT, "ByHand(drop_prob)"),
    },
    fails=[drops_each_unit_on_its_own],
    message="The mask is drawn once and used for good: every call drops the same units.",
    hint="A new mask is drawn each time that the layer is called.",
)
net.misconception(
    "scaled_in_eval_mode_as_well",
    replace=by_hand(f"{DROPOUT}, ByHand(drop_prob)", "x", test="x * (1 - self.p)"),
    fails=[drops_nothing_in_eval_mode],
    message="In eval mode units are multiplied by the probability of keeping them. That belongs to"
    " dropout without rescaling, as in the paper; nn.Dropout has rescaled in train mode.",
    hint="With nn.Dropout, eval mode needs no factor.",
)
net.misconception(
    "kept_units_not_rescaled",
    replace=by_hand("ByHand(drop_prob)", "x * kept"),
    fails=[rescales_what_it_keeps],
    message="Kept units are not rescaled, so that in eval mode all sums are larger.",
)
net.misconception(
    "kept_units_rescaled_twice",
    replace=by_hand(f"{DROPOUT}, ByHand(drop_prob)", "x / (1 - self.p)"),
    fails=[rescales_what_it_keeps],
    message="nn.Dropout divides kept units by 1 - p already; here they are divided once more.",
)
net.misconception(
    "kept_units_divided_by_p",
    replace=by_hand("ByHand(drop_prob)", "x * kept / self.p"),
    fails=[rescales_what_it_keeps],
    message="Kept units are divided by p. That is right where p keeps; here it drops.",
    hint="A unit is kept with probability 1 - p. By what must it be divided?",
)
