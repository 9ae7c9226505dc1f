"""The write side: from sources to stored articles and a new snapshot."""
