"""Wrong versions of the steps of train_one_epoch, each as a change of the reference."""

from checks_training import (
    forgets_older_gradients,
    steps_once_for_each_batch,
    takes_a_step_for_a_batch,
    train,
    trains_in_train_mode,
)
from checks_training_loss import (
    averages_over_examples,
    returns_a_plain_number,
    returns_the_mean_loss,
)

TRAIN = "    model.train()\n    total, count"
CLEAR = "        optimizer.zero_grad()\n"
LOSS = "        loss = nn.functional.cross_entropy(model(x), y)\n"
BACKWARD = "        loss.backward()\n"
STEP = "        optimizer.step()\n"
ADD = "        total += loss.item() * len(y)\n"
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

NOTHING_MOVES = [takes_a_step_for_a_batch, steps_once_for_each_batch, forgets_older_gradients]

train.misconception(
    "zero_grad_forgotten",
    replace={CLEAR: ""},
    fails=[steps_once_for_each_batch, forgets_older_gradients],
    message="Gradients are never cleared, so each step goes down the sum of all gradients so far.",
    hint="backward() adds to what is in grad. Clear it before, with optimizer.zero_grad().",
)
train.misconception(
    "cleared_once_an_epoch",
    replace={CLEAR: "", TRAIN: "    optimizer.zero_grad()\n" + TRAIN},
    fails=[steps_once_for_each_batch],
    message="Gradients are cleared before the loop only, so that those of the batches add up.",
    hint=INDENT,
)
train.misconception(
    "cleared_only_after_the_step",
    replace={CLEAR: "", STEP: STEP + CLEAR},
    fails=[forgets_older_gradients],
    message="Gradients are cleared only after the step, so that the first step also goes down what"
    " was left over from before the epoch.",
    hint="Clear before backward, and it does not matter who used the model before.",
)
train.misconception(
    "cleared_before_the_step",
    replace={CLEAR: "", STEP: CLEAR + STEP},
    fails=NOTHING_MOVES,
    message="The gradients are cleared between backward and step, so that the step finds none.",
    hint="The order of the three: clear, backward, step.",
)
train.misconception(
    "backward_forgotten",
    replace={BACKWARD: ""},
    fails=NOTHING_MOVES,
    message="There is no backward pass, so that the step finds no gradients.",
    hint="The order of the three: clear, loss.backward(), step.",
)
train.misconception(
    "no_step",
    replace={STEP: ""},
    fails=NOTHING_MOVES,
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
    fails=[steps_once_for_each_batch, returns_the_mean_loss, averages_over_examples],
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
    fails=[trains_in_train_mode],
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
    replace={
        LOSS: LOSS.replace("y)", 'y, reduction="sum")'),
        ADD: ADD.replace("loss", "loss.data"),  # so that no other loss is returned beside it
    },
    fails=[takes_a_step_for_a_batch, returns_the_mean_loss, averages_over_examples],
    message="The losses of a batch are summed: with N examples, a step is N times as long.",
)
train.misconception(
    "loss_divided_by_the_batches",
    replace={BACKWARD: "        (loss / len(loader)).backward()\n"},
    fails=[steps_once_for_each_batch],
    message="The loss is divided by the number of batches before backward, so steps are shorter.",
    hint="That is for gradients that are added up over batches, with one step for all.",
)
train.misconception(
    "gradients_clipped",
    replace={STEP: "        nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)\n" + STEP},
    fails=[takes_a_step_for_a_batch],
    message="The gradient is cut to a norm of 1 at most before the step.",
    hint="Nobody asked for a limit: the step goes down the gradient as it is.",
)
train.misconception(
    "own_optimizer",
    replace={TRAIN: "    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)\n" + TRAIN},
    fails=[takes_a_step_for_a_batch],
    message="The steps are those of gradient descent with the rate 0.01, not of the optimizer that"
    " was handed over.",
    hint="The argument optimizer has its own learning rates. Is another one made, or written over?",
)
train.misconception(
    "own_adam",
    replace={TRAIN: "    optimizer = torch.optim.Adam(model.parameters())\n" + TRAIN},
    fails=[takes_a_step_for_a_batch, steps_once_for_each_batch],
    message="The steps are those of an Adam of its own, with the rate 0.001, and not of the"
    " optimizer that was handed over.",
    hint="The argument optimizer has its own learning rates. Is another one made, or written over?",
)
train.misconception(
    "loss_and_accuracy_returned",
    replace={MEAN: "    return total / count, 0.5\n    ### END"},
    fails=[returns_a_plain_number],
    message="A pair is returned, where one number is asked: the mean loss.",
    hint="The accuracy is what evaluate is for.",
)
