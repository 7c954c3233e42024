"""A Slack on this machine: one app, its workspaces, and what people and the app do in them."""
