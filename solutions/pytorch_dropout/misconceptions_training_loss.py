"""Wrong versions of what train_one_epoch returns, each as a change of the reference."""

from checks_training import train
from checks_training_loss import (
    averages_over_examples,
    returns_a_plain_number,
    returns_the_mean_loss,
)
from misconceptions_training import ADD, COUNT, MEAN

ADD_MEAN = "        total = total + loss.item()\n"

# Texts that evaluate needs as well.
MEAN_OF_MEANS = "Batch means are averaged, so that an example of a short batch counts more."
WEIGHT = "Weight the mean of each batch by its number of examples."

train.misconception(
    "mean_of_batch_means",
    replace={ADD: ADD_MEAN, COUNT: "        count += 1\n    return"},
    fails=[averages_over_examples],
    message=MEAN_OF_MEANS,
    hint=WEIGHT,
)
train.misconception(
    "divided_by_the_whole_data_set",
    replace={MEAN: "    return total / len(loader.dataset)\n    ### END"},
    fails=[averages_over_examples],
    message="The sum is divided by len(loader.dataset), but the loader may give only a part of it.",
    hint="Count the examples that the loader gave: it may have a sampler, or drop the last batch.",
)
train.misconception(
    "last_loss",
    replace={MEAN: "    return loss.item()\n    ### END"},
    fails=[returns_the_mean_loss, averages_over_examples],
    message="The loss of the last batch is returned.",
)
train.misconception(
    "losses_not_divided",
    replace={ADD: ADD_MEAN, MEAN: "    return total\n    ### END"},
    fails=[returns_the_mean_loss, averages_over_examples],
    message="The batch losses are added up and not divided.",
)
train.misconception(
    "sum_not_divided",
    replace={MEAN: "    return total\n    ### END"},
    fails=[returns_the_mean_loss],
    message="The losses of the examples are added up and not divided by their number.",
)
train.misconception(
    "divided_twice",
    replace={ADD: ADD_MEAN},
    fails=[returns_the_mean_loss, averages_over_examples],
    message="The batch means are added up and then divided by the number of examples.",
    hint="cross_entropy has already divided by the size of the batch.",
)
train.misconception(
    "loss_after_the_step",
    replace={ADD: ADD.replace("loss.item()", "nn.functional.cross_entropy(model(x), y).item()")},
    fails=[returns_the_mean_loss],
    message="The loss is computed again after the step, with the new weights.",
)
train.misconception(
    "loss_with_its_history",
    replace={ADD: "        total += loss * len(y)\n"},
    fails=[returns_a_plain_number],
    message="Losses are added up as tensors, and each keeps all that it was computed from.",
    hint="loss.item() is the number alone.",
)
train.misconception(
    "loss_as_a_tensor",
    replace={ADD: "        total += loss.detach() * len(y)\n"},
    fails=[returns_a_plain_number],
    message="A tensor is returned, if one without a history; a plain number is asked.",
    hint="item() gives the number that is in a tensor.",
)
