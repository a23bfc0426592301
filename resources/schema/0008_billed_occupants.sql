-- How far the maker of a bill or payment had read the records of others: whoever it knew on a billed seat stays there.
ALTER TABLE bill ADD COLUMN "knows" TEXT
;;
ALTER TABLE payment ADD COLUMN "knows" TEXT
