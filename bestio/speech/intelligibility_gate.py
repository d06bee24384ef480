"""Lets traits bend a voice only as far as it can be understood, without ever making anybody wait for the measure.

Measuring a voice takes a quarter of a second: it is done on a thread, and each verdict is kept. Until there is one,
the voice is heard as it is, which was measured when it was made.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.speech.intelligibility_cache import IntelligibilityCache
from bestio.speech.modifiers import Bends, Bent, not_yet, softer
from bestio.speech.voice import Accepts, Voice

UNDERSTOOD = "understood.txt"
"""The file of the workspace's cache that holds the verdicts."""
SETTLED = 0.4
"""Seconds during which nothing new is asked before the last thing asked is measured: wheels may still turn."""

_Job = tuple[Voice, Bends]


class Unheard(BestioError):  # noqa: N818 (it says what is the matter)
    """There is no sound to measure, so that nothing can be told of a voice."""

    def __init__(self) -> None:
        super().__init__(_("The machine cannot listen to its voices: they are silent here."))


class Gate:
    """What is known of bent voices, and a listener that finds out the rest. Thread-safe.

    `listener`, where there is one, gives a function that measures a voice (see `understanding.understood`). It is
    called on a thread, when something is to be measured; where it raises a BestioError, such as Unheard, it is asked
    another time.
    """

    def __init__(
        self, verdicts: IntelligibilityCache | None = None, listener: Callable[[], Accepts] | None = None
    ) -> None:
        self.verdicts = verdicts if verdicts is not None else IntelligibilityCache()
        self.listener = listener
        self._asked = threading.Condition()
        self._job: _Job | None = None
        self._in_hand: _Job | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def bent(self, voice: Voice, bends: Bends) -> Bent:
        """`voice` bent as far as is known to be understood, at once; what is not known yet is measured meanwhile.

        A voice that is not understood as it is has nothing to lose, and the words of another engine than espeak cannot
        be compared with the plain ones: traits bend these as they want.
        """
        bent, wanted = self._decide(voice, bends)
        if wanted is not None:
            self._ask(voice, bends)
        return bent

    def settle(
        self,
        voice: Voice,
        bends: Bends,
        listener: Callable[[], Accepts],
        *,
        go_on: Callable[[], bool] = lambda: True,
    ) -> Bent:
        """The same, measured here and now where needed: some seconds at most. Raises what `listener` raises.

        `go_on` is asked before each measure; where it says no, what is known by then counts.
        """
        accepts: Accepts | None = None
        while True:
            bent, wanted = self._decide(voice, bends)
            if wanted is None or not go_on():
                return bent
            accepts = accepts or listener()
            self.verdicts.put(wanted, accepts(wanted))

    def close(self) -> None:
        """Measure nothing more."""
        with self._asked:
            self._closed = True
            self._asked.notify_all()

    def _decide(self, voice: Voice, bends: Bends) -> tuple[Bent, Voice | None]:
        """What may be heard by what is known, and the voice to be measured next, if any."""
        strongest: Bent | None = None
        for bent in softer(voice, bends):
            if bent.voice == voice or voice.engine != "espeak":
                return bent, None
            verdict = self.verdicts.known(bent.voice)
            if verdict:
                return bent, None
            if verdict is None:
                return not_yet(voice, bends), bent.voice
            if strongest is None:
                strongest = bent
                itself = self.verdicts.known(voice)
                if itself is None:
                    return not_yet(voice, bends), voice
                if not itself:
                    return strongest, None
        raise AssertionError("the voice itself comes last")

    def _ask(self, voice: Voice, bends: Bends) -> None:
        job = (voice, bends)
        with self._asked:
            if self.listener is None or self._closed or job in (self._job, self._in_hand):
                return
            self._job = job
            self._asked.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(target=self._listen, args=(self.listener,), daemon=True)
                self._thread.name = "bestio-gate"
                self._thread.start()

    def _listen(self, listener: Callable[[], Accepts]) -> None:
        """Settle what was asked last, once nothing else has been asked for a while."""
        while True:
            with self._asked:
                self._asked.wait_for(lambda: self._job is not None or self._closed)
                if self._closed:
                    return
                while self._asked.wait(SETTLED):
                    if self._closed:
                        return
                self._job, self._in_hand = None, self._job
            if self._in_hand is not None:
                with contextlib.suppress(BestioError, OSError):
                    self.settle(*self._in_hand, listener, go_on=self._nothing_newer)
            self._in_hand = None

    def _nothing_newer(self) -> bool:
        return not self._closed and self._job is None
