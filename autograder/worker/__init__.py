"""What runs beside a submission, inside the sandbox: numpy and the standard library only."""
