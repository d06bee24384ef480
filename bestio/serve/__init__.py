"""A whole class in browsers, from one computer: the door, the sessions behind it, and the pages."""
