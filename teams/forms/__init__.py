"""What people may type, and how it looks; rules are in the services and the models."""
