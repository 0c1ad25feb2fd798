-- NONE: the person had no second factor. AWAITED: the session is not valid before the second factor. PROVED: it was given.
CREATE TYPE "second_factor" AS ENUM ('NONE', 'AWAITED', 'PROVED');
ALTER TABLE "session"
  ADD COLUMN "second_factor" "second_factor" NOT NULL DEFAULT 'NONE',
  -- When the person last proved who they are. A session that takes the place of another one keeps its time.
  ADD COLUMN "authenticated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "continues" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "user" ADD COLUMN "two_factor_enabled" BOOLEAN DEFAULT false;

CREATE TABLE "two_factor" (
    "id" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "verified" BOOLEAN DEFAULT true,
    "failed_verification_count" INTEGER DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "two_factor_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "two_factor_user_id_key" ON "two_factor"("user_id");
ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The codes of an authenticator app that were accepted lately, so that each works once.
CREATE TABLE "used_code" (
    "user_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "used_code_pkey" PRIMARY KEY ("user_id", "code")
);
ALTER TABLE "used_code" ADD CONSTRAINT "used_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Roles that may write only in sessions with a second factor.
CREATE TABLE "role_settings" (
    "role" "role" NOT NULL,
    "requires_second_factor" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "role_settings_pkey" PRIMARY KEY ("role")
);
ALTER TABLE "environment" ADD COLUMN "requires_second_factor" BOOLEAN NOT NULL DEFAULT false;

-- A session that is not valid yet is not a sign-in, and neither is one that takes the place of another one.
CREATE OR REPLACE FUNCTION audit_session() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  session record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  person text := (SELECT name FROM "user" WHERE id = session.user_id);
BEGIN
  IF person IS NULL OR session.second_factor = 'AWAITED' OR (TG_OP = 'INSERT' AND session.continues)
    OR (TG_OP = 'DELETE' AND current_setting('lectern.records_sessions', true) = 'on') THEN RETURN NULL; END IF;
  PERFORM audit_record(jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
    'action', CASE WHEN TG_OP = 'DELETE' THEN 'user.signedOut' ELSE 'user.signedIn' END,
    'actor', jsonb_build_object('kind', 'USER', 'name', person, 'userId', session.user_id),
    'subjectType', 'User', 'subjectId', session.user_id,
    'summary', person || CASE WHEN TG_OP = 'DELETE' THEN ' signed out' ELSE ' signed in' END,
    'ip', session.ip_address))));
  RETURN NULL;
END $$;

-- The sign-in library writes these tables. A change that somebody else makes is recorded by that change.
CREATE FUNCTION audit_second_factor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('lectern.records_second_factor', true) = 'on' THEN RETURN NULL; END IF;
  PERFORM audit_record(jsonb_build_array(jsonb_build_object(
    'action', CASE WHEN NEW.two_factor_enabled THEN 'user.secondFactorAdded' ELSE 'user.secondFactorRemoved' END,
    'actor', jsonb_build_object('kind', 'USER', 'name', NEW.name, 'userId', NEW.id),
    'subjectType', 'User', 'subjectId', NEW.id,
    'summary', NEW.name || CASE WHEN NEW.two_factor_enabled THEN ' set up a second factor' ELSE ' removed the second factor' END)));
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_second_factor AFTER UPDATE OF "two_factor_enabled" ON "user" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (coalesce(OLD.two_factor_enabled, false) <> coalesce(NEW.two_factor_enabled, false))
  EXECUTE FUNCTION audit_second_factor();

CREATE FUNCTION audit_recovery_codes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  person text := (SELECT name FROM "user" WHERE id = NEW.user_id);
BEGIN
  PERFORM audit_record(jsonb_build_array(jsonb_build_object(
    'action', 'user.recoveryCodesChanged',
    'actor', jsonb_build_object('kind', 'USER', 'name', person, 'userId', NEW.user_id),
    'subjectType', 'User', 'subjectId', NEW.user_id,
    'summary', person || ' used a recovery code or made new ones')));
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_recovery_codes AFTER UPDATE OF "backup_codes" ON "two_factor" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.verified AND NEW.verified AND OLD.backup_codes <> NEW.backup_codes) EXECUTE FUNCTION audit_recovery_codes();
