"""The guide, and the activities that it leads to."""
