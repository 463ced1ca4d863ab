"""English in doubt, another language where the text shows it."""

import pytest

from claims.extraction.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Der Bürgermeister sagte, die Kriminalität sei um fünf Prozent gesunken. Gut!",
            "de",
        ),
        (
            "Le maire a dit que la criminalité avait baissé de cinq pour cent à Lyon hier.",
            "fr",
        ),
        ("Президент сказал, что инфляция снизилась до четырёх процентов.", "ru"),
        ("ראש העיר אמר כי הפשיעה ירדה בחמישה אחוזים", "he"),
        ("The mayor said that crime fell by five percent in 2015.", "en"),
        ("THE MAYOR SAID THAT CRIME FELL BY FIVE PERCENT IN HER FIRST YEAR", "en"),
        ("Crime fell", "en"),
        ("Schmidt, Müller, Schulz", "en"),
        ("", "en"),
        ("\u0000\u200b 😀 12345", "en"),
    ],
)
def test_language_of(text: str, code: str) -> None:
    assert language_of(text) == code
