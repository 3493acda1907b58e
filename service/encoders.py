"""The encoder that the settings name, and the library that is opened with it."""

from typing import TYPE_CHECKING

from ingest.encoder import Encoder, Runtime, open_encoder
from service.cli_output import print_remark
from service.settings import Settings

if TYPE_CHECKING:
    from retrieval.library import Library


def encoder_of(settings: Settings) -> Encoder:
    """Return the encoder that ``settings`` name; cheap: it loads, and says so, when it is first needed."""
    return open_encoder(
        settings.model, runtime=Runtime(settings.encoder), cache=settings.cache, tell=print_remark
    )


def library_of(settings: Settings, encoder: Encoder | None = None) -> "Library":
    """Open the store that ``settings`` name; cheap as ``Library.open`` is, and it raises what that does.

    ``encoder`` is used in place of the one that they name: a model is loaded once for all its uses.
    """
    # Here, so that what reads papers does not wait for what searches them.
    from retrieval.library import Library  # noqa: PLC0415

    encoder = encoder or encoder_of(settings)
    return Library.open(settings.data, encoder=encoder, show_restricted=settings.show_restricted)
