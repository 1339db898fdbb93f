"""A page for people to look at: every card of a build, without Anki."""
