"""What nbgrader runs: one file a stage, wired together in config.py."""
