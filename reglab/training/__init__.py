"""Training: the Solver and what it is made of.

`solver` is the way in. It takes a model (`trainable`), draws `minibatches`, lets an optimizer
(`optimizers`, `update_rule`, `schedules`) change the parameters (`flat`), measures (`yardstick`,
`history`), and keeps the `best` weights.
"""
