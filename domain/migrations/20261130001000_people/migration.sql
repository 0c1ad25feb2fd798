ALTER TABLE "session" ADD COLUMN "last_seen_at" TIMESTAMPTZ(3);

CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "environment_id" UUID,
    "package_id" UUID,
    "link_hash" TEXT NOT NULL,
    "invited_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "invitation_link_hash_key" ON "invitation"("link_hash");
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- An address has at most one open invitation.
CREATE UNIQUE INDEX "invitation_open" ON "invitation" ("email") WHERE "accepted_at" IS NULL AND "revoked_at" IS NULL;

-- The order of lists of people.
CREATE INDEX "user_name_id" ON "user" ("name", "id");

-- A session that somebody else ends is recorded by that change, which says so in this setting.
CREATE OR REPLACE FUNCTION audit_session() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  session record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  person text := (SELECT name FROM "user" WHERE id = session.user_id);
BEGIN
  IF person IS NULL OR (TG_OP = 'DELETE' AND current_setting('lectern.records_sessions', true) = 'on') THEN RETURN NULL; END IF;
  PERFORM audit_record(jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
    'action', CASE WHEN TG_OP = 'DELETE' THEN 'user.signedOut' ELSE 'user.signedIn' END,
    'actor', jsonb_build_object('kind', 'USER', 'name', person, 'userId', session.user_id),
    'subjectType', 'User', 'subjectId', session.user_id,
    'summary', person || CASE WHEN TG_OP = 'DELETE' THEN ' signed out' ELSE ' signed in' END,
    'ip', session.ip_address))));
  RETURN NULL;
END $$;

-- Tells every server at commit whose access may have changed: `<version> user:<id>` or `<version> token:<id>`. The row
-- gives the changes one order, so that a server that misses a notification finds a version that it was not told.
CREATE TABLE "access_version" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" BIGINT NOT NULL,

    CONSTRAINT "access_version_pkey" PRIMARY KEY ("id")
);
INSERT INTO "access_version" ("id", "version") VALUES (1, 0);
REVOKE INSERT, UPDATE, DELETE ON "access_version" FROM lectern_process;

CREATE FUNCTION access_changed(holder text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  next_version bigint;
BEGIN
  UPDATE access_version SET version = version + 1 WHERE id = 1 RETURNING version INTO next_version;
  PERFORM pg_notify('lectern_access', next_version || ' ' || holder);
END $$;
REVOKE EXECUTE ON FUNCTION access_changed(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_changed(text) TO lectern_process;

CREATE FUNCTION grant_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed record := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
BEGIN
  PERFORM access_changed(CASE WHEN changed.token_id IS NULL THEN 'user:' || changed.user_id ELSE 'token:' || changed.token_id END);
  RETURN NULL;
END $$;
CREATE TRIGGER grant_changed AFTER INSERT OR UPDATE OR DELETE ON "grant" FOR EACH ROW EXECUTE FUNCTION grant_changed();

CREATE FUNCTION session_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM access_changed('user:' || OLD.user_id);
  RETURN NULL;
END $$;
CREATE TRIGGER session_changed AFTER UPDATE OF "expires_at" OR DELETE ON "session" FOR EACH ROW EXECUTE FUNCTION session_changed();

CREATE FUNCTION person_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM access_changed('user:' || OLD.id);
  RETURN NULL;
END $$;
CREATE TRIGGER person_changed AFTER UPDATE OF "active" OR DELETE ON "user" FOR EACH ROW EXECUTE FUNCTION person_changed();

CREATE FUNCTION token_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM access_changed('token:' || OLD.id);
  RETURN NULL;
END $$;
CREATE TRIGGER token_changed AFTER UPDATE OF "revoked_at", "expires_at", "created_by" OR DELETE ON "api_token" FOR EACH ROW EXECUTE FUNCTION token_changed();
