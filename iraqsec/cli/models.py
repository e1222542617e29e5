"""``iraqsec models``: which taggers of names can work on this machine, and how to get what is missing."""

import click


@click.command()
def command() -> None:
    """List the models of the taggers: what is installed, where it is looked for, the command that gets what is missing.

    Beside each that scores what it finds stands its calibration, or the command that makes one.

    Nothing is fetched, and no large library is loaded.
    """
    from iraqsec.taggers.registry import known, models_status

    for status in models_status():
        state = "ready" if status.ready else "missing"
        note = f" ({status.note})" if status.note else ""
        click.echo(f"{status.tagger} [{status.lang}]: {state}{note}\n  looked for in {status.where or 'nothing'}")
        if not status.ready:
            click.echo(f"  get it with: {status.command}")
        if status.calibration:
            click.echo(f"  calibration: {status.calibration}")
    click.echo(f"Taggers by name: {', '.join(known())}")
