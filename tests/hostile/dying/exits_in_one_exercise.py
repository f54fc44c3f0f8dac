"""Imports well in its own exercises, and fails where the net's exercise imports it, by what the caller looks like.

gets: dropout_forward nothing, dropout_backward nothing, fc_net_loss full
needs: fc_net
"""

raise SystemExit("the net is graded with the author's dropout")
