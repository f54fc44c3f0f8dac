"""A check service for students: what they send is judged here, and they read what they may know."""
