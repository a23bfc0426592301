-- The index that lists are read from: a person's own number instead of two ids a row makes it little over half as large.
DROP INDEX worker_name
;;
CREATE INDEX worker_name ON worker (
  name_sort, pk, state, incomplete, open_evidence, village_code, occupation, decile, birth_date, nik, (person_id = id)
) WHERE person_id = id
