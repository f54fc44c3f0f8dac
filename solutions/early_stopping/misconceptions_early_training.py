"""Wrong versions of train_with_early_stopping that students write."""

from checks_early_training import (
    ends_with_the_best_params,
    loop,
    restores_them_at_max_epochs_as_well,
    returns_a_loss_for_each_epoch,
    stops_at_max_epochs,
    stops_when_it_is_told,
    trains_measures_and_asks,
)

LOOP = "    for _ in range(max_epochs):\n"
TRAIN = "        train_one_epoch(params)\n        losses.append(dev_loss(params))\n"
BREAK = "        if stopping.step(losses[-1], params):\n            break\n"
RESTORE = "    for name, best in stopping.best_params.items():\n        params[name][...] = best\n"
LOSSES = "    return losses\n"

loop.misconception(
    "measures_before_it_trains",
    replace={TRAIN: "        losses.append(dev_loss(params))\n        train_one_epoch(params)\n"},
    fails=[trains_measures_and_asks],
    message="The dev loss is measured before the epoch, but the parameters are those after it, so"
    " the two do not belong together.",
)
loop.misconception(
    "restores_in_every_epoch",
    replace={
        BREAK: BREAK + "        for name, best in stopping.best_params.items():\n"
        "            params[name][...] = best\n"
    },
    fails=[trains_measures_and_asks],
    message="The best parameters are restored after every epoch, so training never gets past a"
    " rise of the dev loss.",
    hint="Restore once, after the loop.",
)
loop.misconception(
    "nobody_listens",
    replace={BREAK: "        stopping.step(losses[-1], params)\n"},
    fails=[stops_when_it_is_told],
    message="What step returns has no effect, so training always goes on to max_epochs.",
)
loop.misconception(
    "stops_one_epoch_late",
    replace={
        LOOP: "    stop = False\n" + LOOP,
        TRAIN: "        train_one_epoch(params)\n        if stop:\n            break\n"
        "        losses.append(dev_loss(params))\n",
        BREAK: "        stop = stopping.step(losses[-1], params)\n",
    },
    fails=[stops_when_it_is_told],
    message="One more epoch is trained after step has returned True.",
)
loop.misconception(
    "one_epoch_too_many",
    replace={LOOP: "    for _ in range(max_epochs + 1):\n"},
    fails=[stops_at_max_epochs],
    message="max_epochs + 1 epochs are trained.",
)
loop.misconception(
    "restores_a_name",
    replace={RESTORE: "    params = stopping.best_params\n"},
    fails=[ends_with_the_best_params, restores_them_at_max_epochs_as_well],
    message="The caller's params hold the last parameters, not the best. Perhaps nothing is"
    " restored. Or params = stopping.best_params gives another dict a name in this function and"
    " does not change the caller's dict, which the net uses.",
    hint="Write into the dict, name by name.",
)
loop.misconception(
    "restores_only_when_stopped",
    replace={
        BREAK: "        if stopping.step(losses[-1], params):\n"
        "            for name, best in stopping.best_params.items():\n"
        "                params[name][...] = best\n"
        "            break\n",
        RESTORE: "",
    },
    fails=[restores_them_at_max_epochs_as_well],
    message="The best parameters are restored when step stops the training, but not when"
    " max_epochs ends it.",
)
loop.misconception(
    "trains_a_copy",
    replace={LOOP: "    params = {name: array.copy() for name, array in params.items()}\n" + LOOP},
    fails=[ends_with_the_best_params, restores_them_at_max_epochs_as_well],
    message="A copy of the parameters is trained, so the caller's net has learnt nothing.",
)
loop.misconception(
    "restores_only_at_max_epochs",
    replace={
        RESTORE: "    else:\n        for name, best in stopping.best_params.items():\n"
        "            params[name][...] = best\n"
    },
    fails=[ends_with_the_best_params],
    message="The best parameters are restored when max_epochs ends the training, but not when step"
    " does.",
    hint="The loop can end in two ways, and break passes over the else of a loop.",
)
loop.misconception(
    "stops_when_it_is_to_go_on",
    replace={BREAK: BREAK.replace("if stopping", "if not stopping")},
    fails=[stops_when_it_is_told],
    message="Training ends when step returns False, which means go on.",
)
loop.misconception(
    "reads_a_flag",
    replace={
        BREAK: "        stopping.step(losses[-1], params)\n"
        "        if stopping.early_stop:\n            break\n"
    },
    fails=[stops_when_it_is_told],
    message="The loop asks an attribute whether to stop. It is the value that step returns that"
    " says so.",
)
loop.misconception(
    "calls_the_stopping",
    replace={BREAK: BREAK.replace("stopping.step(", "stopping(")},
    fails=[trains_measures_and_asks],
    message="The loop calls stopping itself. What is to be called is its method step.",
)
loop.misconception(
    "steps_on_the_loss_before",
    replace={BREAK: BREAK.replace("losses[-1]", "losses[-2] if len(losses) > 1 else losses[0]")},
    fails=[trains_measures_and_asks],
    message="step is given the loss of the epoch before, with the parameters of this one.",
)
loop.misconception(
    "last_loss_is_missing",
    replace={
        TRAIN: "        train_one_epoch(params)\n        measured = dev_loss(params)\n",
        BREAK: "        if stopping.step(measured, params):\n            break\n"
        "        losses.append(measured)\n",
    },
    fails=[returns_a_loss_for_each_epoch],
    message="The loss of the last epoch is not in the list.",
)
loop.misconception(
    "returns_losses_and_params",
    replace={LOSSES: "    return losses, params\n"},
    fails=[returns_a_loss_for_each_epoch],
    message="A tuple is returned: the list of losses, and the parameters. Only the list is asked.",
)
loop.misconception(
    "returns_the_best_loss",
    replace={LOSSES: "    return stopping.best_loss\n"},
    fails=[returns_a_loss_for_each_epoch],
    message="The best loss is returned, not the list of all losses.",
)
