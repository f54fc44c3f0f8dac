"""Claims of the notebook about its results; run after its last cell."""

# ruff: noqa: F821 - the names are those of the notebook

early, late = (accuracy(after[steps], data.X_test, data.y_test) for steps in (150, STEPS))
assert early - late > 0.02, "the plain net is better after 150 steps"
assert np.isclose(chance @ sums, 10), "the mean of the sum is preserved"
assert np.isclose(chance[np.isclose(sums, 10)].sum(), 0.1024), "the sum is not"
assert sums[chance.argmax()] == 12.5

nothing, l2, dropout = METHODS
test = {
    (name, seed): accuracy(trained[name, seed], sets[seed].X_test, sets[seed].y_test)
    for name in METHODS
    for seed in SEEDS
}
hearts = {
    name: np.mean([by_heart(trained[name, seed], sets[seed]) for seed in SEEDS]) for name in METHODS
}
for seed in SEEDS:
    assert min(test[l2, seed], test[dropout, seed]) > test[nothing, seed], "both help"
assert hearts[nothing] > 0.6 > 0.45 > hearts[dropout], "dropout learns fewer wrong labels by heart"
assert hearts[l2] < 0.25

for seed in SEEDS:
    X_here, Y_here = in_columns(sets[seed].X_test, sets[seed].y_test)
    passes = [
        forward_propagation_with_dropout(X_here, trained[dropout, seed], 0.5, s)[0]
        for s in range(100)
    ]
    lost = test[dropout, seed] - np.mean([np.mean((A3 > 0.5) == Y_here) for A3 in passes])
    assert -0.005 < lost < 0.035, "masks that are left on cost up to three points"

on_train, on_test = (np.mean(runs, axis=0) for runs in series.values())
assert settings[on_test.argmax()] in (0.35, 0.5), "the best keep_prob lies in between"
assert on_train[0] < 0.87 < 0.93 < on_train[-1], "underfitting on the left, mistakes on the right"

for seed in FEW:
    for new, low, high in ((True, 0.1, 0.3), (False, 0.5, 1.8)):
        assert low < watched[new, seed][2][-1] < high, "J with keep_prob = 1"
    assert watched[False, seed][1][-1] < 0.02, "and as seen with the same masks in every step"
