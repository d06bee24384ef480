"""What a creation is: the events that can happen to it, the state that folding them gives, and seeing it again."""
