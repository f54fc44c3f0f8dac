"""Takes in what students handed in to the system of their course."""
