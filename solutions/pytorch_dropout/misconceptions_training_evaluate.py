"""Wrong versions of evaluate that students write, each as a change of the reference."""

from checks_training_evaluate import (
    counts_each_example_once,
    counts_what_the_loader_gives,
    evaluation,
    measures_the_accuracy,
    measures_the_loss,
)
from checks_training_state import (
    gives_the_mode_back,
    lets_training_go_on,
    records_nothing,
    uses_eval_mode,
)
from misconceptions_training import INDENT, OWN_FLAG, SOFTMAX_TWICE
from misconceptions_training_loss import MEAN_OF_MEANS, WEIGHT

NOTE = "    was_training = model.training\n"
EVAL = "    model.eval()\n"
SUMS = "    total, right, count = 0.0, 0, 0\n"
NO_GRAD = "    with torch.no_grad():\n"
ADD_LOSS = "            total += nn.functional.cross_entropy(scores, y).item() * len(y)\n"
ADD_RIGHT = "            right += (scores.argmax(dim=1) == y).sum().item()\n"
ADD_COUNT = "            count += len(y)\n    model.train(was_training)\n"
BACK = "    model.train(was_training)\n"
MEANS = "    return total / count, right / count\n"

evaluation.misconception(
    "eval_forgotten",
    replace={EVAL: ""},
    fails=[uses_eval_mode],
    message="The mode is not set, so that dropout may be on; no_grad does not switch it off.",
    hint="Call model.eval() first.",
)
evaluation.misconception(
    "eval_flag_of_the_model_alone",
    replace={EVAL: "    model.training = False\n", BACK: "    model.training = was_training\n"},
    fails=[uses_eval_mode],
    message=OWN_FLAG,
    hint="model.eval() sets the flag of every module within.",
)
evaluation.misconception(
    "evaluates_in_train_mode",
    replace={EVAL: "    model.train()\n"},
    fails=[
        measures_the_accuracy,
        measures_the_loss,
        uses_eval_mode,
    ],
    message="The model is put into train mode for the evaluation, so that dropout is on.",
)
evaluation.misconception(
    "mode_not_given_back",
    replace={NOTE: "", BACK: ""},
    fails=[gives_the_mode_back],
    message="The model is left in eval mode, so that the next training runs without dropout.",
)
evaluation.misconception(
    "always_train_mode_afterwards",
    replace={NOTE: "", BACK: "    model.train()\n"},
    fails=[gives_the_mode_back],
    message="The model is put into train mode afterwards, even if it was in eval mode before.",
    hint="Note model.training before you change it.",
)
evaluation.misconception(
    "flag_given_back_alone",
    replace={BACK: "    model.training = was_training\n"},
    fails=[gives_the_mode_back],
    message="Only the model's own flag is given back; its layers stay in eval mode.",
    hint="model.train(was_training) sets the flag of every module within.",
)
evaluation.misconception(
    "mode_given_back_too_soon",
    replace={BACK: "            model.train(was_training)\n"},
    fails=[uses_eval_mode],
    message="The mode is restored within the loop, so that only the first batch is in eval mode.",
    hint=INDENT,
)
evaluation.misconception(
    "no_grad_forgotten",
    replace={NO_GRAD: "    if True:\n"},
    fails=[records_nothing],
    message="PyTorch records how all scores are computed, as for a backward pass.",
    hint="eval() does not stop that; torch.no_grad() does.",
)
evaluation.misconception(
    "gradients_off_for_good",
    replace={NO_GRAD: "    torch.set_grad_enabled(False)\n    if True:\n"},
    fails=[lets_training_go_on],
    message="Gradients are switched off and stay off, for all code that runs later.",
    hint="with torch.no_grad(): switches them on again at its end.",
)
evaluation.misconception(
    "gradients_switched_on",
    replace={
        NO_GRAD: "    torch.set_grad_enabled(False)\n    if True:\n",
        BACK: BACK + "    torch.set_grad_enabled(True)\n",
    },
    fails=[lets_training_go_on],
    message="Gradients are switched on at the end, also for somebody who had switched them off.",
    hint="with torch.no_grad(): gives back what was there before.",
)

for name, share, message in (
    ("accuracy_in_percent", "100 * right / count", "The accuracy is given in percent."),
    ("count_for_share", "right", "Right answers are counted; divide by the number of examples."),
):
    evaluation.misconception(
        name,
        replace={MEANS: f"    return total / count, {share}\n"},
        fails=[measures_the_accuracy],
        message=message,
    )
evaluation.misconception(
    "errors_for_right_answers",
    replace={ADD_RIGHT: ADD_RIGHT.replace("==", "!=")},
    fails=[measures_the_accuracy],
    message="The share of wrong answers is returned.",
)
evaluation.misconception(
    "accuracy_first",
    replace={MEANS: "    return right / count, total / count\n"},
    fails=[measures_the_accuracy],
    message="The two values are returned in the wrong order: first the loss, then the accuracy.",
)
evaluation.misconception(
    "softmax_twice_in_the_loss",
    replace={ADD_LOSS: ADD_LOSS.replace("(scores,", "(scores.softmax(dim=1),")},
    fails=[measures_the_loss],
    message=SOFTMAX_TWICE,
    hint="cross_entropy takes scores.",
)
evaluation.misconception(
    "means_of_batch_means",
    replace={
        ADD_LOSS: ADD_LOSS.replace(" * len(y)", ""),
        ADD_RIGHT: ADD_RIGHT.replace(".sum().item()", ".float().mean().item()"),
        MEANS: "    return total / len(loader), right / len(loader)\n",
    },
    fails=[counts_each_example_once],
    message=MEAN_OF_MEANS,
    hint=WEIGHT,
)
for name, replace, message in (
    (
        "loss_as_a_mean_of_batch_means",
        {
            ADD_LOSS: ADD_LOSS.replace(" * len(y)", ""),
            MEANS: MEANS.replace("total / count", "total / len(loader)"),
        },
        "The loss is a mean of batch means, so that an example of a short batch counts more.",
    ),
    (
        "accuracy_as_a_mean_of_batch_means",
        {
            ADD_RIGHT: ADD_RIGHT.replace(".sum().item()", ".float().mean().item()"),
            MEANS: MEANS.replace("right / count", "right / len(loader)"),
        },
        "The accuracy is a mean of batch means, so that an example of a short batch counts more.",
    ),
):
    evaluation.misconception(
        name, replace=replace, fails=[counts_each_example_once], message=message, hint=WEIGHT
    )
for name, replace, message in (
    (
        "divided_by_the_whole_data_set",
        {MEANS: "    count = len(loader.dataset)\n" + MEANS},
        "Sums are divided by len(loader.dataset), but the loader may give only a part of it.",
    ),
    (
        "loss_divided_by_the_whole_data_set",
        {MEANS: MEANS.replace("total / count", "total / len(loader.dataset)")},
        "The loss is divided by len(loader.dataset), but the loader may give only a part of it.",
    ),
    (
        "accuracy_divided_by_the_whole_data_set",
        {MEANS: MEANS.replace("right / count", "right / len(loader.dataset)")},
        "The accuracy is divided by len(loader.dataset); the loader may give only a part of it.",
    ),
):
    evaluation.misconception(
        name,
        replace=replace,
        fails=[counts_what_the_loader_gives],
        message=message,
        hint="Count the examples that the loader gives.",
    )
evaluation.misconception(
    "labels_compared_in_a_square",
    replace={ADD_RIGHT: ADD_RIGHT.replace("dim=1", "dim=1, keepdim=True")},
    fails=[measures_the_accuracy, counts_each_example_once, counts_what_the_loader_gives],
    message="Answers of shape (N, 1) are compared with labels of shape (N,): each with each.",
    hint="(N, 1) == (N,) has the shape (N, N). Look at the shape of what you compare.",
)
evaluation.misconception(
    "accuracy_alone",
    replace={MEANS: "    return right / count\n"},
    fails=[measures_the_loss, counts_each_example_once, counts_what_the_loader_gives],
    message="Only the accuracy is returned; the loss is missing.",
    hint="Return loss, accuracy.",
)
evaluation.misconception(
    "loss_alone",
    replace={MEANS: "    return total / count\n"},
    fails=[measures_the_accuracy, counts_each_example_once, counts_what_the_loader_gives],
    message="Only the loss is returned; the accuracy is missing.",
    hint="Return loss, accuracy.",
)
evaluation.misconception(
    "stops_after_the_first_batch",
    replace={ADD_COUNT: "            count += len(y)\n            break\n" + BACK},
    fails=[
        measures_the_accuracy,
        measures_the_loss,
        counts_each_example_once,
        counts_what_the_loader_gives,
    ],
    message="Only the first batch is evaluated.",
    hint=INDENT,
)
evaluation.misconception(
    "last_batch_only",
    replace={SUMS: "", ADD_LOSS: "            total, right, count = 0.0, 0, 0\n" + ADD_LOSS},
    fails=[
        measures_the_accuracy,
        measures_the_loss,
        counts_each_example_once,
        counts_what_the_loader_gives,
    ],
    message="The sums start anew in each batch, so that only the last one counts.",
)
