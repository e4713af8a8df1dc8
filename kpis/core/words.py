"""Marks an English text for translation where no Django is known; it is translated when shown."""


def N_(text: str) -> str:
    return text
