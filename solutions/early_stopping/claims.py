"""Claims of the notebook about its results; runs after its last cell."""

# ruff: noqa: F821 - the names are those of the notebook

for run, (result, stopping, took) in zip(curves, stopped, strict=True):
    assert run["train error"][-1] < 0.03 < 0.3 < run["dev error"].min(), "mistakes by heart"
    assert run["dev error"][-1] - run["dev error"].min() > 0.05, "the dev error turns"
    assert run["dev loss"][-1] > 1.3 * run["dev loss"].min(), "and the dev loss"
    assert (np.diff(run["weight norm"]) > 0).all(), "weights grow without end"
    assert result["test accuracy"] - run["test accuracy"][-1] > 0.08, "stopping gains ten points"
    assert 15 < took < 35, "in a quarter of the epochs"
    luxury = stop_of(run["dev loss, true labels"], 10)[1].best_epoch
    assert luxury > 1.5 * stopping.best_epoch, "true labels call a later epoch best"

for seed, (result, _, _) in zip(SEEDS, stopped, strict=True):
    own = penalised[seed, chosen[seed]]
    assert chosen[seed] in (0.01, 0.03), "a lambda from the middle is chosen"
    assert abs(own["test accuracy"] - result["test accuracy"]) < 0.03, "L2 and stopping are alike"
    assert own["weight norm"] < 0.5 * result["weight norm"], "L2 pulls the weights to 0"
    losses = {way: [runs[seed, r]["train loss"] for r in RATES] for way, runs in ways.items()}
    assert np.ptp(losses[f"L2, λ = {LAMBDA}"]) < 0.1, "with L2 the rate does not matter"
    assert np.ptp(losses[f"{FIXED} epochs"]) > 0.3, "with a fixed number of epochs it does"

seen = {
    name: [np.mean([accuracy(*nets[name, s], change) for s in SEEDS]) for change in TESTS.values()]
    for name in taught
}
assert seen["nothing"][0] > 0.94 > 0.5 > seen["nothing"][1], "it cannot bear a pixel"
assert seen["shift"][1] > 0.88 > 0.5 > max(seen["rotation"][1], seen["zoom"][1])
for column, name in enumerate(ONE_KIND, start=1):
    others = [seen[other][column] for other in ("nothing", *ONE_KIND) if other != name]
    assert seen[name][column] > max(others) + 0.05, "what was practised is mastered"
assert seen["shift"][2] < seen["nothing"][2] - 0.02, "shifts do not help against rotations"
assert min(seen["all three"]) > 0.87, "nothing throws the net with all three"

lost = {name: np.diag(before) - np.diag(confusion(name)) for name in DOUBTFUL}
assert lost["any angle"].mean() > 3 * max(lost["mirrored"].mean(), lost["upside down"].mean())
assert lost["any angle"][0] < 0.05 < 0.18 < min(lost["any angle"][8:]), "0 little, 8 and 9 much"
for name in ("nothing", "rotation", "mirrored", "upside down", "any angle"):
    rival = confusion(name)[6, 9] + confusion(name)[9, 6]
    assert (rival > 0.01) == (name in ("upside down", "any angle")), "6 and 9"
