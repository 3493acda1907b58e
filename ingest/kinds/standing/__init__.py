"""What a sentence commits to, told by its words and by where it stands."""
