"""Static files are named by their content and compressed once, also over several releases."""

from pathlib import Path

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

LARGE = 2**20


class RememberingCompressor(Compressor):
    """Leaves alone what is compressed: a file named by its content never changes."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        # plotly.js takes eight seconds at the best quality, half a one at this, and is 11 % larger
        return brotli.compress(data, quality=9 if len(data) > LARGE else 11)

    def compress(self, path: str) -> list[str]:
        done = [f"{path}{ending}" for ending in (".br", ".gz") if Path(f"{path}{ending}").exists()]
        return done or super().compress(path)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """What production and `make run` serve."""

    def create_compressor(self, **kwargs) -> RememberingCompressor:
        return RememberingCompressor(**kwargs)
