"""Tells errors apart, which cannot cross to a check by themselves."""

import keep_probs


def answer_to(X, parameters, dials):
    """What forward_with_keep_probs makes of these keep_probs: "ValueError", say, or "a result"."""
    try:
        keep_probs.forward_with_keep_probs(X, parameters, dials)
    except NotImplementedError:
        raise
    except ValueError:
        return "ValueError"
    except Exception as error:
        return type(error).__name__
    return "a result"
