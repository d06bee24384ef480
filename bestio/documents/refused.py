"""What a loader of YAML will not build."""

from __future__ import annotations

import yaml


class Refused(yaml.YAMLError):
    """What the loader will not build: a message, a line counted from 0, a remedy."""

    def __init__(self, message: str, line: int, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.hint = message, line, hint
