"""How parts get their styles: what was found once is not looked for again.

Textual matches all rules of all style sheets against each part, and sets each style of it one by one, whenever a class
or the focus changes anywhere above it; each app reads each style sheet, too, and again where a new kind of part comes.
What is remembered here is what the rules say, never what a part is: each part is matched as it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from textual.css.match import _check_selectors
from textual.css.model import CombinatorType, RuleSet, Selector
from textual.css.styles import RulesMap, Styles
from textual.css.stylesheet import _DEFAULT_STYLES, Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode

from bestio.tui.compat.piece import Piece

ORDER = frozenset({"first-of-type", "last-of-type", "first-child", "last-child", "empty"})
SHEETS, KINDS, THEMES = 1024, 4096, 16
"""How many style sheets, kinds of parts, and ways to colour them, are remembered."""
ONE_BY_ONE = frozenset({"layout", "pointer", "display", "overflow_x", "overflow_y"})
"""Styles that a part is told of when they are set, or that each part has one of its own of."""


class Found(NamedTuple):
    """The styles that some rules give together, and the same as a new part keeps them, once one has got them."""

    rules: RulesMap
    kept: dict[str, Any]


class Candidates:
    """The rules that may be meant for a kind of part, the last one first."""

    def __init__(self, rules: Iterable[RuleSet]) -> None:
        chosen = list(rules)
        pseudo = set().union(*(rule.pseudo_classes for rule in chosen))
        self.has_hover = "hover" in pseudo
        self.has_focus_within = "focus-within" in pseudo
        self.has_order = not pseudo.isdisjoint(ORDER)
        self.has_odd_or_even = not pseudo.isdisjoint({"odd", "even"})
        self._sets = [
            (
                one.selectors,
                rule.styles.extract_rules(one.specificity, rule.is_default_rules, rule.tie_breaker),
                rule.is_default_rules,
            )
            for rule in chosen
            for one in rule.selector_set
        ]
        self._found: dict[tuple[int, ...], Found | None] = {}

    def found(self, node: DOMNode) -> Found | None:
        """What those say that are meant for `node`; None where none is."""
        path = node.css_path_nodes
        met = tuple(at for at, (selectors, _styles, _default) in enumerate(self._sets) if is_meant(selectors, path))
        if met not in self._found:
            self._found[met] = self._together(met)
        return self._found[met]

    def _together(self, met: tuple[int, ...]) -> Found | None:
        """The most specific value of each style. As Textual reads "initial", by whichever kind of rule it is said."""
        values: defaultdict[str, list[tuple[Any, Any]]] = defaultdict(list)
        initial: tuple[set[str], set[str]] = (set(), set())
        for at in met:
            _selectors, styles, is_default = self._sets[at]
            for name, specificity, value in styles:
                if value is None:
                    initial[is_default].add(name)
                values[name].append((specificity, value))
        if not values:
            return None
        best = itemgetter(0)
        rules: dict[str, Any] = {name: max(given, key=best)[1] for name, given in values.items()}
        for name in initial[False]:
            if rules[name] is None:
                if default := [given for given in values[name] if not given[0][0]]:
                    rules[name] = max(default, key=best)[1]
                else:
                    initial[True].add(name)
        for name in initial[True]:
            if rules[name] is None:
                own = [given for given in values[name] if given[0][0]]
                rules[name] = max(own, key=best)[1] if own else getattr(_DEFAULT_STYLES, name)
        return Found(rules, {})  # type: ignore[arg-type]


def is_meant(selectors: list[Selector], path: list[DOMNode]) -> bool:
    """Whether selectors are met by the last node of `path`, which begins with the app."""
    first, last = selectors[0], selectors[-1]
    if not last.check(path[-1]):
        return False
    if len(selectors) > 2 or first.combinator is not CombinatorType.DESCENDENT:
        return _check_selectors(selectors, path)
    if len(selectors) == 1:
        return True
    if last.combinator is CombinatorType.SAME:
        return first.check(path[-1])
    if last.combinator is CombinatorType.CHILD:
        return any(map(first.check, path[-2:-1]))
    return any(map(first.check, path[:-1]))


@lru_cache(maxsize=KINDS)
def _candidates(rules: tuple[RuleSet, ...]) -> Candidates:
    return Candidates(rules)


class Known:
    """What is known of a style sheet as long as no rule is added."""

    def __init__(self, rules: list[RuleSet], rules_map: Mapping[str, list[RuleSet]]) -> None:
        self.of = rules_map
        self._place = {id(rule): at for at, rule in enumerate(rules)}
        self._rules = rules
        self._kinds: dict[tuple[Any, ...], Candidates] = {}

    def candidates(self, node: DOMNode) -> Candidates:
        """The rules that may be meant for `node`."""
        kind = (type(node), node._id, *node._classes)
        known = self._kinds.get(kind)
        if known is None:
            named = (self.of[name] for name in self.of.keys() & node._selector_names)
            places = {self._place[id(rule)] for rules in named for rule in rules}
            known = self._kinds[kind] = _candidates(tuple(self._rules[at] for at in sorted(places, reverse=True)))
        return known


def _known(sheet: Stylesheet) -> Known:
    rules_map = sheet.rules_map
    known: Known | None = getattr(sheet, "_bestio_known", None)
    if known is None or known.of is not rules_map:
        known = Known(sheet.rules, rules_map)
        sheet._bestio_known = known  # type: ignore[attr-defined]
    return known


def _apply(
    sheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: dict[tuple[Any, ...], RulesMap] | None = None
) -> None:
    """Give a part its styles. `cache` is for Textual's own way."""
    found = _found(sheet, node)
    if found is not None:
        _give(node, found, animate=animate)
    if node._get_component_classes():
        _give_to_components(sheet, node)


def _found(sheet: Stylesheet, node: DOMNode) -> Found | None:
    candidates = _known(sheet).candidates(node)
    node._has_hover_style = candidates.has_hover
    node._has_focus_within = candidates.has_focus_within
    node._has_order_style = candidates.has_order
    node._has_odd_or_even = candidates.has_odd_or_even
    return candidates.found(node)


def _give(node: DOMNode, found: Found, *, animate: bool) -> None:
    base, moves = node._css_styles, animate and "transitions" in found.rules
    given: tuple[Found, int] | None = getattr(base, "_bestio_given", None)
    if given is not None and given[0] is found and given[1] == base._updates:
        node.notify_style_update()  # what stands above it may look otherwise
        return
    if base._rules or node._is_mounted:
        Stylesheet.replace_rules(node, found.rules, animate=moves)
    else:
        _give_first(base, found)
        node.notify_style_update()
    base._bestio_given = None if moves else (found, base._updates)  # type: ignore[attr-defined]


def _give_first(base: Styles, found: Found) -> None:
    """Give a new part all of its styles at once, as the first of its kind has kept them."""
    if found.kept:
        base._rules.update(found.kept)  # type: ignore[typeddict-item]
        base._updates += 1
        for name in ONE_BY_ONE & found.rules.keys():
            setattr(base, name, found.rules[name])  # type: ignore[literal-required]
        return
    for name, value in found.rules.items():
        setattr(base, name, value)
    found.kept.update((name, value) for name, value in base._rules.items() if name not in ONE_BY_ONE)


def _give_to_components(sheet: Stylesheet, node: DOMNode) -> None:
    """Give styles to what a part draws itself."""
    changed, known = False, node._component_styles
    for name in sorted(node._get_component_classes()):
        component = known[name].base.node if name in known else None
        before = component._css_styles._updates if component is not None else -1
        if component is None:
            component = _new_component(name, node)
        found = _found(sheet, component)
        if found is not None:
            _give(component, found, animate=False)
        elif component._css_styles._rules:
            component = _new_component(name, node)
        changed |= before != component._css_styles._updates
        known[name] = component.styles
    if changed:
        node.refresh()


def _new_component(name: str, node: DOMNode) -> DOMNode:
    component = DOMNode(classes=name)
    component._attach(node)
    return component


_apply_theirs = Stylesheet.apply
_parse_rules = Stylesheet._parse_rules


class Colours:
    """Values of the variables in style sheets, and what reads these with them."""

    def __init__(self, variables: tuple[tuple[str, str], ...]) -> None:
        self.reader = Stylesheet(variables=dict(variables))


_colours = lru_cache(maxsize=THEMES)(Colours)


def _colours_of(sheet: Stylesheet) -> Colours:
    variables = sheet._variables
    known: tuple[dict[str, str], Colours] | None = getattr(sheet, "_bestio_colours", None)
    if known is None or known[0] is not variables:
        known = (variables, _colours(tuple(variables.items())))
        sheet._bestio_colours = known  # type: ignore[attr-defined]
    return known[1]


@lru_cache(maxsize=SHEETS)
def _parsed(
    colours: Colours, css: str, read_from: CSSLocation, is_default_rules: bool, tie_breaker: int, scope: str
) -> list[RuleSet]:
    return _parse_rules(colours.reader, css, read_from, is_default_rules, tie_breaker, scope)


def _parse_once(
    sheet: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    return _parsed(_colours_of(sheet), css, read_from, is_default_rules, tie_breaker, scope)


def remembered() -> tuple[int, int]:
    """How many style sheets, and how many kinds of parts, are."""
    return _parsed.cache_info().currsize, _candidates.cache_info().currsize


PIECES = (
    Piece(
        Stylesheet,
        "apply",
        _apply,
        _apply_theirs,
        why="""All rules are looked through for each part at each change of a class or of the focus above it, and all of
        its styles set anew, which are what they were.""",
        versions="textual 8",
    ),
    Piece(
        Stylesheet,
        "_parse_rules",
        _parse_once,
        _parse_rules,
        why="""Each app reads each style sheet itself, and anew where colours change or a new kind of part comes.""",
        versions="textual 8",
    ),
)
