"""YAML files in which every value has a place: reading, checking against a model, schemas for editors, and editing."""
