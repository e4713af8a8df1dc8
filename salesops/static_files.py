"""Static files are named by their content and compressed once, also over several releases."""

from pathlib import Path

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class RememberingCompressor(Compressor):
    """Leaves alone what is compressed: a file named by its content never changes.

    plotly.js alone takes ten seconds with brotli, and most releases change a stylesheet.
    """

    def compress(self, path: str) -> list[str]:
        done = [f"{path}{ending}" for ending in (".br", ".gz") if Path(f"{path}{ending}").exists()]
        return done or super().compress(path)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """What production and `make run` serve."""

    def create_compressor(self, **kwargs) -> RememberingCompressor:
        return RememberingCompressor(**kwargs)
