"""What quota plans ask of people."""
