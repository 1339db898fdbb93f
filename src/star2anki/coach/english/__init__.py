"""What the coach knows of English: sentences, who acts, figures, and words that mean the same."""
