"""Reads one file with as many children as it takes, within one deadline, and gives up on what keeps killing them.

A child that a foreign hand killed, alone or with its zygote, is no witness against the file: another one goes on where
it stopped, no page is blamed, and the time it cost is given back. Only what is killed again and again counts as dead.
"""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.confinement import Limits
from indexer.findings import Findings, read_findings, save_images
from indexer.forkserver import ForkServer, ZygoteLostError
from indexer.outcome import Outcome, outcome_of
from indexer.steps import Step
from portal.domain.berkas.reading import MAX_PAGES

LEAST_SECONDS = 0.25
"""A child is not started with less time than this left."""

MAX_DEATHS = 4
MOST_KILLS = 4
"""Kills by a foreign hand that one reading puts up with; what is killed more often counts among the deaths."""


class Reading:
    """The reading of one open file; `found`, `failures`, `left` and `was_killed` tell how far it came."""

    def __init__(
        self,
        server: ForkServer,
        limits: Limits,
        pdf: int,
        *,
        deadline: float,
        out_dir: Path | None,
        trust: int | None = None,
    ) -> None:
        self.server = server
        self.limits = limits
        self.pdf = pdf
        self.deadline = deadline
        self.out_dir = out_dir
        self.trust = trust
        self.found = Findings()
        self.failures: dict[str, Outcome] = {}
        self.lost_pages: set[int] = set()
        self.left: dict[str, Step] = {}
        self.most_pages = MAX_PAGES
        self.was_killed = False
        self._deaths = 0
        self._kills = 0
        self._attempts = 0
        self._was_cut_short = False

    def run(self, steps: Sequence[Step], *, seconds: float) -> None:
        """Work through the steps, at most `seconds` for one child, until done, refused, or out of time or patience."""
        steps = list(steps)
        while steps and self.found.refused is None and self._deaths < MAX_DEATHS and not self.is_too_long:
            if self.deadline - time.monotonic() < LEAST_SECONDS:
                self._note(steps[0], Outcome.timeout)
                break
            began = time.monotonic()
            findings, outcome = self._attempt([step.portion() for step in steps], seconds)
            self.found.merge(findings)
            if outcome is Outcome.killed and self._kills < MOST_KILLS:
                self._kills += 1
                self.deadline += time.monotonic() - began
                steps = self._behind_kill(steps, findings)
                continue
            if outcome is Outcome.done and len(findings.finished) < len(steps):
                # It went away without a word; only a child that is no longer its own master does that.
                outcome = Outcome.crashed
            steps = self._remaining(steps, findings, outcome)
        self.left.update({step.kind: step for step in steps})

    @property
    def is_too_long(self) -> bool:
        """Whether the file shows more pages than anybody wants to have read."""
        return (self.found.count or 0) > self.most_pages

    def _attempt(self, portions: Sequence[Step], seconds: float) -> tuple[Findings, Outcome]:
        """Have one child do these portions; a lost zygote took its child along, whatever the child was doing."""
        # Time in which nobody has looked at the file yet is not taken from it.
        self.deadline += self.server.make_ready()
        wall = max(LEAST_SECONDS, min(seconds, self.deadline - time.monotonic()))
        # The first child has all the time there is; one that has the rest of it cannot show that a page is at fault.
        self._attempts += 1
        self._was_cut_short = self._attempts > 1 and wall < seconds
        limits = replace(self.limits, wall_seconds=wall)
        request = {"limits": limits.to_json(), "steps": [portion.to_json() for portion in portions]}
        lines, pictures = os.memfd_create("report"), os.memfd_create("pictures")
        try:
            files = [self.pdf, lines, pictures]
            outcome = self._outcome_of(request, files if self.trust is None else [*files, self.trust], limits)
            findings = read_findings(lines, limits.output_bytes)
            if self.out_dir is not None:
                save_images(findings, pictures, self.out_dir)
        except (ValueError, RecursionError):
            # A report that no sound child writes: the file had its hand in it, and nothing of it is believed.
            return Findings(), Outcome.crashed
        finally:
            os.close(lines)
            os.close(pictures)
        return findings, outcome

    def _outcome_of(self, request: dict[str, Any], files: list[int], limits: Limits) -> Outcome:
        try:
            return outcome_of(self.server.run(request, files), limits)
        except ZygoteLostError:
            return Outcome.killed

    def _behind_kill(self, steps: Sequence[Step], findings: Findings) -> list[Step]:
        """What is left of the steps behind the last page that was dealt with before somebody killed the child."""
        left = []
        for step in steps:
            reached = findings.furthest(step.kind)
            if step.kind in findings.finished:
                reached = reached or step.portion().last or 0
            elif reached < step.first:
                left.append(step)
                continue
            if (rest := step.behind(reached, self.found.count or 0)) is not None:
                left.append(rest)
        return left

    def _remaining(self, steps: list[Step], findings: Findings, outcome: Outcome) -> list[Step]:
        """What is left of the steps after a child."""
        remaining: list[Step | None] = []
        is_accounted_for = outcome is Outcome.done
        for step in steps:
            if step.kind in findings.finished:
                # A slow child stops early on its own; one that reports no page at all had none to report.
                reached = findings.furthest(step.kind) or step.portion().last or 0
                remaining.append(step.behind(reached, self.found.count or 0))
            elif is_accounted_for:
                remaining.append(step)
            else:
                is_accounted_for = True
                remaining.append(self._behind_death(step, findings, outcome))
        if self.found.count is None:
            # Not even opening succeeded, and no page would fare better; text may still be tried without inspection.
            return [step for step in remaining if step is not None and steps[0].kind == "inspect"]
        return [step for step in remaining if step is not None]

    def _behind_death(self, step: Step, findings: Findings, outcome: Outcome) -> Step | None:
        """Go on behind the last page dealt with; a page that kills a child all by itself is left out."""
        self._deaths += 1
        self._note(step, outcome)
        reached = findings.furthest(step.kind)
        if reached < step.first:
            if outcome is Outcome.timeout and self._was_cut_short:
                return step
            reached = step.first
            if step.kind == "text":
                self.lost_pages.add(reached)
        return step.behind(reached, self.found.count or 0)

    def _note(self, step: Step, outcome: Outcome) -> None:
        self.failures.setdefault(step.kind, outcome)
        self.was_killed |= outcome is Outcome.killed
