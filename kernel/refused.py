"""An act that can't be done, said in the words of the person who tried."""


class Refused(Exception):
    """Nothing was changed. The text is translated and may be shown as it is."""
