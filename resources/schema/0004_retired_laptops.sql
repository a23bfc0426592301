-- What was known of a lost laptop when its blocks were retired.
ALTER TABLE block ADD COLUMN "retired_after" TEXT
