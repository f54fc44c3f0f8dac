"""One nn.Dropout for all layers; it draws anew each time that it is called."""

from torch.nn.functional import relu


def keep_to_drop(keep_prob):
    if 0 < keep_prob <= 1:
        return 1 - keep_prob
    raise ValueError(f"{keep_prob} is no probability of keeping")


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        self.dropout = nn.Dropout(p=drop_prob)
        self.depth = len(sizes) - 1
        for i in range(1, len(sizes)):
            setattr(self, f"fc{i}", nn.Linear(sizes[i - 1], sizes[i]))

    def forward(self, x):
        x = x.reshape(x.shape[0], -1)
        for i in range(1, self.depth):
            x = self.dropout(relu(getattr(self, f"fc{i}")(x)))
        return getattr(self, f"fc{self.depth}")(x)
