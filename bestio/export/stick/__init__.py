"""A folder for Windows that runs from a stick or a share, without installing: a Python, its packages, the program."""
