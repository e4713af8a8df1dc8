"""An act that can't be done, said in the words of the person who tried."""

from kernel.refused import Refused

__all__ = ["Refused"]
