"""PyTorch in a confined process: it trains, draws and computes as it does elsewhere."""

import json
import subprocess
import sys
from functools import cache

import numpy as np
import pytest
from toy_torch import needs_torch, write_lines

from autograder.assignments.loading import load_assignment
from autograder.authoring.versions import prove, versions_of
from autograder.grading.grader import Grader
from autograder.sandbox.namespaces import has_bwrap
from autograder.sandbox.sandbox import MEMORY, Sandbox

pytestmark = [
    needs_torch,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines submissions"),
]

OPTIMIZERS = ["SGD", "Adam", "AdamW"]
TEXT = '''
import copy, io, mmap, threading
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def train(optimizer):
    """Convolution, normalization and dropout; backward; a scheduler; a loader."""
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.3),
        nn.Flatten(), nn.Linear(36, 3),
    )
    data = TensorDataset(torch.randn(32, 1, 8, 8), torch.randint(3, (32,)))
    steps = getattr(torch.optim, optimizer)(model.parameters(), lr=0.01, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.StepLR(steps, 1)
    losses = []
    for _ in range(3):
        for x, y in DataLoader(data, batch_size=8, shuffle=True, num_workers=0):
            steps.zero_grad()
            loss = nn.functional.cross_entropy(model(x), y)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            steps.step()
            losses.append(loss.item())
        schedule.step()
    return np.array(losses)


def keep():
    """Copies and files of a state, in memory."""
    model = copy.deepcopy(nn.Linear(2, 2))
    file = io.BytesIO()
    torch.save(model.state_dict(), file)
    file.seek(0)
    model.load_state_dict(torch.load(file))
    with torch.no_grad():
        return model.eval()(torch.from_numpy(np.ones((1, 2), np.float32))).numpy().shape


class Double(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return 2 * x

    @staticmethod
    def backward(ctx, grad):
        with torch.enable_grad():
            inner = torch.ones(1, requires_grad=True)
            (inner * 2).sum().backward()
        return grad * inner.grad


def differentiate():
    """A backward pass within a backward pass, and one in another thread."""
    x = torch.ones(3, requires_grad=True)
    thread = threading.Thread(target=lambda: Double.apply(x).sum().backward())
    thread.start()
    thread.join()
    return x.grad.numpy()


def seed_afresh():
    return torch.seed() != torch.seed()


def threads():
    torch.set_num_threads(3)
    x = torch.ones(600, 600)
    return float((x @ x).sum()), torch.get_num_threads()


def kernels():
    return torch.backends.cpu.get_cpu_capability()


def draw():
    return torch.rand(1).item()


def take(size):
    return len(mmap.mmap(-1, size))


def allocate(size):
    return float(torch.zeros(size, dtype=torch.uint8)[-1])
'''


@pytest.fixture(scope="module", params=[True, False], ids=["with_bwrap", "without_bwrap"])
def sandbox(request):
    if request.param and not has_bwrap():
        pytest.skip("this machine has no usable bwrap")
    packages = ["torch", "torch._dynamo"]
    with Sandbox(bwrap=request.param, allowed=packages, packages=packages) as sandbox:
        yield sandbox


@pytest.fixture
def worker(sandbox):
    with loaded(sandbox) as worker:
        yield worker


def loaded(sandbox):
    worker = sandbox.fork()
    sources = {"m": np.frombuffer(TEXT.encode(), np.uint8)}
    value = {"module": "m", "sources": sources, "stand_ins": {}}
    value |= {"names": [], "first": 0}
    assert worker.request("load", value, 60.0).message["outcome"] == "returned"
    return worker


def ask(worker, function, *args):
    request = {"module": "m", "function": function, "args": list(args)}
    return worker.request("call", request | {"observe": False, "returns": 0, "kept": []}, 60.0)


def call(worker, function, *args):
    reply = ask(worker, function, *args)
    assert reply.message["outcome"] == "returned", reply.message
    return reply.value["returned"]


@cache
def elsewhere():
    """What the module says in a process that nothing confines."""
    program = f"""{TEXT}
import json
said = {{optimizer: train(optimizer).tolist() for optimizer in {OPTIMIZERS}}}
print(json.dumps({{**said, "kernels": kernels()}}))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=300
    )
    return json.loads(ran.stdout)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_training_runs_and_gives_the_losses_that_it_gives_elsewhere(worker, optimizer):
    losses = call(worker, "train", optimizer)
    assert np.allclose(losses, elsewhere()[optimizer], rtol=1e-4)


def test_a_state_can_be_copied_saved_and_loaded(worker):
    assert call(worker, "keep") == (1, 2)


def test_a_backward_pass_may_run_in_threads_and_in_another(worker):
    assert call(worker, "differentiate").tolist() == [2, 2, 2]


def test_a_few_threads_may_be_used(worker):
    assert call(worker, "threads") == (600.0**3, 3)


def test_torch_can_seed_itself_afresh(worker):
    assert call(worker, "seed_afresh")


def test_the_same_kernels_are_chosen_as_elsewhere(worker):
    assert call(worker, "kernels") == elsewhere()["kernels"]


def test_no_two_processes_draw_the_same(sandbox):
    drawn = []
    for _ in range(3):
        with loaded(sandbox) as worker:
            drawn.append(call(worker, "draw"))
    assert len(set(drawn)) == 3


def test_memory_is_counted_from_what_the_libraries_have_mapped(worker):
    most = MEMORY - (100 << 20)
    assert call(worker, "take", most) == most
    assert ask(worker, "allocate", MEMORY + (256 << 20)).message["error"] == "RuntimeError"


def test_the_reference_is_right_and_every_wrong_version_is_caught(tmp_path):
    assignment = load_assignment(write_lines(tmp_path))
    skeleton = {"lines": "def fit(x, y, lr, steps):\n    raise NotImplementedError\n"}
    with Grader(assignment) as grader:
        for version in versions_of(assignment):
            assert prove(grader, version, skeleton).faults == (), version
