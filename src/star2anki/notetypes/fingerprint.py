"""A hash of everything in a note type that a learner's Anki would see change."""

import hashlib
import json

from star2anki.notetypes.notetype import Notetype


def fingerprint(notetype: Notetype) -> str:
    """Hash a note type's name, fields, templates and style."""
    content = [
        notetype.name,
        [(field.id, field.name) for field in notetype.fields],
        [(template.id, template.name, template.front, template.back) for template in notetype.templates],
        notetype.css,
        notetype.sort_field,
    ]
    return hashlib.blake2b(json.dumps(content).encode("utf-8"), digest_size=8).hexdigest()
