"""The look of the app: a curiosity catalog by night, by day, and in high contrast."""

from __future__ import annotations

from textual.theme import Theme

from bestio.i18n import N_

NIGHT = Theme(
    name="bestio-nuit",
    primary="#d9a441",  # brass
    secondary="#6fb7a5",  # verdigris
    accent="#e0785a",  # rust
    warning="#e8b64c",
    error="#e5695b",
    success="#8fbf6a",
    foreground="#f1e8d6",  # ivory
    background="#17151f",
    surface="#201d2b",
    panel="#2b2738",
    dark=True,
    variables={
        "block-cursor-background": "#d9a441",
        "block-cursor-foreground": "#17151f",
        "block-cursor-text-style": "bold",
        "footer-key-foreground": "#d9a441",
        "input-cursor-background": "#f1e8d6",
        "border": "#5a5170",
        "border-blurred": "#453f57",
        "scrollbar": "#453f57",
        "scrollbar-background": "#201d2b",
    },
)
DAY = Theme(
    name="bestio-jour",
    primary="#7f5200",
    secondary="#1f6b5b",
    accent="#a63f22",
    warning="#7f5200",
    error="#a3261b",
    success="#3c6b1c",
    foreground="#2a2430",
    background="#f4ecdc",
    surface="#fbf6ea",
    panel="#e7dcc6",
    dark=False,
    variables={
        "block-cursor-background": "#7f5200",
        "block-cursor-foreground": "#fffaf0",
        "block-cursor-text-style": "bold",
        "footer-key-foreground": "#7f5200",
        "border": "#b3a384",
        "border-blurred": "#cbbd9f",
        "scrollbar": "#cbbd9f",
        "scrollbar-background": "#f4ecdc",
    },
)
CONTRAST = Theme(
    name="bestio-contraste",
    primary="#ffd400",
    secondary="#7df9ff",
    accent="#ffd400",
    warning="#ffd400",
    error="#ff8a80",
    success="#a8ff60",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    dark=True,
    text_alpha=1.0,
    variables={
        "text-muted": "auto 85%",
        "block-cursor-background": "#ffd400",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "footer-key-foreground": "#ffd400",
        "border": "#ffffff",
        "border-blurred": "#b0b0b0",
        "scrollbar": "#ffffff",
        "scrollbar-background": "#000000",
    },
)
THEMES: dict[str, tuple[Theme, str]] = {
    NIGHT.name: (NIGHT, N_("Night")),
    DAY.name: (DAY, N_("Day")),
    CONTRAST.name: (CONTRAST, N_("High contrast")),
}

LEAST = {CONTRAST.name: 7.0}
"""The contrast that letters have in a theme, where it is more than the usual 4.5."""

# One colour an author, told apart in all three themes and by most colour-blind eyes; each goes with a pattern too.
AUTHOR_COLOURS = {
    True: (
        "#e8b64c", "#6fb7d9", "#e58aa8", "#8fcf7a", "#c4a1ff", "#f1925e", "#5fd0c0", "#d9d36f",
        "#7890f8", "#f8c0f0", "#18b090", "#b89028",
    ),
    False: (
        "#7a4f00", "#0b5c86", "#99224f", "#2f6416", "#5b36a0", "#9a3b0c", "#0a6a5c", "#5f5a00",
        "#101880", "#680800", "#600058", "#204830",
    ),
}  # fmt: skip
