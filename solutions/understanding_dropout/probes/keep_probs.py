"""Probes that tell of errors, since a check cannot be given the errors themselves."""

import keep_probs
import numpy as np

RESULT, VALUE_ERROR, OTHER = 0, 1, 2


def answers_to(X, parameters, all_dials):
    """What forward_with_keep_probs does with each of these keep_probs.

    Returns:
        10 times the place of each, plus RESULT, VALUE_ERROR or OTHER, as an array, and of each
        the name of its error and what it says.
    """
    answers = [_answer(X, parameters, dials) for dials in all_dials]
    codes = [10 * place + code for place, (code, _, _) in enumerate(answers)]
    return np.array(codes, float), [(name, said) for _, name, said in answers]


def _answer(X, parameters, dials):
    try:
        keep_probs.forward_with_keep_probs(X, parameters, dials)
    except NotImplementedError:
        raise
    except ValueError as error:
        return VALUE_ERROR, "ValueError", str(error)[:200]
    except Exception as error:
        name = type(error).__name__  # which may be any name
        return OTHER, name if name != "ValueError" else "Exception", str(error)[:200]
    return RESULT, "a result", ""
