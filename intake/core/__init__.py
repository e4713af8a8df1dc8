"""The pure room of the import: files become rows, cells become values, problems become data."""
