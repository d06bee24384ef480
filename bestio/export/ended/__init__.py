"""A class that has ended: all of it in one folder for its teacher, looked over, before it is erased."""
