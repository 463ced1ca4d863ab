"""A text in another language gives its sentences, in the outlet's voice, and says so."""

import pytest

from claims.extraction import extract

TEXTS = {
    "German": (
        "Kriminalität gesunken\n\nDie Zahl der Einbrüche ist um 12,5 Prozent gesunken, sagte "
        "Ministerin Anna Moos am Dienstag. „Das ist der niedrigste Stand seit 1990“, sagte sie. "
        "Warum sinken die Zahlen? Der Verband der Kaufleute e. V. fordert 300 neue Stellen.\n",
        [
            "Kriminalität gesunken",
            "Die Zahl der Einbrüche ist um 12,5 Prozent gesunken, sagte Ministerin Anna Moos am "
            "Dienstag",
            "„Das ist der niedrigste Stand seit 1990“, sagte sie",
            "Der Verband der Kaufleute e. V. fordert 300 neue Stellen",
        ],
    ),
    "French": (
        "Le port a perdu 300 emplois en 2025, a déclaré le maire, M. Jean Petit. « C’est la pire "
        "année depuis 1974 », a-t-il ajouté. Les syndicats réclament un vote. Pourquoi si tard ?\n",
        [
            "Le port a perdu 300 emplois en 2025, a déclaré le maire, M. Jean Petit",
            "« C’est la pire année depuis 1974 », a-t-il ajouté",
            "Les syndicats réclament un vote",
        ],
    ),
    "Spanish": (
        "El paro bajó un 3,5% en mayo, según el Instituto. «Es el mejor dato desde 2007», dijo la "
        "ministra Ana López. ¿Quién pagará la factura? La oposición pide 2.000 plazas más.\n",
        [
            "El paro bajó un 3,5% en mayo, según el Instituto",
            "«Es el mejor dato desde 2007», dijo la ministra Ana López",
            "La oposición pide 2.000 plazas más",
        ],
    ),
    "Arabic": (
        "قال رئيس البلدية إن الجريمة انخفضت بنسبة خمسة في المئة عام 2015. وأضاف أن الإيجارات "
        "ارتفعت. هل هذا صحيح؟\n",
        [
            "قال رئيس البلدية إن الجريمة انخفضت بنسبة خمسة في المئة عام 2015",
            "وأضاف أن الإيجارات ارتفعت",
        ],
    ),
    "Chinese": (
        "市长李安表示，2015年犯罪率下降了百分之五。她说：“这是自1990年以来的最低水平。”谁来付钱？"
        "议会批准了三千万元的预算。",
        [
            "市长李安表示，2015年犯罪率下降了百分之五",
            "她说：“这是自1990年以来的最低水平。”",
            "议会批准了三千万元的预算",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_its_sentences_are_the_outlets_claims(name: str) -> None:
    text, sentences = TEXTS[name]
    found = extract(text)
    assert [c.exact for c in found.claims] == sentences
    assert all(text[c.start : c.end] == c.exact for c in found.claims)
    assert {c.kind for c in found.claims} == {"outlet"}
    assert not found.attributions
    assert not found.claimants


@pytest.mark.parametrize("name", TEXTS)
def test_a_note_says_which_language_it_is(name: str) -> None:
    (note,) = extract(TEXTS[name][0]).notes
    assert name in note


def test_markup_in_another_language_is_no_part_of_the_wording() -> None:
    text = (
        "<p>Die Zahl der Einbr&uuml;che ist 2025 um zw\u00adölf Prozent gesunken, wie "
        "die Ministerin am Dienstag sagte.</p>"
    )
    (claim,) = extract(text).claims
    assert claim.text == (
        "Die Zahl der Einbrüche ist 2025 um zwölf Prozent gesunken, wie die Ministerin am Dienstag "
        "sagte"
    )
    assert text[claim.start : claim.end] == claim.exact
