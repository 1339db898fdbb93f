"""Coverage: are these stories enough for the interview? The matrix of stories and principles, and its gaps."""
