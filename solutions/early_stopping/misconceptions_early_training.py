"""The wrong versions of train_with_early_stopping that students write."""

from autograder import Misconception

LOOP = "    for _ in range(max_epochs):\n"
TRAIN = "        train_one_epoch(params)\n        losses.append(dev_loss(params))\n"
BREAK = "        if stopping.step(losses[-1], params):\n            break\n"
RESTORE = "    for name, best in stopping.best_params.items():\n        params[name][...] = best\n"
LOSSES = "    return losses\n"


def loop(name, edits, loses, says, hint=""):
    return Misconception(name, "train_with_early_stopping", edits, loses, says, hint)


MISCONCEPTIONS = (
    loop(
        "measures_before_it_trains",
        {TRAIN: "        losses.append(dev_loss(params))\n        train_one_epoch(params)\n"},
        ("trains_measures_and_asks",),
        "The dev loss is measured before the epoch and handed on with the parameters after it, so"
        " that loss and parameters do not belong together.",
    ),
    loop(
        "restores_in_every_epoch",
        {
            BREAK: BREAK + "        for name, best in stopping.best_params.items():\n"
            "            params[name][...] = best\n"
        },
        ("trains_measures_and_asks",),
        "The best parameters are restored after every epoch, so that training never gets past a"
        " bump.",
        "Restore once, after the loop.",
    ),
    loop(
        "nobody_listens",
        {BREAK: "        stopping.step(losses[-1], params)\n"},
        ("stops_when_it_is_told",),
        "What step returns is not looked at, so that training always goes on to max_epochs.",
    ),
    loop(
        "stops_one_epoch_late",
        {
            LOOP: "    stop = False\n" + LOOP,
            TRAIN: "        train_one_epoch(params)\n        if stop:\n            break\n"
            "        losses.append(dev_loss(params))\n",
            BREAK: "        stop = stopping.step(losses[-1], params)\n",
        },
        ("stops_when_it_is_told",),
        "One more epoch is trained after step has returned True.",
    ),
    loop(
        "one_epoch_too_many",
        {LOOP: "    for _ in range(max_epochs + 1):\n"},
        ("stops_at_max_epochs",),
        "max_epochs + 1 epochs are trained.",
    ),
    loop(
        "restores_a_name",
        {RESTORE: "    params = stopping.best_params\n"},
        ("ends_with_the_best_params", "restores_them_at_max_epochs_as_well"),
        "The caller's params hold the last parameters, not the best. Perhaps nothing is restored;"
        " or params = stopping.best_params, which gives a name of this function to another dict"
        " and leaves the caller's dict, the one that the net uses, as it was.",
        "Write into the dict, name by name.",
    ),
    loop(
        "restores_only_when_stopped",
        {
            BREAK: "        if stopping.step(losses[-1], params):\n"
            "            for name, best in stopping.best_params.items():\n"
            "                params[name][...] = best\n"
            "            break\n",
            RESTORE: "",
        },
        ("restores_them_at_max_epochs_as_well",),
        "The best parameters are restored when step says stop, but not when max_epochs ends the"
        " training.",
    ),
    loop(
        "trains_a_copy",
        {LOOP: "    params = {name: array.copy() for name, array in params.items()}\n" + LOOP},
        ("ends_with_the_best_params", "restores_them_at_max_epochs_as_well"),
        "A copy of the parameters is trained, so that the caller's net has learnt nothing.",
    ),
    loop(
        "last_loss_is_missing",
        {
            TRAIN: "        train_one_epoch(params)\n        measured = dev_loss(params)\n",
            BREAK: "        if stopping.step(measured, params):\n            break\n"
            "        losses.append(measured)\n",
        },
        ("returns_a_loss_for_each_epoch",),
        "The loss of the epoch after which training stops is not in the list.",
    ),
    loop(
        "returns_the_best_loss",
        {LOSSES: "    return stopping.best_loss\n"},
        ("returns_a_loss_for_each_epoch",),
        "The best loss is returned where the list of all losses is asked for.",
    ),
)
