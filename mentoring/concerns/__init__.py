"""Words of crisis and abuse, found in what people write."""
