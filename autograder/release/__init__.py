"""Makes what students get from solutions/, and keeps everything private out of it."""
