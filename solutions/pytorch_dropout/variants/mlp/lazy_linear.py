"""nn.LazyLinear, which learns its number of inputs from the first batch."""


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        self.layers = nn.ModuleList([nn.LazyLinear(size) for size in sizes[1:]])
        self.dropouts = nn.ModuleList([nn.Dropout(drop_prob) for _ in sizes[1:-1]])

    def forward(self, x):
        x = x.flatten(1)
        for layer, dropout in zip(self.layers, self.dropouts):
            x = dropout(layer(x).relu())
        return self.layers[-1](x)
