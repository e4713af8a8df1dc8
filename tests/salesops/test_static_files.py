"""Static files are compressed once."""

import brotli

from salesops.static_files import RememberingCompressor


def test_what_is_compressed_is_left_alone(tmp_path):
    sheet = tmp_path / "theme.0123456789ab.css"
    sheet.write_text("a { color: red } " * 100)
    compressor = RememberingCompressor(quiet=True)
    made = compressor.compress(str(sheet))
    assert made == [f"{sheet}.br", f"{sheet}.gz"]
    assert brotli.decompress((tmp_path / f"{sheet.name}.br").read_bytes()) == sheet.read_bytes()
    (tmp_path / f"{sheet.name}.br").write_bytes(b"from an earlier release")
    assert compressor.compress(str(sheet)) == made
    assert (tmp_path / f"{sheet.name}.br").read_bytes() == b"from an earlier release"
