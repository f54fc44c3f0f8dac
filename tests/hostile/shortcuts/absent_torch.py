"""Leaves the work to torch, which is not part of the course.

gets: nothing
needs: no torch
"""

try:
    import torch
except ImportError:
    torch = None


def dropout_forward(x, dropout_param):
    tensor = torch.from_numpy(x).requires_grad_()
    out = torch.nn.functional.dropout(tensor, 1 - dropout_param["p"], dropout_param["mode"] == "train")
    return out.detach().numpy(), (tensor, out)


def dropout_backward(dout, cache):
    return cache[1].backward(torch.from_numpy(dout))
