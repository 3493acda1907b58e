"""How a sentence is put before the cross-encoder: under the names of its paper and section."""


def under_headings(title: str, heading: str, text: str) -> str:
    """Return ``text`` with what it stands under; the model was trained on this form and no other."""
    return f"{' – '.join(filter(None, (title, heading)))}: {text}"
