"""What one can do to a creation with `bestio act`: each verb, its French name, what it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from bestio.cli import activity_verbs as activity
from bestio.cli import creature_verbs as creature
from bestio.cli import phrase_verbs as phrase
from bestio.cli import plan_verbs as plan
from bestio.cli import stepping, voice_games
from bestio.cli import voice_verbs as voice
from bestio.cli.desk import Desk, Told, missing
from bestio.errors import UsageError
from bestio.i18n import N_, _
from bestio.text.fold import fold


@dataclass(frozen=True)
class Verb:
    """One verb. `needs` tells what follows it ([...] where it may be left out); `looks`: it changes nothing.

    `lists`: without a word it only lists what there is.
    """

    name: str
    french: str
    needs: str
    help: str
    run: Callable[[Desk], Told]
    looks: bool = False
    lists: bool = False

    def only_looks(self, words: tuple[str, ...]) -> bool:
        """Whether it changes nothing when it is given `words`."""
        return self.looks or (self.lists and not words)

    def check(self, words: tuple[str, ...]) -> None:
        """Raise UsageError where too little, or too much, was given."""
        parts = self.needs.split()
        least = [part for part in parts if not part.startswith("[")]
        if len(words) < len(least):
            raise missing(_(self.needs).split()[parts.index(least[len(words)])].rstrip(".…"))
        if not self.needs.endswith("...") and not self.needs.endswith("...]") and len(words) > len(parts):
            raise UsageError(_("“{0}” is one word too many.").format(words[len(parts)][:60]))


def find_verb(name: str) -> Verb | None:
    """The verb that a person means, in English or in French; None for help. Raises UsageError."""
    wanted = fold(name)
    if wanted in {"help", "aide"}:
        return None
    for verb in VERBS:
        if wanted in {verb.name, fold(verb.french)}:
            return verb
    raise UsageError(
        _("There is no verb “{name}”.").format(name=name[:40]),
        hint=_nearest(wanted) or _("All the verbs: bestio act JOURNAL help"),
    )


def _nearest(wanted: str) -> str:
    """The verbs that look like `wanted`, in words; "" for none."""
    french = {fold(verb.french): verb.french for verb in VERBS}
    names = {**{verb.name: verb.french for verb in VERBS}, **french}
    found = dict.fromkeys(names[near] for near in get_close_matches(wanted, names, n=3, cutoff=0.7))
    return _("Did you mean: {names}?").format(names=_(" or ").join(found)) if found else ""


def help_lines(names: tuple[str, ...] = ()) -> list[str]:
    """Every verb, or those that are named: what it needs, what it does. Raises UsageError."""
    verbs = [verb for name in names if (verb := find_verb(name)) is not None] or VERBS
    return [f"{verb.french} {_needs(verb)}".strip() + f" ({verb.name}). {_(verb.help)}" for verb in verbs]


def _needs(verb: Verb) -> str:
    return _(verb.needs) if verb.needs else ""


VERBS: tuple[Verb, ...] = (
    Verb("show", "voir", "", N_("Tells the whole creation."), creature.show, looks=True),
    Verb(
        "why",
        "pourquoi",
        N_("[PHRASE|VOICE]"),
        N_("The glass box: the creature, one phrase, or the voice."),
        creature.why,
        looks=True,
    ),
    Verb("where", "fichier", "", N_("Tells where the journal is."), creature.where, looks=True),
    Verb("traits", "traits", N_("SLOT"), N_("Lists the traits of a wheel."), creature.traits, looks=True),
    Verb("spin", "tourner", N_("[SLOT]"), N_("Spins one wheel, or all that are not kept."), creature.spin),
    Verb("choose", "choisir", N_("SLOT TRAIT..."), N_("Chooses a trait by hand."), creature.choose),
    Verb(
        "lock",
        "verrouiller",
        N_("SLOT"),
        N_("Keeps a trait: the wheel turns no more."),
        partial(creature.lock, do="trait.lock"),
    ),
    Verb("unlock", "déverrouiller", N_("SLOT"), N_("Lets a trait go."), partial(creature.lock, do="trait.unlock")),
    Verb("mutate", "muter", "", N_("Changes one trait, whichever."), creature.mutate),
    Verb("cross", "croiser", N_("JOURNAL"), N_("Crosses the creature with another one."), creature.cross),
    Verb(
        "own",
        "inventer",
        N_("SLOT NAME=VALUE..."),
        N_("Adds a trait of your own: noun=chat gender=m adjective=vert, or clause=…"),
        creature.own_trait,
    ),
    Verb(
        "name",
        "nommer",
        N_("[NAME...]"),
        N_("Names the creature (a name is found where none is given)."),
        creature.give_name,
    ),
    Verb(
        "lexicons",
        "lexiques",
        N_("[LEXICON...]"),
        N_("Lists the lexicons, or makes the wheels of some."),
        creature.lexicons,
        lists=True,
    ),
    Verb(
        "portrait",
        "portrait",
        "",
        N_("Draws the portrait into a picture file (--out, .png or .svg)."),
        creature.portrait,
        looks=True,
    ),
    Verb(
        "colouring",
        "coloriage",
        "",
        N_("Draws a page to colour in, to print (--out, .svg)."),
        creature.colouring,
        looks=True,
    ),
    Verb("texts", "textes", "", N_("Lists what the machine reads."), creature.texts, looks=True),
    Verb(
        "write",
        "écrire",
        N_("FILE|- [TEXT]"),
        N_("Gives the machine a text, new or in place of another."),
        phrase.write,
    ),
    Verb(
        "remove",
        "retirer",
        N_("[TEXT...]"),
        N_("Takes a text away (without a name, your texts are listed)."),
        partial(phrase.of_text, do="text.remove"),
        lists=True,
    ),
    Verb(
        "share",
        "partager",
        N_("[TEXT...]"),
        N_("Lets the class draw from a text (without a name, your texts are listed)."),
        partial(phrase.of_text, do="text.share"),
        lists=True,
    ),
    Verb(
        "unshare",
        "reprendre",
        N_("[TEXT...]"),
        N_("Takes a text back from the class."),
        partial(phrase.of_text, do="text.unshare"),
        lists=True,
    ),
    Verb(
        "weigh",
        "peser",
        N_("TEXT NUMBER"),
        N_("Lets a text count more or less in the draw: 0 silences it, 1 is usual, 2 is twice."),
        phrase.weigh,
    ),
    Verb(
        "set",
        "régler",
        N_("NAME=VALUE..."),
        N_("Sets the machine: order=2 adaptive=oui starters=oui class=0.6"),
        phrase.set_machine,
    ),
    Verb("make", "fabriquer", N_("[NAME=VALUE...]"), N_("Makes a phrase; start=word, with=word."), phrase.make),
    Verb(
        "dice", "dés", N_("[NUMBER|WORD...]"), N_("Makes a phrase step by step, with dice or by choosing."), phrase.dice
    ),
    Verb("steps", "pas-à-pas", "", N_("Makes a phrase word by word, in a dialogue."), stepping.steps),
    Verb(
        "question",
        "interroger",
        N_("[QUESTION...]"),
        N_("Asks the creature your question: it answers with a phrase drawn by chance."),
        voice_games.question,
    ),
    Verb("phrases", "phrases", "", N_("Lists the phrases."), creature.phrases, looks=True),
    Verb(
        "keep", "garder", N_("PHRASE"), N_("Keeps a phrase for the stage."), partial(phrase.of_phrase, do="phrase.keep")
    ),
    Verb(
        "unkeep", "lâcher", N_("PHRASE"), N_("No longer keeps a phrase."), partial(phrase.of_phrase, do="phrase.unkeep")
    ),
    Verb("drop", "jeter", N_("PHRASE"), N_("Throws a phrase away."), partial(phrase.of_phrase, do="phrase.drop")),
    Verb(
        "edit",
        "modifier",
        N_("PHRASE [WORD...]"),
        N_("Rewrites a phrase; without words, goes back to the machine’s."),
        phrase.edit,
    ),
    Verb(
        "author",
        "auteur",
        N_("[ALL]"),
        N_("Who is the author? The count over the kept phrases, or over all of them."),
        phrase.author,
        looks=True,
    ),
    Verb("move", "déplacer", N_("PHRASE PLACE"), N_("Gives a kept phrase another place."), phrase.move),
    Verb("voice", "voix", N_("VOICE..."), N_("Chooses a voice (bestio voices lists them)."), voice.voice),
    Verb(
        "tune",
        "accorder",
        N_("[NAME=VALUE...]"),
        N_("Turns the knobs of the voice; without values, lists them."),
        voice.knobs,
        lists=True,
    ),
    Verb(
        "effect",
        "effet",
        N_("[EFFECT]"),
        N_("Adds an effect to the voice, or takes it away; without a word, lists them."),
        voice.effect,
        lists=True,
    ),
    Verb(
        "compare",
        "comparer",
        N_("[VOICE...]"),
        N_("The same phrase in several voices, one after the other."),
        voice_games.compare,
        looks=True,
    ),
    Verb("mutant", "mutant", "", N_("Changes the voice by chance."), voice.mutant),
    Verb("blend", "mélanger", N_("VOICE..."), N_("Crosses the voice with another one."), voice.child),
    Verb("save-voice", "enregistrer", N_("NAME..."), N_("Saves the voice for other creatures."), voice.keep_voice),
    Verb("bend", "tordre", N_("OUI|NON"), N_("Whether the traits bend the voice."), voice.bend),
    Verb(
        "say", "dire", N_("[PHRASE|TOUT]"), N_("Says a phrase, or the kept ones; --out writes a sound file."), voice.say
    ),
    Verb("introduce", "présenter", "", N_("The creature tells who it is."), voice_games.introduce, looks=True),
    Verb(
        "step",
        "étape",
        N_("[STEP]"),
        N_("Lists the activities of the plan, or goes to one (“suivante”: the next)."),
        plan.step,
        lists=True,
    ),
    Verb("activity", "activité", N_("[STEP]"), N_("Does an activity of the plan, in a dialogue."), activity.activity),
    Verb(
        "poll",
        "sondage",
        N_("[WHEN] [NUMBER...]"),
        N_("The poll: “avant” or “après” asks it, “résultats” compares."),
        plan.poll,
        lists=True,
    ),
    Verb(
        "count",
        "compter",
        N_("[BET] [NUMBER]"),
        N_("How many creatures? A bet, then the count, with one lexicon or several."),
        activity.count,
    ),
    Verb(
        "bet",
        "parier",
        N_("[PHRASE] [NUMBER] [AUTHOR...]"),
        N_("A bet on a phrase: how many words in a row are copied, and whose?"),
        activity.bet,
    ),
    Verb(
        "sign",
        "signer",
        N_("[NUMBER...]"),
        N_("Shares a hundred points between all who made the kept phrases."),
        activity.sign,
    ),
    Verb("imagine", "imaginer", N_("[STEP]"), N_("Voices without a name: whom do you imagine?"), activity.imagine),
    Verb("quiz", "quiz", N_("[STEP]"), N_("Human or machine? One phrase after the other."), activity.quiz),
    Verb(
        "retrain",
        "perroquet",
        N_("[PREDICTION]"),
        N_("The machine reads itself: moins, autant or plus different words?"),
        activity.retrain,
    ),
    Verb("debate", "débattre", N_("[WORD...]"), N_("The group’s notes on the activity where it is."), activity.debate),
    Verb("note", "noter", N_("WORD..."), N_("Writes a note."), creature.note),
    Verb("notes", "notes", "", N_("Tells all your notes."), activity.notes, looks=True),
    Verb("group", "groupe", N_("NAME..."), N_("Gives the group another made-up name."), creature.rename_group),
    Verb("undo", "annuler", "", N_("Undoes the last act."), partial(creature.again, do="undo")),
    Verb("redo", "refaire", "", N_("Does again what was undone."), partial(creature.again, do="redo")),
)
"""In the order of the benches."""
