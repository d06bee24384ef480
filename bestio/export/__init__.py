"""What leaves the program: sound, pictures, cards, sheets of paper."""
