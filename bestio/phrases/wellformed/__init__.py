"""How well formed a draft is, by tests that a pupil can understand and switch on and off."""
