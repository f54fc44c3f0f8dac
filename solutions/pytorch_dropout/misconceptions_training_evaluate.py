"""The wrong versions of evaluate that students write, each as a change of the reference."""

from autograder import Misconception

NOTE = "    was_training = model.training\n"
EVAL = "    model.eval()\n"
SUMS = "    total, right, count = 0.0, 0, 0\n"
NO_GRAD = "    with torch.no_grad():\n"
ADD_LOSS = "            total += nn.functional.cross_entropy(scores, y).item() * len(y)\n"
ADD_RIGHT = "            right += (scores.argmax(dim=1) == y).sum().item()\n"
ADD_COUNT = "            count += len(y)\n    model.train(was_training)\n"
BACK = "    model.train(was_training)\n"
MEANS = "    return total / count, right / count\n"


def evaluation(name, edits, loses, says, hint=""):
    return Misconception(name, "evaluate", edits, loses, says, hint)


VALUES = ("measures_the_accuracy", "measures_the_loss")

MISCONCEPTIONS = (
    evaluation(
        "eval_forgotten",
        {EVAL: ""},
        ("uses_eval_mode",),
        "The model is evaluated in the mode in which it came, so that dropout may be on. (no_grad"
        " does not switch it off.)",
        "Say model.eval() first.",
    ),
    evaluation(
        "eval_flag_of_the_model_alone",
        {EVAL: "    model.training = False\n", BACK: "    model.training = was_training\n"},
        ("uses_eval_mode",),
        "Only the model's own flag is set: its layers, dropout among them, have one each.",
        "model.eval() goes through all modules within.",
    ),
    evaluation(
        "mode_not_given_back",
        {NOTE: "", BACK: ""},
        ("gives_the_mode_back",),
        "The model is left in eval mode, so that whoever trains it next trains without dropout.",
    ),
    evaluation(
        "always_train_mode_afterwards",
        {NOTE: "", BACK: "    model.train()\n"},
        ("gives_the_mode_back",),
        "The model is put into train mode afterwards, also when it came in eval mode.",
        "Note model.training before you change it.",
    ),
    evaluation(
        "mode_given_back_too_soon",
        {BACK: "            model.train(was_training)\n"},
        ("uses_eval_mode",),
        "The mode is given back within the loop, so that only the first batch is in eval mode.",
        "What is indented belongs to the loop.",
    ),
    evaluation(
        "no_grad_forgotten",
        {NO_GRAD: "    if True:\n"},
        ("records_nothing",),
        "The history of all scores is recorded, as if somebody were to call backward.",
        "eval() does not stop that; torch.no_grad() does.",
    ),
    evaluation(
        "gradients_off_for_good",
        {NO_GRAD: "    torch.set_grad_enabled(False)\n    if True:\n"},
        ("lets_training_go_on",),
        "Gradients are switched off and stay so, for all code that runs after.",
        "with torch.no_grad(): switches them on again at its end.",
    ),
    evaluation(
        "accuracy_in_percent",
        {MEANS: "    return total / count, 100 * right / count\n"},
        ("measures_the_accuracy",),
        "The accuracy is given in percent.",
    ),
    evaluation(
        "count_for_share",
        {MEANS: "    return total / count, right\n"},
        ("measures_the_accuracy",),
        "The right answers are counted and not divided by the number of examples.",
    ),
    evaluation(
        "errors_for_right_answers",
        {ADD_RIGHT: ADD_RIGHT.replace("==", "!=")},
        ("measures_the_accuracy",),
        "The share of wrong answers is returned.",
    ),
    evaluation(
        "accuracy_first",
        {MEANS: "    return right / count, total / count\n"},
        VALUES,
        "The two values are returned in the other order.",
    ),
    evaluation(
        "softmax_twice_in_the_loss",
        {ADD_LOSS: ADD_LOSS.replace("(scores,", "(scores.softmax(dim=1),")},
        ("measures_the_loss",),
        "cross_entropy is given probabilities, and applies its own softmax to them once more.",
        "cross_entropy takes scores.",
    ),
    evaluation(
        "means_of_batch_means",
        {ADD_LOSS: ADD_LOSS.replace(" * len(y)", ""),
         ADD_RIGHT: ADD_RIGHT.replace(".sum().item()", ".float().mean().item()"),
         ADD_COUNT: ADD_COUNT.replace("len(y)", "1")},
        ("counts_each_example_once",),
        "The means of the batches are averaged, so that an example of a short batch counts more.",
        "Weigh each batch's mean by its number of examples.",
    ),
    evaluation(
        "divided_by_the_whole_data_set",
        {MEANS: "    count = len(loader.dataset)\n" + MEANS},
        ("counts_what_the_loader_gives",),
        "Sums are divided by len(loader.dataset), though the loader need not give all of it.",
        "Count the examples as they come.",
    ),
    evaluation(
        "last_batch_only",
        {SUMS: "",
         NO_GRAD: NO_GRAD,
         ADD_LOSS: "            total, right, count = 0.0, 0, 0\n" + ADD_LOSS},
        VALUES,
        "The sums start anew in each batch, so that only the last one counts.",
    ),
)  # fmt: skip
