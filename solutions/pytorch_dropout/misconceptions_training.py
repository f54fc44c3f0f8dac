"""The wrong versions of train_one_epoch that students write, each as a change of the reference."""

from autograder import Misconception

TRAIN = "    model.train()\n    total, count"
CLEAR = "        optimizer.zero_grad()\n"
LOSS = "        loss = nn.functional.cross_entropy(model(x), y)\n"
STEP = "        optimizer.step()\n"
ADD = "        total += loss.item() * len(y)\n"
COUNT = "        count += len(y)\n    return"
MEAN = "    return total / count\n    ### END"


def train(name, edits, loses, says, hint=""):
    return Misconception(name, "train_one_epoch", edits, loses, says, hint)


LOSSES = ("returns_the_mean_loss",)
AT_REST = ("takes_a_step_for_a_batch", "steps_once_for_each_batch", "trains_in_train_mode")

MISCONCEPTIONS = (
    train(
        "zero_grad_forgotten",
        {CLEAR: ""},
        ("steps_once_for_each_batch",),
        "The gradients of earlier batches are not cleared, so each step goes down the sum of all"
        " that came before.",
        "backward adds to what is in grad. Clear it before, with the optimizer's zero_grad.",
    ),
    train(
        "cleared_before_the_step",
        {CLEAR: "", STEP: CLEAR + STEP},
        AT_REST,
        "The gradients are cleared between backward and step, so that the step finds none.",
        "The order of the three: clear, backward, step.",
    ),
    train(
        "no_step",
        {STEP: ""},
        AT_REST,
        "The gradients are computed, and nobody takes a step.",
    ),
    train(
        "one_step_an_epoch",
        {CLEAR: "", TRAIN: "    optimizer.zero_grad()\n" + TRAIN, STEP: "",
         MEAN: "    optimizer.step()\n" + MEAN},
        ("steps_once_for_each_batch",),
        "There is one step at the end, down the sum of all gradients.",
        "What is indented belongs to the loop.",
    ),
    train(
        "stops_after_the_first_batch",
        {COUNT: "        count += len(y)\n        return total / count\n    return"},
        ("steps_once_for_each_batch", "returns_the_mean_loss"),
        "The function returns from within the loop, after the first batch.",
        "What is indented belongs to the loop.",
    ),
    train(
        "never_in_train_mode",
        {TRAIN: TRAIN.replace("    model.train()\n", "")},
        ("trains_in_train_mode",),
        "The mode is left as it is, so that after an evaluation dropout may be off.",
        "Say model.train() at the beginning.",
    ),
    train(
        "trains_in_eval_mode",
        {TRAIN: TRAIN.replace("train()", "eval()")},
        ("takes_a_step_for_a_batch", "trains_in_train_mode", "returns_the_mean_loss"),
        "The model is put into eval mode for training, so that dropout does nothing.",
    ),
    train(
        "train_flag_of_the_model_alone",
        {TRAIN: TRAIN.replace("train()", "training = True")},
        ("trains_in_train_mode",),
        "Only the model's own flag is set: its layers, dropout among them, have one each.",
        "model.train() goes through all modules within.",
    ),
    train(
        "softmax_twice",
        {LOSS: LOSS.replace("model(x)", "model(x).softmax(dim=1)")},
        ("takes_a_step_for_a_batch", "returns_the_mean_loss"),
        "cross_entropy is given probabilities, and applies its own softmax to them once more.",
        "cross_entropy takes scores.",
    ),
    train(
        "no_softmax_at_all",
        {LOSS: LOSS.replace("cross_entropy", "nll_loss")},
        ("takes_a_step_for_a_batch", "returns_the_mean_loss"),
        "nll_loss wants the logarithms of probabilities, and is given scores.",
    ),
    train(
        "sum_for_mean",
        {LOSS: LOSS.replace("y)", 'y, reduction="sum")')},
        ("takes_a_step_for_a_batch", "returns_the_mean_loss"),
        "The losses of a batch are added up, so steps are as many times as long as it has"
        " examples.",
    ),
    train(
        "mean_of_batch_means",
        {ADD: "        total = total + loss.item()\n", COUNT: "        count += 1\n    return"},
        ("averages_over_examples",),
        "The means of the batches are averaged, so that an example of a short batch counts more.",
        "Weigh each batch's mean by its number of examples.",
    ),
    train(
        "last_loss",
        {MEAN: "    return loss.item()\n    ### END"},
        LOSSES,
        "The loss of the last batch is returned.",
    ),
    train(
        "losses_not_divided",
        {ADD: "        total = total + loss.item()\n", MEAN: "    return total\n    ### END"},
        LOSSES,
        "The batches' losses are added up and not divided.",
    ),
    train(
        "divided_twice",
        {ADD: "        total = total + loss.item()\n"},
        LOSSES,
        "The batches' means are added up and then divided by the number of examples.",
        "cross_entropy has divided by the size of the batch already.",
    ),
    train(
        "loss_after_the_step",
        {ADD: ADD.replace("loss.item()", "nn.functional.cross_entropy(model(x), y).item()")},
        LOSSES,
        "The loss is computed anew after the step, when the batch has been learnt from.",
    ),
    train(
        "loss_with_its_history",
        {ADD: "        total += loss * len(y)\n"},
        ("returns_a_plain_number",),
        "Losses are added up as tensors, with all that they were computed from.",
        "loss.item() is the number alone.",
    ),
)  # fmt: skip
