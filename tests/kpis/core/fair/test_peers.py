"""Like with like."""

from kpis.core.fair.peers import group_of, unlike


def test_capitals_and_spaces_make_no_role():
    assert group_of("Account  Executive ", "SMB") == group_of("account executive", "smb")


def test_another_role_or_segment_is_unlike():
    ae, se = group_of("AE", "SMB"), group_of("SE", "SMB")
    assert unlike([ae, se])
    assert unlike([ae, group_of("AE", "Enterprise")])
    assert unlike([ae, group_of("", "SMB")])
    assert not unlike([ae, ae])
    assert not unlike([group_of("", ""), group_of(" ", "")])
