"""Modules of the demo written wrongly: {name: (file, old, new, line that is blamed, message)}."""

from release_demo import MODULE
from release_steps import line_of


def in_module(old, new, part, message):
    return "scaling.py", old, new, line_of(MODULE.replace(old, new), part), message


WRONG_MODULES = {
    "module_region_never_closed": in_module(
        "        dx = dout * cache\n        ### END SOLUTION\n",
        "        dx = dout * cache\n",
        "        ### BEGIN SOLUTION\n        # each",
        "this region is never closed",
    ),
    "module_region_never_opened": in_module(
        "    ### BEGIN SOLUTION\n    scaled",
        "    scaled",
        "    ### END SOLUTION\n    return out",
        "no region is open here",
    ),
    "module_regions_nested": in_module(
        "    out = scaled",
        "    ### BEGIN SOLUTION\n    out = scaled",
        "    ### BEGIN SOLUTION\n    out",
        "begins inside the one that begins at",
    ),
    "module_region_empty": in_module(
        "        dx = np.zeros_like(dout)\n", "\n", "        ### BEGIN SOLUTION\n\n", "empty"
    ),
    "module_region_without_a_statement": in_module(
        "    scaled = np.multiply(x, factor)\n    out = scaled + 0.0\n",
        "    # np.multiply(x, factor)\n",
        "    ### BEGIN SOLUTION\n    # np",
        "no statement",
    ),
    "module_marker_misspelt": in_module(
        "    ### BEGIN SOLUTION\n    scaled",
        "    # begin solution\n    scaled",
        "    # begin solution",
        "nearly the marker",
    ),
    "module_marker_with_something_beside_it": in_module(
        "    out = scaled + 0.0\n    ### END SOLUTION",
        "    out = scaled + 0.0  ### END SOLUTION",
        "    out = scaled",
        "nearly the marker",
    ),
    "module_region_outside_a_function": in_module(
        "import numpy as np\n",
        "import numpy as np\n### BEGIN SOLUTION\nFACTOR = 2\n### END SOLUTION\n",
        "### BEGIN SOLUTION\nFACTOR",
        "does not lie within one function",
    ),
    "module_exercise_without_a_region": in_module(
        "    ### BEGIN SOLUTION\n    scaled = np.multiply(x, factor)\n    out = scaled + 0.0\n"
        "    ### END SOLUTION\n",
        "    out = np.multiply(x, factor)\n",
        "def scale_forward",
        "scale_forward has no solution region",
    ),
    "module_skeleton_not_python": in_module(
        "    if cache == 0:\n        # TODO: a factor of zero.\n        ### BEGIN SOLUTION\n",
        "    ### BEGIN SOLUTION\n    if cache == 0:\n",
        "    else:",
        "the module is not Python",
    ),
    "module_reference_not_python": in_module(
        "def scale_backward(dout, cache):",
        "def scale_backward(dout, cache:",
        "def scale_backward",
        "",
    ),
    "module_without_the_function": (
        "scaling.py",
        "def scale_backward(",
        "def scale_back(",
        1,
        "there is no function or class scale_backward",
    ),
}
