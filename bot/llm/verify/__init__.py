"""Check a draft against the sentences that it cites: ``verifier.verify_draft``, with one module for each check."""
