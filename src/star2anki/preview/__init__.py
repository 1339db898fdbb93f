"""A page that shows every card of a build, without Anki."""
