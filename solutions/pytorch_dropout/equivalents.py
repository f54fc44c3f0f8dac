"""What `verify` may find: slips that break no promise, and pairs that are rightly dearer."""

from checks_mlp import net
from checks_training import train
from checks_training_evaluate import evaluation

evaluation.equivalent(
    "total += nn.functional.cross_entropy(scores, y).item() * len(y)",
    "total += nn.functional.cross_entropy(scores, y) * len(y)",
    why="Under no_grad a tensor of one number has no history. It is train_one_epoch of which a"
    " plain number is asked.",
)
evaluation.equivalent(
    "right += (scores.argmax(dim=1) == y).sum().item()",
    "right += (scores.argmax(dim=1) == y).sum()",
    why="As above: a tensor of one number, without a history.",
)
evaluation.equivalent(
    "count += len(y)",
    "count += len(x)",
    why="A batch has as many examples as labels.",
)

for name in ("sizes_ignored", "always_three_hidden_layers"):
    net.pair(
        "layers_set_for_added",
        name,
        why="No batch fits such a net: its one hidden layer takes what no image has.",
    )
for name in ("dropout_before_each_hidden_layer", "dropout_after_the_first_layer_only"):
    net.pair(
        "sizes_ignored",
        name,
        why="Hidden layers of one width are given the same weights, and show what is dropped after"
        " the last of them only; here that is nothing.",
    )
net.pair(
    "dropout_before_each_hidden_layer",
    "dropout_after_the_first_layer_only",
    why="Together they drop the inputs and no hidden unit, which costs what no dropout costs.",
)
net.pair(
    "no_biases",
    "sizes_ignored",
    why="Without biases a unit depends on the units below it, and three hidden layers of one width"
    " show none by itself.",
)
net.pair(
    "no_biases",
    "dropout_on_the_input",
    why="Without biases a hidden unit depends on the inputs alone, and these are dropped.",
)
net.pair(
    "no_biases",
    "first_layer_taken_for_granted",
    why="The line of the first layer keeps its bias, and which layers have one is not read.",
)
for name in (
    "drop_prob_taken_for_keep_prob",
    "drop_prob_ignored",
    "two_dropouts_in_a_row",
    "no_dropout_at_all",
    "drops_in_eval_mode_too",
    "kept_units_not_rescaled",
    "kept_units_rescaled_twice",
    "kept_units_divided_by_p",
):
    net.pair(
        "first_layer_taken_for_granted",
        name,
        why="The line of the first layer is right, so that the hidden layers are not alike: dropout"
        " is the one asked for after the first layer only.",
    )

for name in ("own_optimizer", "own_adam"):
    train.pair(
        name,
        "loss_after_the_step",
        why="A step that cannot be stopped moves the weights before the loss is taken, so that the"
        " loss of no example is known.",
    )

evaluation.pair(
    "evaluates_in_train_mode",
    "mode_not_given_back",
    why="What is left behind is train mode, as by always_train_mode_afterwards.",
)
evaluation.pair(
    "mode_given_back_too_soon",
    "last_batch_only",
    why="Only the last batch counts, and for it the mode is as if it had never been set.",
)
