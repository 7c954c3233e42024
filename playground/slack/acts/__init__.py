"""What people do in Slack, each act telling the app as Slack would."""
