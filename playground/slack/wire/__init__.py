"""The way from Slack to the app: what is sent, over a socket or HTTP, how it is answered and sent again."""
