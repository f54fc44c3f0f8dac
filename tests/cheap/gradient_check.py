"""Programs that do nothing of what gradient_check asks for."""

from pathlib import Path

from cheap import Program

RELEASED = Path(__file__).parents[2] / "assignments" / "gradient_check" / "suspects.py"
SUSPECTS = RELEASED.read_text(encoding="utf-8").partition("def fixed_backward")[0]


def files(error, number, array, difference, marks, fixed):
    """The six functions as one expression each."""
    return {
        "numerical.py": "import numpy as np\n\n\n"
        f"def relative_error(x, y):\n    return {error}\n\n\n"
        f"def numerical_gradient(f, x, h=1e-5):\n    return {number}\n\n\n"
        f"def numerical_gradient_array(f, x, df, h=1e-5):\n    return {array}\n",
        "checking.py": "import numpy as np\n"
        "from reglab.columns import forward_propagation, gradients_to_vector\n"
        "\n\n"
        "def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):\n"
        f"    return {difference}\n"
        "\n\n"
        f"def wrong_elements(f, x, df, dx, rtol=1e-4, atol=1e-7):\n    return {marks}\n",
        "suspects.py": f"{SUSPECTS}def fixed_backward(name, dout, cache):\n    return {fixed}\n",
    }


AS_IT_WAS = "SUSPECTS[name][1](dout, cache)"
RUNS = "0.0 * len([forward_propagation(X, parameters) for _ in range(94)])"
LENGTH = "float(np.linalg.norm(gradients_to_vector(gradients)))"

PROGRAMS = [
    Program(
        "zeros",
        files(
            error="0.0",
            number="np.zeros(x.shape)",
            array="np.zeros(x.shape)",
            difference="0.0",
            marks="np.zeros(x.shape, bool)",
            fixed="0 * dout",
        ),
    ),
    Program(
        "ones",
        files(
            error="1.0",
            number="np.ones(x.shape)",
            array="np.ones(x.shape)",
            difference="1.0",
            marks="np.ones(x.shape, bool)",
            fixed="dout",
        ),
    ),
    Program(
        "arguments",
        files(
            error="np.max(np.abs(x))",
            number="1.0 * x",
            array="1.0 * df if df.shape == x.shape else 1.0 * x",
            difference=LENGTH,
            marks="dx != 0",
            fixed=AS_IT_WAS,
        ),
        {"fixed_backward": ("lets_the_innocent_go",)},
    ),
    Program(
        "noise",
        files(
            error="np.random.rand()",
            number="np.random.randn(*x.shape)",
            array="np.random.randn(*x.shape)",
            difference="np.random.rand()",
            marks="np.random.rand(*x.shape) < 0.5",
            fixed="np.random.randn(*dout.shape)",
        ),
    ),
    Program(
        "values_for_slopes",
        files(
            error="abs(np.sum(x) - np.sum(y))",
            number="np.full(x.shape, f(x))",
            array="np.full(x.shape, np.sum(df * f(x)))",
            difference=RUNS,
            marks="np.abs(dx - df.mean()) > atol",
            fixed=AS_IT_WAS,
        ),
        {
            "fixed_backward": ("lets_the_innocent_go",),
            "relative_error": ("takes_absolute_values",),
            "gradient_check_n": ("leaves_the_net_alone",),
        },
    ),
]
