"""Every act that can be done to a creation, as methods that append events; and what they are done with."""
