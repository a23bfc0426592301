-- Whose card is still to be handed over stands on the person, so that the first page and its list need not look it up.
ALTER TABLE worker ADD COLUMN card_due INTEGER NOT NULL DEFAULT 0
;;
UPDATE worker AS w SET card_due = 1
WHERE w.id IN (SELECT o.person_id FROM enrolment e JOIN worker o ON o.id = e.worker_id)
  AND w.person_id = w.id
  AND (
    SELECT e.result FROM worker o JOIN enrolment e ON e.worker_id = o.id
    WHERE o.person_id = w.id AND e.withdrawn IS NOT 1
    ORDER BY coalesce(e.dated_on, '') DESC, e.created_rev DESC, e.id DESC LIMIT 1
  ) IS 'accepted'
  AND NOT EXISTS (
    SELECT 1 FROM worker o JOIN handover h ON h.worker_id = o.id
    WHERE o.person_id = w.id AND h.item = 'card' AND h.withdrawn IS NOT 1
  )
;;
CREATE INDEX worker_card ON worker (village_code, state, incomplete, person_id, id) WHERE card_due = 1
;;
DROP INDEX enrolment_result
