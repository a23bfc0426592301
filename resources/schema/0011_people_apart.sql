-- Who is read through another record, or not at all: a slot's person is found without a look at the person's row.
DROP INDEX worker_joined
;;
CREATE INDEX worker_astray ON worker (id, person_id, void) WHERE person_id <> id OR void = 1
;;
-- That a record is read by itself is a yes or no: two ids a row made the index of who stands where twice as large.
DROP INDEX worker_standing
;;
CREATE INDEX worker_standing ON worker (
  state, village_code, incomplete, open_evidence, birth_date, (person_id = id)
) WHERE person_id = id
