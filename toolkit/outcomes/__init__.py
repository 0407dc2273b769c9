"""What each verb gives back, and its JSON: numbers as plain decimal strings, rounded as they are shown."""
