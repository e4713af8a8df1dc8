from dashboards.core.folding import fold

CHILDREN = {
    "company": ["emea", "americas"],
    "emea": ["north", "south"],
    "north": ["bob", "ana"],
    "americas": ["charlie"],
}
PEOPLE = {"bob", "ana", "charlie"}


def rows(room=100, root="company"):
    return fold(
        root,
        CHILDREN,
        rank=lambda key: (key in PEOPLE, key),
        leaf=lambda key: key in PEOPLE,
        room=room,
    )


def test_depth_first_with_siblings_in_order():
    keys = [row.key for row in rows()]
    assert keys == ["company", "americas", "charlie", "emea", "north", "ana", "bob", "south"]
    assert [row.level for row in rows()] == [0, 1, 2, 1, 2, 3, 3, 2]


def test_people_start_hidden_below_their_team_and_regions_are_open():
    by_key = {row.key: row for row in rows()}
    assert by_key["emea"].open
    assert not by_key["north"].open
    assert by_key["bob"].hidden
    assert by_key["bob"].parent == "north"
    assert not by_key["north"].lazy
    assert not by_key["south"].has_children


def test_people_of_the_asked_team_are_shown_at_once():
    found = rows(root="north")
    assert [(row.key, row.hidden) for row in found] == [
        ("north", False),
        ("ana", False),
        ("bob", False),
    ]


def test_without_room_the_people_wait_to_be_asked_for():
    by_key = {row.key: row for row in rows(room=6)}
    assert by_key["americas"].lazy is False
    assert by_key["north"].lazy
    assert by_key["north"].has_children
    assert "bob" not in by_key


def test_a_scope_without_anyone_is_one_row():
    assert [row.key for row in rows(root="south")] == ["south"]


def test_nobody_asks_how_people_without_a_row_rank():
    asked = []

    def rank(key):
        asked.append(key)
        return (key,)

    fold("company", CHILDREN, rank=rank, leaf=lambda key: key in PEOPLE, room=6)
    assert "charlie" in asked
    assert not {"ana", "bob"} & set(asked)
