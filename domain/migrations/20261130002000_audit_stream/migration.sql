-- The audit log as a stream: a NOTIFY for each transaction with events, times that never decrease, partitions that are
-- made ahead and dropped by retention, and the place from where the chain is verified.

ALTER TABLE "audit_head" ADD COLUMN "at" TIMESTAMPTZ(3);
UPDATE "audit_head" SET "at" = (SELECT max("at") FROM "audit_event");

-- The last event that retention dropped. Sequence 0 and an empty hash: none was dropped.
CREATE TABLE "audit_checkpoint" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "sequence" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3),

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("id")
);
INSERT INTO "audit_checkpoint" ("id", "sequence", "hash") VALUES (1, 0, '\x');

-- How long events are kept. `npm run migrate` writes it from the configuration; processes cannot.
CREATE TABLE "retention" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "audit_months" INTEGER CHECK ("audit_months" >= 13),

    CONSTRAINT "retention_pkey" PRIMARY KEY ("id")
);
INSERT INTO "retention" ("id") VALUES (1);

REVOKE ALL ON "audit_checkpoint", "retention" FROM lectern_process;
GRANT SELECT ON "audit_checkpoint", "retention" TO lectern_process;

-- Holds the events of months that have no partition yet.
CREATE TABLE "audit_event_default" PARTITION OF "audit_event" DEFAULT;
REVOKE ALL ON "audit_event_default" FROM lectern_process;

-- The JSON that an event's hash covers. Its text is canonical: jsonb orders the keys.
CREATE FUNCTION audit_json(event audit_event) RETURNS jsonb LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
  SELECT jsonb_build_object('sequence', event.sequence, 'at', event.at, 'action', event.action, 'actor', event.actor,
      'subjectType', event.subject_type, 'subjectId', event.subject_id, 'summary', event.summary)
    || CASE WHEN event.package_id IS NULL THEN '{}' ELSE jsonb_build_object('packageId', event.package_id) END
    || CASE WHEN event.environment_id IS NULL THEN '{}' ELSE jsonb_build_object('environmentId', event.environment_id) END
    || CASE WHEN event.before IS NULL THEN '{}' ELSE jsonb_build_object('before', event.before) END
    || CASE WHEN event.after IS NULL THEN '{}' ELSE jsonb_build_object('after', event.after) END
    || CASE WHEN event.ip IS NULL THEN '{}' ELSE jsonb_build_object('ip', event.ip) END
    || CASE WHEN event.request_id IS NULL THEN '{}' ELSE jsonb_build_object('requestId', event.request_id) END
$$;

-- Records events in one order, as described in the first migration. `at` never decreases, so that the order of events is
-- the order of their times, and an older partition has only older events. Notifies all servers at commit.
CREATE OR REPLACE FUNCTION audit_record(events jsonb) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  head audit_head%ROWTYPE;
  input jsonb;
  event audit_event%ROWTYPE;
BEGIN
  SELECT * INTO STRICT head FROM audit_head WHERE id = 1 FOR UPDATE;
  head.at := greatest(clock_timestamp(), head.at);
  FOR input IN SELECT * FROM jsonb_array_elements(events) LOOP
    head.sequence := head.sequence + 1;
    event := ROW(head.sequence, head.at, input->>'action', input->'actor', input->>'subjectType', input->>'subjectId',
      (input->>'packageId')::uuid, (input->>'environmentId')::uuid, input->>'summary', input->'before', input->'after',
      input->>'ip', input->>'requestId', head.hash, ''::bytea);
    event.hash := sha256(head.hash || convert_to(audit_json(event)::text, 'UTF8'));
    INSERT INTO audit_event (sequence, at, action, actor, subject_type, subject_id, package_id, environment_id, summary, before, after, ip, request_id, previous_hash, hash)
    VALUES (event.sequence, event.at, event.action, event.actor, event.subject_type, event.subject_id, event.package_id, event.environment_id, event.summary,
      event.before, event.after, event.ip, event.request_id, event.previous_hash, event.hash);
    head.hash := event.hash;
  END LOOP;
  UPDATE audit_head SET sequence = head.sequence, hash = head.hash, at = head.at WHERE id = 1;
  PERFORM pg_notify('lectern', 'audit');
  RETURN head.sequence;
END $$;

-- Makes the partitions of this month and the next two, and of every month in the default partition, whose events it moves.
-- Running it twice changes nothing. Fails when it would wait for a lock for more than 2 seconds; a later call tries again.
CREATE FUNCTION make_partitions() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
  month date;
  part text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('lectern partitions'));
  FOR month IN
    SELECT DISTINCT date_trunc('month', at)::date FROM audit_event_default
    UNION SELECT generate_series(date_trunc('month', now()), date_trunc('month', now()) + interval '2 months', interval '1 month')::date
    ORDER BY 1
  LOOP
    part := 'audit_event_' || to_char(month, 'YYYY_MM');
    CONTINUE WHEN to_regclass('public.' || part) IS NOT NULL;
    -- No event can enter the default partition between the move and the attachment.
    LOCK TABLE audit_event_default IN ACCESS EXCLUSIVE MODE;
    EXECUTE format('CREATE TABLE public.%I (LIKE public.audit_event INCLUDING ALL)', part);
    EXECUTE format('REVOKE ALL ON public.%I FROM lectern_process', part);
    EXECUTE format('WITH moved AS (DELETE FROM public.audit_event_default WHERE at >= %L AND at < %L RETURNING *) INSERT INTO public.%I SELECT * FROM moved',
      month, month + interval '1 month', part);
    EXECUTE format('ALTER TABLE public.audit_event ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', part,
      month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
  END LOOP;
END $$;

-- Drops the partitions that retention has passed, oldest first, and never an event younger than 13 months. Stores where the
-- chain continues. Stops at a partition that does not continue the chain: it may be evidence. Returns the number of events.
CREATE FUNCTION drop_expired_partitions() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
  months integer := (SELECT audit_months FROM retention WHERE id = 1);
  kept_from date := date_trunc('month', now()) - greatest(months, 13) * interval '1 month';
  checkpoint audit_checkpoint%ROWTYPE;
  first_sequence bigint;
  dropped bigint := 0;
  part text;
BEGIN
  IF months IS NULL THEN RETURN 0; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('lectern partitions'));
  -- Writers lock the head before the table, and so does this function.
  PERFORM 1 FROM audit_head WHERE id = 1 FOR UPDATE;
  SELECT * INTO STRICT checkpoint FROM audit_checkpoint WHERE id = 1 FOR UPDATE;
  FOR part IN
    SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
    WHERE inhparent = 'public.audit_event'::regclass AND relname ~ '^audit_event_\d{4}_\d{2}$'
      AND to_date(right(relname, 7), 'YYYY_MM') < kept_from
    ORDER BY relname
  LOOP
    EXECUTE format('SELECT min(sequence) FROM public.%I', part) INTO first_sequence;
    IF first_sequence <> checkpoint.sequence + 1 THEN
      RAISE WARNING 'The audit log does not continue with % but with %. Verify it.', checkpoint.sequence + 1, first_sequence;
      EXIT;
    END IF;
    IF first_sequence IS NOT NULL THEN
      EXECUTE format('SELECT 1, sequence, hash, at FROM public.%I ORDER BY sequence DESC LIMIT 1', part) INTO checkpoint;
      dropped := dropped + checkpoint.sequence - first_sequence + 1;
    END IF;
    EXECUTE format('DROP TABLE public.%I', part);
  END LOOP;
  IF dropped > 0 THEN
    UPDATE audit_checkpoint SET sequence = checkpoint.sequence, hash = checkpoint.hash, at = checkpoint.at WHERE id = 1;
    PERFORM audit_record(jsonb_build_array(jsonb_build_object(
      'action', 'audit.expired', 'actor', jsonb_build_object('kind', 'SYSTEM', 'name', 'Lectern'),
      'subjectType', 'AuditEvent', 'subjectId', checkpoint.sequence::text,
      'summary', 'Retention removed ' || dropped || ' audit events, up to ' || to_char(checkpoint.at, 'YYYY-MM-DD'),
      'after', jsonb_build_object('events', dropped, 'sequence', checkpoint.sequence, 'hash', encode(checkpoint.hash, 'hex')))));
  END IF;
  RETURN dropped;
END $$;

REVOKE EXECUTE ON FUNCTION make_partitions(), drop_expired_partitions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_partitions(), drop_expired_partitions() TO lectern_process;

SELECT make_partitions();
