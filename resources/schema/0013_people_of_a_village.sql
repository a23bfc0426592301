-- One index for the people of a village and those of them born on a day: a file's people stand side by side in it,
-- whereas by birth date alone they were written all over another one.
DROP INDEX worker_born
;;
DROP INDEX worker_village
;;
CREATE INDEX worker_village ON worker (village_code, birth_date)
