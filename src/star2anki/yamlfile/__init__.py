"""A YAML file in which every value has a place: read, checked against a model, described for editors, and edited."""
