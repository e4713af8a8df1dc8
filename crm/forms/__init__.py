"""Forms explain what the rules refuse; the rules are in `crm.core` and in the database."""
