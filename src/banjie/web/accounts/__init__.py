"""The pages of accounts and of the organisation: signing in, one's own account, units, people, duty, rights."""
