"""Forms of the plans: they explain, before anything is stored, what a service would refuse."""
