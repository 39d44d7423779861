"""People code a sample by hand: the sheet they fill, how far they agree, how often the machine is right."""
