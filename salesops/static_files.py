"""Static files are named by their content and compressed once, also over several releases."""

from pathlib import Path

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

LARGE = 50_000


class QuickCompressor(Compressor):
    """Twenty times quicker than the best quality, a tenth larger."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return brotli.compress(data, quality=9)


class RememberingCompressor(Compressor):
    """Leaves alone what is compressed: a file named by its content never changes.

    The best quality is for what pages load. plotly.js would take eight seconds, and the packages'
    unminified files and source maps, which nobody loads, ten more.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.quick = QuickCompressor(*args, **kwargs)

    def compress(self, path: str) -> list[str]:
        done = [f"{path}{ending}" for ending in (".br", ".gz") if Path(f"{path}{ending}").exists()]
        if done:
            return done
        size = Path(path).stat().st_size
        loaded = ".min." in path and not path.endswith(".map")
        if size > 20 * LARGE or (size > LARGE and not loaded):
            return self.quick.compress(path)
        return super().compress(path)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """What production and `make run` serve."""

    def create_compressor(self, **kwargs) -> RememberingCompressor:
        return RememberingCompressor(**kwargs)
