"""Where mentions stand in a text."""


def spans(text, mentions):
    """The offsets of mentions in text order, each sought behind the one before."""
    found, position = [], 0
    for mention in mentions:
        start = text.index(mention, position)
        position = start + len(mention)
        found.append((start, position))
    return found
