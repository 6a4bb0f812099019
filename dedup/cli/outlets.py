"""`dedup outlets`: what the catalogue knows of publishers."""

from typing import Annotated

import typer

from dedup.cli.options import Listing


def outlets(
    outlet: Annotated[str | None, typer.Argument(metavar="[ID]", help="Id of one outlet; all without it.")] = None,
    listing: Annotated[Listing, typer.Option("--format", "-f", help="How to print.")] = Listing.TERMINAL,
) -> None:
    """List the outlets and agencies that citations are matched with, or explain one."""
    from dedup.attribution import load_catalogue
    from dedup.report.listings import print_outlets

    catalogue = load_catalogue().outlets
    if outlet is not None and outlet not in catalogue:
        raise typer.BadParameter(f"no outlet has the id {outlet!r}; `dedup outlets` lists them", param_hint="ID")
    chosen = [catalogue[outlet]] if outlet else [catalogue[name] for name in sorted(catalogue)]
    print_outlets(chosen, as_json=listing is Listing.JSON, detailed=outlet is not None)
