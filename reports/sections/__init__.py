"""The sections of a report, one a file; `reports.section` says what a section is."""
