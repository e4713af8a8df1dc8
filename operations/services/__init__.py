"""Changes what is known about the order of the machine; each may be called twice."""
