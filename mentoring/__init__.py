"""The programme's rules: joining, invitations, people, concerns and privacy."""
