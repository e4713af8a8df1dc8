"""What this app asks of people; see `ui.asks`."""
