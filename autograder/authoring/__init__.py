"""What those who write assignments use: start one, prove its checks, release it."""
