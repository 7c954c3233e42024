"""One pair's whole year in the playground, on the wire, played day by day."""
