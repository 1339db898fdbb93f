"""The coach: how would this story sound to an interviewer? Each rule is one file and judges scenarios."""
