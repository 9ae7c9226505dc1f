"""A draft held to the sentences that it cites: `held.py` first, one small file for each thing that is looked at."""
