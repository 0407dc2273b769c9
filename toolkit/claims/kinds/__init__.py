"""One room for each kind of statement: what its words look like, and which numbers it binds."""
