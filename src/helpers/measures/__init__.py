"""Statistics on plain frames: they know what a vote, a share or a spell is, and no table of this book."""
