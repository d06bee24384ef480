"""Run the program with `python -m bestio`."""

from bestio.cli import main

if __name__ == "__main__":
    main()
