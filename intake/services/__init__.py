"""Loads: from a path or an upload to stored rows, and back."""

from intake.services.loading import load_path

__all__ = ["load_path"]
