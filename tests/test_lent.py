"""What a test spoils of the tables it was lent is whole again for the next."""

import filecmp
import shutil

from tests import lent


def test_what_is_changed_lost_or_new_is_put_back(lent_folder):
    before, record = lent.state(lent_folder), lent_folder / "data" / "record"
    cells = (record / "sources.csv").read_bytes()
    (record / "sources.csv").write_bytes(cells[:-1] + b"x")  # as long as it was
    (record / "claims_of_others").mkdir()
    (record / "claims_of_others" / "new.csv").write_text("id\n")
    shutil.rmtree(lent_folder / "data" / "texts")
    lent.put_back(lent_folder, before)
    found = [path.relative_to(lent_folder) for path in lent_folder.rglob("*") if path.is_file()]
    _, wrong, lost = filecmp.cmpfiles(lent_folder, lent.ROOT, found, shallow=False)
    assert len(found) == sum(about is not True for about in before.values()) and not wrong and not lost
    assert lent.state(lent_folder) == before
