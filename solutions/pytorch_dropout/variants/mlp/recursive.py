"""A layer, and a smaller net behind it."""


def keep_to_drop(keep_prob):
    match keep_prob:
        case k if 0 < k <= 1:
            return 1 - k
        case _:
            raise ValueError(keep_prob)


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        self.linear = nn.Linear(sizes[0], sizes[1])
        self.rest = None
        if len(sizes) > 2:
            self.rest = nn.Sequential(
                nn.ReLU(), nn.Dropout(drop_prob), DropoutMLP(drop_prob, sizes[1:])
            )

    def forward(self, x):
        scores = self.linear(x.flatten(1))
        return scores if self.rest is None else self.rest(scores)
