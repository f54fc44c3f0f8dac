"""Hostile submissions as data, and the machinery that hands them in and looks for damage.

Each family is a folder of modules, one attack a file. The docstring of an attack says what it
tries, what it must get, and what it needs::

    gets: full                                    every exercise of the module, all points
    gets: nothing
    gets: at most 4                               over all exercises
    gets: dropout_forward full, dropout_backward 3
    needs: fc_net                                 the reference's fc_net.py handed in beside it
    module: fc_net                                it is handed in as fc_net.py, beside honest layers
    notes: replaced                               a note for a person says so

An attack that tries to break out gives right answers once it has succeeded, so that its score
tells. It may import what the lab puts beside it: ``honest`` and ``honest_net`` (the reference's
texts), ``wrong`` (answers worth nothing) and ``targets`` (where the canaries and the listener are).
"""
