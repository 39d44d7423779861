"""What a person sees of a run while it goes on."""

_STEPS = 7


class Steps:
    """The progress bar of a run: one step a room, and the sentences read within a step."""

    def __init__(self) -> None:
        from tqdm import tqdm

        self._bar = tqdm(total=_STEPS, desc="read", unit="step", disable=None)

    def next(self, name: str) -> None:
        """A step is done; the next one is called `name`."""
        self._bar.update()
        self._bar.set_postfix_str("", refresh=False)
        self._bar.set_description(name)

    def read(self, done: int, total: int) -> None:
        """So many of a step's sentences are read."""
        self._bar.set_postfix_str(f"{done:,} of {total:,} sentences")

    def close(self) -> None:
        """The last step is done; the bar stays as it is."""
        self.next("done")
        self._bar.close()
