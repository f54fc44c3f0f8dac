"""The net is an nn.Sequential itself."""


def keep_to_drop(keep_prob):
    if not 0 < keep_prob <= 1:
        raise ValueError("keep_prob must lie in (0, 1]")
    return round(1 - keep_prob, 12)


class DropoutMLP(nn.Sequential):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        layers = []
        for n, m in zip(sizes[:-1], sizes[1:]):
            layers += [nn.Linear(n, m), nn.ReLU(inplace=True), nn.Dropout(drop_prob, inplace=True)]
        super().__init__(nn.Flatten(), *layers[:-2])
