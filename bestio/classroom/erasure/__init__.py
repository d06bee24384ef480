"""Forgetting: where a group's work and words stand, what of them goes, and the erasing."""
