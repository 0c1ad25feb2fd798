-- Finds a part of the audit log: the events after one sequence, up to another one, and in a range of times, each null where
-- there is no limit. Returns the first and the last event of it with their times, which select partitions. Nulls: there is
-- none. A function, because Postgres keeps its plans: planning a look into all partitions takes longer than the look.
CREATE FUNCTION audit_range(after_sequence bigint, up_to_sequence bigint, from_time timestamptz, to_time timestamptz,
    OUT first_sequence bigint, OUT first_at timestamptz, OUT last_sequence bigint, OUT last_at timestamptz)
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  low bigint;
  high bigint;
BEGIN
  SELECT greatest(checkpoint.sequence, after_sequence), least(head.sequence, up_to_sequence) INTO low, high
  FROM audit_head AS head, audit_checkpoint AS checkpoint;
  -- Times never decrease along the log.
  IF from_time IS NOT NULL THEN
    SELECT greatest(low, event.sequence - 1) INTO low FROM audit_event AS event
    WHERE event.at >= from_time ORDER BY event.at, event.sequence LIMIT 1;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  IF to_time IS NOT NULL THEN
    SELECT least(high, event.sequence) INTO high FROM audit_event AS event
    WHERE event.at < to_time ORDER BY event.at DESC, event.sequence DESC LIMIT 1;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  IF low >= high THEN RETURN; END IF;
  SELECT event.sequence, event.at INTO first_sequence, first_at FROM audit_event AS event
  WHERE event.sequence > low AND event.sequence <= high ORDER BY event.sequence LIMIT 1;
  SELECT event.sequence, event.at INTO last_sequence, last_at FROM audit_event AS event
  WHERE event.sequence > low AND event.sequence <= high ORDER BY event.sequence DESC LIMIT 1;
END $$;
