"""What a class learned: a report for the instructor, from the histories of its scores."""
