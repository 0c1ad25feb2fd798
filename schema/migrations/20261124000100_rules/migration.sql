-- What the tables cannot say by themselves: one open row each, the chain of audit events, who may do what, the first environments.

-- At most one open sync run and one open transcode of a package; one open publication of a revision to an environment.
CREATE UNIQUE INDEX "sync_run_open" ON "sync_run" ("package_id") WHERE "finished_at" IS NULL;
CREATE UNIQUE INDEX "transcode_open" ON "transcode" ("package_id") WHERE "finished_at" IS NULL;
CREATE UNIQUE INDEX "publication_open" ON "publication" ("package_id", "environment_id", "revision") WHERE "finished_at" IS NULL;
-- At most one open attempt of an encoding.
CREATE UNIQUE INDEX "attempt_open" ON "attempt" ("encoding_id") WHERE "finished_at" IS NULL;
-- What lanes look for, and what a draft consists of now.
CREATE INDEX "sync_item_pending" ON "sync_item" ("run_id", "path") WHERE "action" = 'COPY' AND "status" = 'PENDING';
CREATE UNIQUE INDEX "draft_file_current" ON "draft_file" ("package_id", "path") WHERE "until_revision" IS NULL;

INSERT INTO "audit_head" ("id", "sequence", "hash") VALUES (1, 0, '\x');

DO $$ BEGIN
  CREATE ROLE lectern_process NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

-- Records events in one order: locks and advances the head, so that sequence is the order of commits without gaps. Called last in a
-- transaction. Each event: {action, actor, subjectType, subjectId, packageId?, summary, before?, after?, ip?, requestId?}. The hash covers the
-- event's canonical JSON and the hash before it. Runs as the owner, because processes may not write the head nor make partitions.
CREATE FUNCTION audit_record(events jsonb) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  head audit_head%ROWTYPE;
  event jsonb;
  moment timestamptz(3);
  part text;
  month date;
  next_hash bytea;
BEGIN
  SELECT * INTO STRICT head FROM audit_head WHERE id = 1 FOR UPDATE;
  moment := clock_timestamp();
  month := date_trunc('month', moment AT TIME ZONE 'UTC');
  part := 'audit_event_' || to_char(month, 'YYYY_MM');
  IF to_regclass(part) IS NULL THEN
    EXECUTE format('CREATE TABLE %I PARTITION OF audit_event FOR VALUES FROM (%L) TO (%L)', part,
      month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
    EXECUTE format('REVOKE ALL ON %I FROM lectern_process', part);
  END IF;
  FOR event IN SELECT * FROM jsonb_array_elements(events) LOOP
    head.sequence := head.sequence + 1;
    next_hash := sha256(head.hash || convert_to((event || jsonb_build_object('sequence', head.sequence, 'at', to_jsonb(moment)))::text, 'UTF8'));
    INSERT INTO audit_event (sequence, at, action, actor, subject_type, subject_id, package_id, summary, before, after, ip, request_id, previous_hash, hash)
    VALUES (head.sequence, moment, event->>'action', event->'actor', event->>'subjectType', event->>'subjectId', (event->>'packageId')::uuid, event->>'summary',
      event->'before', event->'after', event->>'ip', event->>'requestId', head.hash, next_hash);
    head.hash := next_hash;
  END LOOP;
  UPDATE audit_head SET sequence = head.sequence, hash = head.hash WHERE id = 1;
  RETURN head.sequence;
END $$;

-- The sign-in library writes its own tables; what it does there goes into the same chain, at commit.
CREATE FUNCTION audit_session() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  session record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  person text := (SELECT name FROM "user" WHERE id = session.user_id);
BEGIN
  IF person IS NULL THEN RETURN NULL; END IF;
  PERFORM audit_record(jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
    'action', CASE WHEN TG_OP = 'DELETE' THEN 'user.signedOut' ELSE 'user.signedIn' END,
    'actor', jsonb_build_object('kind', 'USER', 'name', person, 'userId', session.user_id),
    'subjectType', 'User', 'subjectId', session.user_id,
    'summary', person || CASE WHEN TG_OP = 'DELETE' THEN ' signed out' ELSE ' signed in' END,
    'ip', session.ip_address))));
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_session AFTER INSERT OR DELETE ON "session"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_session();

CREATE FUNCTION audit_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM audit_record(jsonb_build_array(jsonb_build_object(
    'action', 'user.created', 'actor', jsonb_build_object('kind', 'SYSTEM', 'name', 'Lectern'),
    'subjectType', 'User', 'subjectId', NEW.id, 'summary', NEW.name || ' was added',
    'after', jsonb_build_object('name', NEW.name, 'email', NEW.email))));
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_user AFTER INSERT ON "user"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_user();

-- The role of server and worker. What happened can only be added to and read.
GRANT USAGE ON SCHEMA public TO lectern_process;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lectern_process;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lectern_process;
REVOKE ALL ON "_prisma_migrations", audit_event, audit_head FROM lectern_process;
GRANT SELECT, INSERT ON audit_event TO lectern_process;
GRANT SELECT ON audit_head TO lectern_process;
REVOKE EXECUTE ON FUNCTION audit_record(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_record(jsonb) TO lectern_process;

INSERT INTO "environment" ("id", "slug", "name") VALUES
  (gen_random_uuid(), 'staging', 'Staging'),
  (gen_random_uuid(), 'production', 'Production');
