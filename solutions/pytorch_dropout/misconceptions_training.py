"""Wrong versions of train_one_epoch that students write, each as a change of the reference."""

from checks_training import (
    averages_over_examples,
    returns_a_plain_number,
    returns_the_mean_loss,
    steps_once_for_each_batch,
    takes_a_step_for_a_batch,
    train,
    trains_in_train_mode,
)

TRAIN = "    model.train()\n    total, count"
CLEAR = "        optimizer.zero_grad()\n"
LOSS = "        loss = nn.functional.cross_entropy(model(x), y)\n"
STEP = "        optimizer.step()\n"
ADD = "        total += loss.item() * len(y)\n"
ADD_MEAN = "        total = total + loss.item()\n"
COUNT = "        count += len(y)\n    return"
MEAN = "    return total / count\n    ### END"

# Texts that evaluate needs as well.
INDENT = "Lines that are indented belong to the loop."
OWN_FLAG = (
    "Only the model's own flag is set. Each of its layers, dropout too, has a flag of its own."
)
SOFTMAX_TWICE = (
    "cross_entropy is given probabilities, and applies its own softmax to them once more."
)
MEAN_OF_MEANS = "Batch means are averaged, so that an example of a short batch counts more."
WEIGHT = "Weight the mean of each batch by its number of examples."

train.misconception(
    "zero_grad_forgotten",
    replace={CLEAR: ""},
    fails=[steps_once_for_each_batch],
    message="Gradients are never cleared, so each step goes down the sum of all gradients so far.",
    hint="backward() adds to what is in grad. Clear it before, with optimizer.zero_grad().",
)
train.misconception(
    "cleared_before_the_step",
    replace={CLEAR: "", STEP: CLEAR + STEP},
    fails=[takes_a_step_for_a_batch, steps_once_for_each_batch, trains_in_train_mode],
    message="The gradients are cleared between backward and step, so that the step finds none.",
    hint="The order of the three: clear, backward, step.",
)
train.misconception(
    "no_step",
    replace={STEP: ""},
    fails=[takes_a_step_for_a_batch, steps_once_for_each_batch, trains_in_train_mode],
    message="The gradients are computed, but the optimizer takes no step.",
)
train.misconception(
    "one_step_an_epoch",
    replace={
        CLEAR: "",
        TRAIN: "    optimizer.zero_grad()\n" + TRAIN,
        STEP: "",
        MEAN: "    optimizer.step()\n" + MEAN,
    },
    fails=[steps_once_for_each_batch],
    message="There is only one step, at the end, down the sum of all gradients.",
    hint=INDENT,
)
train.misconception(
    "stops_after_the_first_batch",
    replace={COUNT: "        count += len(y)\n        return total / count\n    return"},
    fails=[steps_once_for_each_batch, returns_the_mean_loss],
    message="The function returns from within the loop, after the first batch.",
    hint=INDENT,
)
train.misconception(
    "never_in_train_mode",
    replace={TRAIN: TRAIN.replace("    model.train()\n", "")},
    fails=[trains_in_train_mode],
    message="The mode is not set, so that dropout may be off after an evaluation.",
    hint="Call model.train() at the beginning.",
)
train.misconception(
    "trains_in_eval_mode",
    replace={TRAIN: TRAIN.replace("train()", "eval()")},
    fails=[takes_a_step_for_a_batch, trains_in_train_mode, returns_the_mean_loss],
    message="The model is trained in eval mode, so that dropout does nothing.",
)
train.misconception(
    "train_flag_of_the_model_alone",
    replace={TRAIN: TRAIN.replace("train()", "training = True")},
    fails=[trains_in_train_mode],
    message=OWN_FLAG,
    hint="model.train() sets the flag of every module within.",
)
train.misconception(
    "softmax_twice",
    replace={LOSS: LOSS.replace("model(x)", "model(x).softmax(dim=1)")},
    fails=[takes_a_step_for_a_batch, returns_the_mean_loss],
    message=SOFTMAX_TWICE,
    hint="cross_entropy takes scores.",
)
train.misconception(
    "no_softmax_at_all",
    replace={LOSS: LOSS.replace("cross_entropy", "nll_loss")},
    fails=[takes_a_step_for_a_batch, returns_the_mean_loss],
    message="nll_loss takes the logarithms of probabilities, and is given scores.",
)
train.misconception(
    "sum_for_mean",
    replace={LOSS: LOSS.replace("y)", 'y, reduction="sum")')},
    fails=[takes_a_step_for_a_batch, returns_the_mean_loss],
    message="The losses of a batch are summed: with N examples, a step is N times as long.",
)
train.misconception(
    "mean_of_batch_means",
    replace={ADD: ADD_MEAN, COUNT: "        count += 1\n    return"},
    fails=[averages_over_examples],
    message=MEAN_OF_MEANS,
    hint=WEIGHT,
)
train.misconception(
    "last_loss",
    replace={MEAN: "    return loss.item()\n    ### END"},
    fails=[returns_the_mean_loss],
    message="The loss of the last batch is returned.",
)
train.misconception(
    "losses_not_divided",
    replace={ADD: ADD_MEAN, MEAN: "    return total\n    ### END"},
    fails=[returns_the_mean_loss],
    message="The batch losses are added up and not divided.",
)
train.misconception(
    "divided_twice",
    replace={ADD: ADD_MEAN},
    fails=[returns_the_mean_loss],
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
