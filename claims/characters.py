"""Which texts can be kept: databases and UTF-8 have no place for some characters. Pure."""


def fault_in(text: str) -> str:
    """Why this text cannot be kept, as a sentence; empty if it can."""
    if "\0" in text:
        return "This contains a NUL character. Remove it."
    try:
        text.encode()
    except UnicodeEncodeError as error:
        place = f"at character {error.start + 1}"
        return f"This is not valid Unicode: half of a surrogate pair {place}."
    return ""
