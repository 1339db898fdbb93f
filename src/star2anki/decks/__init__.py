"""What a deck is: the recipe, the layout into subdecks, the lock that remembers what was published."""
