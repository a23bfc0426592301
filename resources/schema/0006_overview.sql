-- What Beranda counts, without a look at the tables: people by state and place, seat-months by month, stage and block.
DROP INDEX seat_month_of_month
;;
CREATE INDEX seat_month_of_month ON seat_month (month, stage, programme, block, person) WHERE in_force = 1
;;
CREATE INDEX worker_standing ON worker (
  state, village_code, incomplete, open_evidence, birth_date, person_id, id
) WHERE person_id = id
;;
CREATE INDEX cover_until ON cover (last_paid_month, worker_id) WHERE removed IS NOT 1
;;
CREATE INDEX worker_joined ON worker (person_id) WHERE person_id <> id
;;
CREATE INDEX enrolment_result ON enrolment (result, withdrawn, worker_id)
