"""What the examples are made of: their figures, their wording, and how both become files."""
