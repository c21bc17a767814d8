"""Whether a space precedes each word, for corpora that give words alone."""

_NO_SPACE_BEFORE = set(".,;:!?)]}%…") | {"''", "“", "”", "n't", "'s", "’s"}
_NO_SPACE_AFTER = set("([{„‚«#@") | {"``"}


def spaces_from_text(words, text):
    """Aligns words to their text; `None` if they do not spell it."""
    spaces, at = [], 0
    for word in words:
        start = at
        while at < len(text) and text[at].isspace():
            at += 1
        if not text.startswith(word, at):
            return None
        spaces.append(at > start or at == 0)
        at += len(word)
    return spaces


def guessed_spaces(words):
    """German and English typesetting: punctuation leans on a word, straight quotes alternate."""
    spaces, glue, quoted = [], False, False
    for index, word in enumerate(words):
        closing_quote = word == '"' and quoted
        spaces.append(index == 0 or not (glue or closing_quote or word in _NO_SPACE_BEFORE))
        if word == '"':
            quoted = not quoted
        glue = word in _NO_SPACE_AFTER or (word == '"' and quoted)
    return spaces
