"""What can be done to a creation, each act declared once: screens and lines are made of it."""
