"""Reads one file with as many children as it takes, within one deadline, and gives up on what keeps killing them."""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from indexer.confinement import Limits
from indexer.findings import Findings, read_findings, save_images
from indexer.forkserver import ForkServer, ZygoteLostError
from indexer.outcome import Outcome, outcome_of
from indexer.steps import Step
from portal.domain.berkas.reading import MAX_PAGES

LEAST_SECONDS = 0.25
"""A child is not started with less time than this left."""

MAX_DEATHS = 4


class Reading:
    """The reading of one open file; `found`, `failures` and `left` tell how far it came."""

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
        self._deaths = 0

    def run(self, steps: Sequence[Step], *, seconds: float) -> None:
        """Work through the steps, at most `seconds` for one child, until done, refused, or out of time or patience."""
        steps = list(steps)
        while steps and self.found.refused is None and self._deaths < MAX_DEATHS and not self.is_too_long:
            if self.deadline - time.monotonic() < LEAST_SECONDS:
                self._note(steps[0], Outcome.timeout)
                break
            findings, outcome = self._attempt([step.portion() for step in steps], seconds)
            self.found.merge(findings)
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
        """Have one child do these portions; a lost zygote is replaced once, then the file is blamed."""
        steps = [portion.to_json() for portion in portions]
        for _ in range(2):
            wall = max(LEAST_SECONDS, min(seconds, self.deadline - time.monotonic()))
            limits = replace(self.limits, wall_seconds=wall)
            request = {"limits": limits.to_json(), "steps": steps}
            lines, pictures = os.memfd_create("report"), os.memfd_create("pictures")
            try:
                files = [self.pdf, lines, pictures]
                end = self.server.run(request, files if self.trust is None else [*files, self.trust])
                findings = read_findings(lines, limits.output_bytes)
                if self.out_dir is not None:
                    save_images(findings, pictures, self.out_dir)
                return findings, outcome_of(end, limits)
            except ZygoteLostError:
                continue
            except (ValueError, RecursionError):
                # A report that no sound child writes: the file had its hand in it, and nothing of it is believed.
                return Findings(), Outcome.crashed
            finally:
                os.close(lines)
                os.close(pictures)
        return Findings(), Outcome.crashed

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
            reached = step.first
            if step.kind == "text":
                self.lost_pages.add(reached)
        return step.behind(reached, self.found.count or 0)

    def _note(self, step: Step, outcome: Outcome) -> None:
        self.failures.setdefault(step.kind, outcome)
