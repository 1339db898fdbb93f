"""The coach: how would this story sound to an interviewer? One rule a file, over scenarios."""
