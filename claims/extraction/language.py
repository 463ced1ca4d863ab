"""Which language a text is in: English unless there is good reason to say otherwise."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

NAMES = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sr": "Serbian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
"""The languages a newsroom meets; naming rarer ones would mostly be mistakes."""

SEEN = 4000
"""Characters looked at: more change nothing and cost time."""

FEWEST_LETTERS = 60
"""Below this a Latin text is taken for English: a name alone looks like any language."""

SURE = 0.9
TAG = re.compile(r"<[^<>]{0,200}>|https?://\S{1,300}")
LETTER = re.compile(r"[^\W\d_]")
ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|that|was|for|is|said|with|on|has|by|from)\b", re.IGNORECASE
)
ENOUGH_ENGLISH = 0.12
"""Share of such words above which a text is English whatever the identifier thinks."""


def language_of(text: str) -> str:
    """The ISO 639-1 code, "en" in doubt."""
    seen = TAG.sub(" ", text[:SEEN])
    letters = LETTER.findall(seen)
    latin = sum(letter < "\u0250" for letter in letters)
    foreign_script = latin * 2 < len(letters)
    if not foreign_script and (len(letters) < FEWEST_LETTERS or _english(seen)):
        return "en"
    code, probability = _identifier().classify(seen.lower())
    return str(code) if foreign_script or probability >= SURE else "en"


def _english(text: str) -> bool:
    words = text.split()
    return len(ENGLISH.findall(text)) >= ENOUGH_ENGLISH * max(1, len(words))


def name_of(code: str) -> str:
    return NAMES.get(code, code)


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(NAMES))
    return identifier
