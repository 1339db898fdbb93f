"""Coverage: is a set of stories enough for the interview? The matrix of stories and principles, and what it lacks."""
