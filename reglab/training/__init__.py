"""The Solver and its parts.

`solver` trains a model (`trainable`) on `minibatches`. An optimizer (`optimizers`, `update_rule`,
`schedules`) changes the parameters (`flat`). The results (`evaluation`, `history`) decide which
weights are the `best`.
"""
