"""The acts as plain pages: the same as in the app, for screen readers, old telephones and paper. No script runs."""
