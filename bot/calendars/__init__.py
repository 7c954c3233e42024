"""What other calendars read: entries of meetings, and the clocks that these are on."""
