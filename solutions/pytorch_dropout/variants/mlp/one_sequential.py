"""Everything in one nn.Sequential, flattening included."""


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        modules = [nn.Flatten()]
        for i in range(len(sizes) - 1):
            modules.append(nn.Linear(sizes[i], sizes[i + 1]))
            if i < len(sizes) - 2:
                modules.extend([nn.ReLU(), nn.Dropout(drop_prob)])
        self.net = nn.Sequential(*modules)

    def forward(self, x):
        return self.net(x)
