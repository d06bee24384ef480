"""What `explain` knows, in sentences: the only wording of the glass box, which screens and lines show as it is.

The first of a word's sentences names it; the last of a phrase's say what is copied, then how it was made.
Nothing is cut here: where there is little room, whoever shows it cuts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from bestio.creation.authors import Account, Change, Part, authors_of
from bestio.i18n import _, ngettext
from bestio.language import tokens
from bestio.language.typography import percent
from bestio.phrases.authorship import also
from bestio.phrases.phrase import Patch
from bestio.session.drafts import tell_making
from bestio.session.explain import (
    AuthorsWhy,
    Control,
    CreatureWhy,
    How,
    Mended,
    PhraseWhy,
    PieceWhy,
    RivalWord,
    TraitWhy,
    VoiceWhy,
    WantedWhy,
    WordWhy,
)

MOST_PIECES = 3
"""Pieces whose text is named in one line; of more, only the words are counted."""


def lines_of(passages: Iterable[list[str]]) -> Iterator[str]:
    """Passages as lines, one after the other."""
    return chain.from_iterable(passages)


# --- a word -----------------------------------------------------------------------------------------------------------


def tell_word(word: WordWhy) -> list[str]:
    """Why a word came, a sentence a line: what chose it and where it was read, what was mended, its chance."""
    lines = [f"{quoted(word.text)} {tell_how(word)}"]
    if word.mended is not None:
        lines.append(tell_mended(word.mended))
    if word.sentence:
        lines.append(tell_sentence(word.sentence))
    if word.turn:
        lines.append(tell_turn(word))
    if word.how != "hand":
        lines.append(tell_chance(word))
    return lines


def quoted(text: str) -> str:
    """A word in quotation marks."""
    return _("“{word}”").format(word=text)


def tell_how(word: WordWhy) -> str:
    """What chose a word, and the text that it was read in."""
    return f"{_came(word.how)}. {_read(word)}".rstrip()


def _came(how: How) -> str:
    return {
        "machine": _("drawn by the machine"),
        "die": _("thrown with the die"),
        "pupil": _("chosen by you"),
        "wanted": _("asked for"),
        "tic": _("a tic of the creature"),
        "hand": _("written by hand"),
    }[how]


def _read(word: WordWhy) -> str:
    if word.title and word.author:
        return _("Read in “{title}” ({author}).").format(title=word.title, author=word.author)
    return _("Read in “{title}”.").format(title=word.title or word.author) if word.title or word.author else ""


def tell_sentence(sentence: str) -> str:
    """The sentence that a word was read in."""
    return _("In: “{sentence}”").format(sentence=sentence)


def tell_mended(mended: Mended) -> str:
    """How French was mended where a word met the next one."""
    return _("“{before}” became “{after}” before “{word}”.").format(
        before=mended.before, after=mended.after, word=mended.word
    )


def tell_turn(word: WordWhy) -> str:
    """Whose turn it was to speak, and whether they could."""
    if word.turn == "ours":
        if word.spoke and word.behind:
            titles = "”, “".join(word.behind)
            told = ngettext(
                "It was the turn of “{titles}”: this text of yours lacked words.",
                "It was the turn of “{titles}”: these texts of yours lacked words.",
                len(word.behind),
            )
            return told.format(titles=titles)
        if word.spoke:
            return _("It was your turn: you lacked words.")
        return _("It was your turn, but none of your texts had a word that could follow.")
    if word.spoke:
        return _("It was the turn of the starter texts: you had enough words.")
    return _("It was the turn of the starter texts, but only yours had a word that could follow.")


def tell_chance(word: WordWhy) -> str:
    """With what chance a word came, and which others could have."""
    if word.how == "tic":
        return _("The creature says it out of habit: one of its traits wants it so.")
    if not word.rivals:
        return _tell_alone(word)
    tail = " " + ngettext("and {n} other", "and {n} others", word.more).format(n=word.more) if word.more > 0 else ""
    told = _("Its chance: {chance}. Could have come: {others}{tail}.").format(
        chance=percent(word.chance), others=tell_rivals(word.rivals), tail=tail
    )
    if word.fair is None or percent(word.fair) == percent(word.chance):
        return told
    return told + " " + _tell_fair(word.fair)


def _tell_alone(word: WordWhy) -> str:
    """Why nothing else than a word could come."""
    if word.fair is not None and word.fair < 1:
        return _("The changed die left only this word.") + " " + _tell_fair(word.fair)
    if not word.order:
        return _("Nothing was drawn here.")
    if word.turn:
        if (word.turn == "ours") is word.spoke:
            return _("There, your texts have only one sequel: nothing to draw.")
        return _("There, the starter texts have only one sequel: nothing to draw.")
    return ngettext(
        "After this word, the texts have only one sequel: nothing to draw.",
        "After these {n} words, the texts have only one sequel: nothing to draw.",
        word.order,
    ).format(n=word.order)


def _tell_fair(chance: float) -> str:
    return _("On a die that nobody has changed: {chance}.").format(chance=percent(chance))


def tell_rivals(rivals: Sequence[RivalWord]) -> str:
    """The words that could have come, each with its chance. A sign stands in quotation marks, or it is not seen."""
    return ", ".join(f"{_rival(one.word)} {percent(one.chance)}" for one in rivals)


def _rival(word: str) -> str:
    if not word:
        return _("(the end)")
    return word if tokens.is_word(word) else quoted(word)


# --- a phrase ---------------------------------------------------------------------------------------------------------


def tell_phrase(why: PhraseWhy) -> Iterator[list[str]]:
    """All of a phrase, in passages of one or several lines: what it says, each word, then what there is to say of all.

    A word that was erased with its author is told by the one before it, which stands for the whole run.
    """
    yield [why.text]
    for word in why.words:
        if not word.erased:
            yield tell_word(word)
    yield from tell_about_phrase(why)


def tell_about_phrase(why: PhraseWhy) -> Iterator[list[str]]:
    """What was asked, whose words a phrase has, its pieces, who wanted words, what is copied, how it was made."""
    if why.question:
        yield list(filter(None, [_("You ask: “{question}”").format(question=why.question), why.caught]))
    if why.die:
        yield list(why.die)
    if why.order:
        yield [why.order]
    if why.parts:
        yield [_("Whose words:"), *tell_parts(why.parts)]
    if why.pieces:
        yield [_("The pieces it is made of:"), *tell_pieces(why.pieces)]
    told = [*map(tell_wanted, why.wanted), *filter(None, [tell_changes(why.changes)]), *why.copied.splitlines()]
    if told:
        yield told
    if making := tell_making(why.making):
        yield making


def tell_parts(parts: Sequence[Part]) -> list[str]:
    """Each author's share of the words, and that of each of their texts where there are several."""
    total, lines = sum(part.words for part in parts), []
    for author, share in authors_of(parts).items():
        own = [part for part in parts if part.author == author]
        texts = ", ".join(part_name(part) + (f" {percent(part.words / total)}" if len(own) > 1 else "") for part in own)
        lines.append(_("{name}: {what}").format(name=f"{author} {percent(share)}", what=texts))
    return lines


def part_name(part: Part) -> str:
    """What the part of a text is called."""
    return _("written by hand") if part.hand else part.title or part.author


def tell_pieces(pieces: Sequence[PieceWhy]) -> list[str]:
    """Each piece: its words, whose they are, and which other texts have them."""
    lines = []
    for number, one in enumerate(pieces, start=1):
        piece = one.piece
        told = _("{number}. “{words}”: “{title}” ({author})").format(
            number=number, words=one.text, title=piece.title or piece.author, author=piece.author
        )
        lines.append(told + (". " + also(piece.words, piece.others) if piece.others else ""))
    return lines


def tell_pieces_in_a_line(pieces: Sequence[PieceWhy]) -> str:
    """The patchwork in one line; "" where the journal does not tell it."""
    if not pieces:
        return ""
    if len(pieces) > MOST_PIECES:
        sizes = " + ".join(str(one.piece.words) for one in pieces)
        return _("{n} pieces: {sizes} words").format(n=len(pieces), sizes=sizes)
    listed = " + ".join(_piece(one.piece) for one in pieces)
    return ngettext("{n} piece: {pieces}", "{n} pieces: {pieces}", len(pieces)).format(n=len(pieces), pieces=listed)


def _piece(piece: Patch) -> str:
    return ngettext("{n} word of “{title}”", "{n} words of “{title}”", piece.words).format(
        n=piece.words, title=piece.title or piece.author
    )


def tell_piece_of_word(piece: Patch) -> str:
    """Of how many words the piece is that a word stands in, and which other texts hold it; "" where of none."""
    if not piece.words:
        return ""
    told = ngettext(
        "Its piece: {n} word of “{title}”.", "Its piece: {n} words in a row of “{title}”.", piece.words
    ).format(n=piece.words, title=piece.title or piece.author)
    return told + (" " + also(piece.words, piece.others) if piece.others else "")


def tell_wanted(wanted: WantedWhy) -> str:
    """Which trait likes words that are in the phrase."""
    return _("“{words}”: it likes to say it, because of “{trait}”.").format(
        words="”, “".join(wanted.words), trait=wanted.trait
    )


def tell_changes(changes: Sequence[Change]) -> str:
    """What a hand changed, in a line; "" where nothing."""
    told = []
    for change in changes:
        if not change.before:
            told.append(_("added “{words}”").format(words=change.after))
        elif not change.after:
            told.append(_("taken away “{words}”").format(words=change.before))
        else:
            told.append(_("“{before}” became “{after}”").format(before=change.before, after=change.after))
    return _("Changed by hand: {changes}.").format(changes=", ".join(told)) if told else ""


# --- who is the author ------------------------------------------------------------------------------------------------


class Rows(NamedTuple):
    """Things that are counted under one question: what each is called, and how many words of how many."""

    question: str
    rows: list[tuple[str, int, int]]


def tell_counted(why: AuthorsWhy) -> str:
    """How many phrases and words were counted."""
    tally, words = why.account.tally, why.account.words
    if why.kept:
        head = ngettext("{n} kept phrase", "{n} kept phrases", tally.phrases).format(n=tally.phrases)
    else:
        head = ngettext("{n} phrase in all", "{n} phrases in all", tally.phrases).format(n=tally.phrases)
    return head + ", " + ngettext("{n} word", "{n} words", words).format(n=words)


def tell_rows(account: Account) -> list[Rows]:
    """How the words came, who had written them, how many are copied; nothing where there are none."""
    tally, words = account.tally, account.words
    if not words:
        return []
    ways = [
        (_("words drawn by the machine"), tally.machine),
        (_("asked for, then found by the machine"), tally.wanted),
        (_("drawn with the die"), tally.die),
        (_("picked by hand"), tally.pupil),
        (_("words written by hand"), account.hand),
        (_("tics of the creature"), tally.tic),
    ]
    written = sum(tally.authors.values())
    return [
        Rows(_("How did the words come?"), [(label, count, words) for label, count in ways if count]),
        Rows(_("Who had written them?"), [(author, count, written) for author, count in tally.authors.items()]),
        Rows(_("And also:"), [(_("words copied at length"), tally.copied, words)]),
    ]


def tell_sorted(account: Account) -> list[str]:
    """How many drafts were drawn for the phrases, of which one each was kept."""
    lines = []
    if account.sorted:
        each = f"{account.drawn / account.sorted:.1f}".replace(".", ",")
        told = ngettext(
            "The machine drew {n} draft, the sorter chose {kept} of them: {each} for one.",
            "The machine drew {n} drafts, the sorter chose {kept} of them: {each} for one.",
            account.drawn,
        )
        lines.append(told.format(n=account.drawn, kept=account.sorted, each=each))
    if account.unknown:
        lines.append(
            ngettext(
                "{n} phrase was made before drafts were kept: what was left is unknown.",
                "{n} phrases were made before drafts were kept: what was left is unknown.",
                account.unknown,
            ).format(n=account.unknown)
        )
    return lines


def tell_uncounted(account: Account) -> list[str]:
    """How many phrases a hand changed, and what nobody counts."""
    if not account.words:
        return [_("There is nothing to count yet.")]
    count = account.tally.edited
    changed = ngettext("{n} phrase changed by hand", "{n} phrases changed by hand", count).format(n=count)
    return [
        *([changed] if count else []),
        *tell_sorted(account),
        _("Words are counted. Who chose, threw away, put in order? Nobody counts that."),
    ]


# --- the creature and its voice ---------------------------------------------------------------------------------------


def tell_creature(why: CreatureWhy) -> Iterator[list[str]]:
    """Why the creature has its traits, then how many creatures its wheels can make."""
    yield [
        _("{name}: {what}").format(name=one.title, what=f"{one.label} – {one.source}, {tell_came(one)}")
        for one in why.traits
    ]
    yield [_("Possible creatures: {product} = {total}").format(product=why.product, total=why.total)]


def tell_came(trait: TraitWhy) -> str:
    """How a trait came to its wheel, and that it is kept, where it is."""
    if trait.kept:
        return ", ".join(filter(None, (trait.crossing, _("kept by you"))))
    if trait.stray:
        return _("no longer on the wheel")
    return trait.crossing or _("one chance in {n}").format(n=trait.among)


def tell_voice(why: VoiceWhy) -> Iterator[list[str]]:
    """What a voice is made of, where it comes from, and what an invention and the traits changed."""
    yield [line for line in (why.title, why.description) if line]
    if why.recorded:
        yield [*why.recorded]
    yield [_control(one) for one in why.knobs]
    if why.effects:
        yield [_control(one) for one in why.effects]
    for title, lines in (
        (_("Where this voice comes from:"), why.family),
        (_("What the last invention changed:"), why.invention),
        (_("What the traits change:"), why.traits),
    ):
        if lines:
            yield [title, *lines]


def _control(control: Control) -> str:
    told = f"{control.value}. {control.help}".rstrip() if control.value else control.help
    return _("{name}: {what}").format(name=control.name, what=told)
