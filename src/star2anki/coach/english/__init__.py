"""What the coach knows about English: sentences, who acts in them, figures, and words that mean the same."""
