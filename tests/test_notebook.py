"""The dropout notebook runs with the reference, and what it claims is what comes out."""

import shutil
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

MASTER = Path(__file__).parents[1] / "solutions" / "dropout"
NOTEBOOK = jupytext.read(MASTER / "dropout.py")

CLAIMS = """
assert history.train_accuracy[-1] > 0.98, "the net without dropout learns every label"
assert history.val_accuracy.max() - history.val_accuracy[-1] > 0.08, "and forgets digits"

for seed in range(5):
    without, dropped = trained[1.0, seed].history, trained[0.5, seed].history
    assert dropped.val_accuracy[-1] - without.val_accuracy[-1] > 0.05, "dropout helps"
    assert 0.66 < dropped.train_accuracy[-1] < 0.82, "and does not learn the wrong labels"
    assert by_heart(trained[1.0, seed]) > 0.8 > 0.35 > by_heart(trained[0.5, seed])

final = {p: np.mean([trained[p, s].history.val_accuracy[-1] for s in range(3)]) for p in settings}
assert max(final, key=final.get) in (0.35, 0.5), "the best p lies in between"
assert final[0.1] < 0.6 < 0.85 < final[0.5], "too much noise: the net underfits"

for seed in range(3):
    scaled = variants["scaled at test time", seed].history
    forgotten = variants["forgotten", seed].history
    assert abs(scaled.val_accuracy[-1] - forgotten.val_accuracy[-1]) < 0.03, "accuracy is blind"
    assert forgotten.val_loss[-1] > 1.25 * scaled.val_loss[-1], "cross-entropy is not"
    net, X = variants["forgotten", seed], variants["forgotten", seed].data.X_val[:100]
    half = times(net.params, P)
    thinned = [
        fc_net_loss(half, X, None, {"p": P, "mode": "train"}, 0.0) for _ in range(100)
    ]
    known = np.mean(thinned, axis=0).ravel()
    for scores, slope in ((whole_net, 4), (whole_net_scaled, 1)):
        measured = known @ scores(net.params, X).ravel() / (known @ known)
        assert abs(measured / slope - 1) < 0.1, "forgetting multiplies the scores by 1 / p**2"

assert np.median(trust["forgotten"]) > 0.8 > 0.7 > np.median(trust["scaled at test time"])
"""


def test_it_runs_from_top_to_bottom_without_a_warning_and_its_claims_hold(tmp_path):
    for module in ("layers.py", "fc_net.py"):
        shutil.copy(MASTER / module, tmp_path)
    notebook = nbformat.from_dict(NOTEBOOK)
    notebook.cells.append(nbformat.v4.new_code_cell(CLAIMS))
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    )
    client.execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == 11
