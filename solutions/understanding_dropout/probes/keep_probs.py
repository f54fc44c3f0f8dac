"""Probes that return the names of errors, since a check cannot be given the errors themselves."""

import keep_probs


def answer_to(X, parameters, dials):
    """The name of the error that forward_with_keep_probs raises, or "a result"."""
    try:
        keep_probs.forward_with_keep_probs(X, parameters, dials)
    except NotImplementedError:
        raise
    except ValueError:
        return "ValueError"
    except Exception as error:
        return type(error).__name__
    return "a result"
