"""Tools of those who write assignments: start one, prove its checks, run its notebook."""
