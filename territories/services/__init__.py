"""Territory plans change through here."""
