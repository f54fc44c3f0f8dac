"""Wrong versions of evaluate that students write, each as a change of the reference."""

from checks_training_evaluate import (
    counts_each_example_once,
    counts_what_the_loader_gives,
    evaluation,
    gives_the_mode_back,
    lets_training_go_on,
    measures_the_accuracy,
    measures_the_loss,
    records_nothing,
    uses_eval_mode,
)
from misconceptions_training import INDENT, MEAN_OF_MEANS, OWN_FLAG, SOFTMAX_TWICE, WEIGHT

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
    fails=[measures_the_accuracy, measures_the_loss],
    message="The two values are returned in the wrong order.",
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
        ADD_COUNT: ADD_COUNT.replace("len(y)", "1"),
    },
    fails=[counts_each_example_once],
    message=MEAN_OF_MEANS,
    hint=WEIGHT,
)
evaluation.misconception(
    "divided_by_the_whole_data_set",
    replace={MEANS: "    count = len(loader.dataset)\n" + MEANS},
    fails=[counts_what_the_loader_gives],
    message="Sums are divided by len(loader.dataset), but the loader may give only a part of it.",
    hint="Count the examples that the loader gives.",
)
evaluation.misconception(
    "last_batch_only",
    replace={SUMS: "", ADD_LOSS: "            total, right, count = 0.0, 0, 0\n" + ADD_LOSS},
    fails=[measures_the_accuracy, measures_the_loss],
    message="The sums start anew in each batch, so that only the last one counts.",
)
