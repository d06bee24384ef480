"""What is printed for the class: sheets of A4, typeset from the class's own words."""
