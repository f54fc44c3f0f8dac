"""The code beside a submission, inside the sandbox; it uses numpy and the standard library only."""
