"""Who may ask and who may change what: callers, policy, pairing, quotas and the admins' commands."""
