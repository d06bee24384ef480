"""What both faces of Bestio, screens and lines, know of a creation alike."""
