"""No computed table is older than the code and the tables that it was made from."""

from helpers import tables


def test_every_committed_table_is_what_its_job_would_make():
    from helpers.models import jobs  # slow to import, and needed here alone where not all tests run

    registered, folder = jobs.registered(), tables.data_folder()
    faults = {name: jobs.fault(name, job, folder) for name, job in registered.items()}
    assert registered and not {name: fault for name, fault in faults.items() if fault}
