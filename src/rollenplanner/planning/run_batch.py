"""Use case: make a plan for every case of a batch, and keep what came of it in a store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from rollenplanner.batch.cluster import Certificates, ClusterPool, check_address
from rollenplanner.batch.pool import LocalPool, cores
from rollenplanner.batch.running import Progress, Run, Runner, run
from rollenplanner.batch.store import Store
from rollenplanner.domain.errors import Problem
from rollenplanner.domain.study import Study
from rollenplanner.files.batch_files import LoadedStudy, read_study
from rollenplanner.planning.destination import check_destination
from rollenplanner.planning.make_plan import versions
from rollenplanner.planning.solve_case import solve_case


@dataclass(frozen=True, slots=True)
class Where:
    """Who computes.

    Attributes:
        workers: Processes on this machine; None: as many as there are cores for.
        scheduler: Address of a Dask scheduler, in place of this machine.
        allow_plain: Whether an unencrypted connection to another machine is wanted.
    """

    workers: int | None = None
    scheduler: str | None = None
    certificates: Certificates | None = None
    allow_plain: bool = False

    def check(self) -> None:
        """Make sure that staff data travels safely.

        Raises:
            InputError: It would not.
        """
        if self.scheduler is not None:
            check_address(self.scheduler, self.certificates, plain=self.allow_plain)

    def runner(self, study: Study) -> Runner:
        """Whoever computes the cases of a study."""
        if self.scheduler is not None:
            return ClusterPool(solve_case, self.scheduler, self.certificates)
        return LocalPool(solve_case, self.processes(study), study.timeout)

    def processes(self, study: Study) -> int:
        """Processes on this machine: so many that all solves together have a core per thread."""
        if self.workers is not None:
            return self.workers
        threads = max((case.settings.workers for case in study.cases), default=1)
        return max(1, cores() // threads)


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that is ready to run.

    Attributes:
        run: The study with the versions that it is computed by.
        known: Cases whose result is in the store, of all different ones.
        notes: What is worth a second look in the specification.
    """

    run: Run
    store: Path
    known: int
    different: int
    notes: tuple[Problem, ...] = ()

    @property
    def study(self) -> Study:
        """The study."""
        return self.run.study


def prepare(spec: Path, store: Path, time_limit: float | None, *, retry: bool = False) -> Batch:
    """Read a specification, and write the study with its list of cases into the store.

    Args:
        spec: The batch specification.
        store: The store; made if there is none.
        time_limit: Per case, in place of what the specification says.
        retry: Whether cases that failed are tried again.

    Raises:
        InputError: Something is wrong with a file.
    """
    loaded = read_limited(spec, store, time_limit)
    return replace(put(Run(loaded.study, versions()), store, retry=retry), notes=loaded.notes)


def read_limited(spec: Path, store: Path, time_limit: float | None) -> LoadedStudy:
    """Read a specification, with another time limit if one is given, and check where results go.

    Raises:
        InputError: Something is wrong with a file.
    """
    loaded = read_study(spec)
    check_destination(store, loaded.inputs)
    return replace(loaded, study=_limited(loaded, time_limit))


def put(what: Run, store: Path, *, retry: bool = False, kind: str = "variants") -> Batch:
    """Write a study with its list of cases into a store."""
    keys = what.keys
    objective = what.study.cases[0].scenario.objective if what.study.cases else ()
    with Store(store) as opened:
        levels = [{str(term): weight for term, weight in level.items()} for level in objective]
        opened.put_study(what.study, keys, levels, kind=kind)
        if retry:
            opened.forget_failed(keys.values())
        known = len(opened.statuses(keys.values()))
    return Batch(what, store, known, len(set(keys.values())))


def _limited(loaded: LoadedStudy, time_limit: float | None) -> Study:
    study = loaded.study
    if time_limit is None:
        return study
    cases = (
        replace(case, settings=replace(case.settings, time_limit=time_limit))
        for case in study.cases
    )
    return replace(study, cases=tuple(cases))


def run_batch(
    batch: Batch,
    where: Where,
    on_progress: Callable[[Progress], None],
    stopped: Callable[[], bool],
) -> Progress:
    """Compute whatever has no result yet.

    Raises:
        InputError: The scheduler cannot be reached.
    """
    with Store(batch.store) as opened:
        return run(batch.run, opened, where.runner(batch.study), on_progress, stopped)
